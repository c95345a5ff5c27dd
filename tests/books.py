"""Rows of the books, and what a browser sends to write them."""

from __future__ import annotations

from base64 import b64decode
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile

from kehoach.books import BOOKS, Book, Row
from kehoach.models import ActivityKind, Evidence, FundingSource, Honoured, Task, Unit, User
from tests.cast import NOW, OPEN_YEAR, ours

BOOK = {book.slug: book for book in BOOKS}
# A day of the open year that lies behind whoever runs the tests.
DAY = date(OPEN_YEAR - 1, 12, 20)
TYPED_DAY = f"{DAY:%d/%m/%Y}"
# A white dot.
PHOTO = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==")

# What each book asks beside the day, the unit and the task; amounts as they are kept.
ASKED: dict[str, dict[str, Any]] = {
    "activities": {"title": "Ngày hội đọc sách", "kind": ActivityKind.READING, "participants": 120},
    "broadcasts": {"title": "Chuyên mục Xã hội học tập", "minutes": 8},
    "documents": {"title": "Kế hoạch hoạt động thư viện", "kind": "Kế hoạch", "number": "12/KH-TH"},
    "courses": {"title": "Nghiệp vụ thư viện", "days": 2, "participants": 20},
    "mobilisations": {"title": "Phụ huynh làm giá sách", "people": 15},
    "funding": {"purpose": "Mua sách", "source": FundingSource.STATE, "planned": 5_000_000},
    "commendations": {
        "honoured": Honoured.COLLECTIVE,
        "name": "Tổ thư viện",
        "achievement": "Tiết đọc đều",
        "form": "Giấy khen",
    },
}


def row_of(slug: str, unit: Unit, **changes: Any) -> Row:
    """A row of a unit, written in the open year past all rules."""
    book = BOOK[slug]
    when = {"happened_on": DAY} if book.is_dated else {"year": OPEN_YEAR}
    row: Row = book.model(
        commune=unit.commune,
        unit=unit,
        recorded_at=NOW,
        recorded_by=User.objects.get(username="cong-chuc"),
        **{**ASKED[slug], **when, **changes},
    )
    row.save()
    return row


def sent_of(slug: str, unit: Unit, **changes: Any) -> dict[str, Any]:
    """What the form of a new row sends."""
    book = BOOK[slug]
    when = {"happened_on": TYPED_DAY} if book.is_dated else {"year": OPEN_YEAR}
    body = {**ASKED[slug], **when, "unit": unit.pk, **changes}
    if slug == "broadcasts":
        body.setdefault("airings", 1)
    return {name: str(value) for name, value in body.items()}


def lines_of(book: Book, unit: Unit, *lines: dict[str, Any]) -> dict[str, Any]:
    """What the form for several rows sends: the lines, then an empty one."""
    told = {"form-TOTAL_FORMS": str(len(lines) + 1), "form-INITIAL_FORMS": "0"}
    for place, line in enumerate([*lines, {}]):
        whole = {"title": "", "minutes": "", "happened_on": TYPED_DAY, "unit": unit.pk, **line}
        told |= {f"form-{place}-{name}": str(value) for name, value in whole.items() if name in book.quick}
    return told


def evidence_of(row: Row) -> Evidence:
    """A photo behind a row."""
    return row.evidence.first() or Evidence.objects.create(
        subject=row,
        name="anh.png",
        file=ContentFile(PHOTO, "anh.png"),
        media_type="image/png",
        size=len(PHOTO),
        sha256=sha256(PHOTO).hexdigest(),
        uploaded_at=NOW,
        uploaded_by=User.objects.get(username="cong-chuc"),
    )


def task(code: str) -> Task:
    """A task of the plan by its code."""
    return ours(Task).get(code=code)
