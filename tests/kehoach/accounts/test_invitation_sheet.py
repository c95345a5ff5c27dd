"""Many people invited from one sheet."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import Workbook, load_workbook

from kehoach.accounts.invitation_sheet import HEADS
from kehoach.models import Invitation, Unit
from tests.cast import Cast, signed_in
from tests.pages import beside, markup, words

PAGE = "/nguoi-dung/tu-excel/"
PREVIEW = f"{PAGE}xem-truoc/"


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


def send(client: Client, content: bytes) -> HttpResponse:
    """Sends a file and looks at what comes next."""
    return client.post(PAGE, {"file": SimpleUploadedFile("moi.xlsx", content)}, follow=True)


def sheet_of(*rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS) -> bytes:
    """A sheet with these rows."""
    workbook, written = Workbook(), BytesIO()
    for row in (("Mời người",), heads, *rows):
        workbook.active.append(row)
    workbook.save(written)
    return written.getvalue()


@pytest.mark.case("SC-211")
def test_nine_units_are_invited_from_the_sheet_that_was_taken_along(cast: Cast, officer: Client) -> None:
    taken = load_workbook(BytesIO(officer.get("/nguoi-dung/mau.xlsx").content))
    sheet = taken.active
    for row in range(5, 14):
        sheet.cell(row, 3).value = f"Người Thứ {row}"
        sheet.cell(row, 5).value = 900000000 + row
    written = BytesIO()
    taken.save(written)

    assert "mời 9 người" in words(send(officer, written.getvalue()))
    assert not Invitation.objects.exists()
    page = officer.post(PREVIEW, follow=True)

    assert "9 giấy mời" in words(page)
    assert Invitation.objects.filter(unit__commune=cast.commune, phone__startswith="090000").count() == 9
    officer.post(PREVIEW)
    assert Invitation.objects.count() == 9, "sent twice"


def test_each_row_that_invites_nobody_says_why(cast: Cast, officer: Client) -> None:
    unit = Unit.objects.get(commune=cast.commune, code="THON-NGAI")
    rows = (
        ("XX", "Trường Trên Trời", "Ai Đó", "", "", ""),
        ("", "", "Ai Đó", "", "", ""),
        ("TH", "", "", "", "12", ""),
        ("TH", "", "Ai Đó", "", "", "không phải thư"),
        ("", unit.name.upper(), "Trần Thị Mới", "trưởng thôn", "0900 000 111", ""),
        ("TH", "", "Người Khác", "", "+84900000111", ""),
        ("TH", "", "", "", "", ""),
    )
    page = send(officer, sheet_of(*rows))

    text = words(page)
    for reason in (
        "Xã không có đơn vị “Trường Trên Trời”.",
        "Chưa ghi đơn vị.",
        "Điện thoại: Số điện thoại gồm 9 đến 15 chữ số",
        "Thư điện tử: ",
        "Số điện thoại này đã có tài khoản hoặc giấy mời.",
        "5 dòng không mời được",
        "mời 1 người",
    ):
        assert reason in text
    assert markup(page).count('data-label="Dòng"') == 6
    officer.post(PREVIEW)
    assert [str(invitation) for invitation in Invitation.objects.all()] == [f"{unit.name}: Trần Thị Mới"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "rỗng"),
        (b"PK\x03\x04 not a workbook", ""),
        (sheet_of(), "Trong tệp không có ai để mời."),
        (sheet_of(("TH", "", "Ai"), heads=("A", "B", "C")), "Trong tệp không có ai để mời."),
        (sheet_of(*[("TH", "", f"Ai {number}") for number in range(600)]), "hơn 500 dòng"),
    ],
    ids=["empty", "damaged", "nobody", "heads", "many"],
)
def test_a_file_that_invites_nobody_is_told(officer: Client, content: bytes, sentence: str) -> None:
    page = send(officer, content)

    assert page.status_code == 200
    assert beside(page, "file")
    assert sentence in beside(page, "file")
    assert officer.get(PREVIEW)["Location"] == PAGE


def test_what_one_officer_has_sent_is_nobody_elses(cast: Cast, officer: Client) -> None:
    send(officer, sheet_of(("TH", "", "Ai Đó")))

    assert signed_in(cast.stranger).get(PREVIEW)["Location"] == PAGE


@pytest.mark.parametrize(("head", "is_asked"), [("Số ĐT", True), (None, True), ("STT", False)])
def test_a_column_that_nobody_knows_is_asked_about(officer: Client, head: str | None, is_asked: bool) -> None:
    heads: Any = ("Mã", "Họ và tên", head)
    text = words(send(officer, sheet_of(("TH", "Trần Thị Mới", "0900 000 111"), heads=heads)))

    assert ("ô C3: không rõ cột này ghi gì" in text) is is_asked
