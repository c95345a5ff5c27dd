"""What was done and did not arrive is told, with what to do; and when nobody has looked."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from baocao.models import ReportFile
from kehoach.ledger.checks import entries
from kehoach.links.actions import link_for
from kehoach.models import EntryLink, Evidence, ReportingYear, State, Unit, User
from kehoach.operations import state
from tests.access.areas.report_steps import issued_report
from tests.cast import OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.pages import words

pytestmark = pytest.mark.once


@pytest.fixture
def clean(cast: Cast) -> Cast:
    """A commune in which everything that was done has arrived."""
    now = timezone.now()
    EntryLink.objects.update(first_used_at=now)
    User.objects.update(email="")
    return cast


def numbers(cast: Cast) -> dict[str, int]:
    """How many differences each comparison finds in the commune."""
    return {entry.check.name: len(entry.findings) for entry in entries(cast.commune, timezone.now())}


def lost_history(cast: Cast, folder: Path) -> None:
    """A form has another state than the newest version in its history."""
    figures = put_into("TV-TH", State.SUBMITTED)
    type(figures)._default_manager.filter(pk=figures.pk).update(version=9)


def closed_facility(cast: Cast, folder: Path) -> None:
    """What an accepted form was given for was closed before its year."""
    facility = figures_of("TV-MN", 2025).facility
    type(facility).objects.filter(pk=facility.pk).update(closed_on="2020-01-01")


def unopened_link(cast: Cast, folder: Path) -> None:
    """A link of eight days ago."""
    year = ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)
    unit = Unit.objects.filter(commune=cast.commune, entry_links=None).first()
    assert unit
    link_for(year=year, unit=unit, by=cast.officer, at=timezone.now() - timedelta(days=8))


def unsent_letter(cast: Cast, folder: Path) -> None:
    """Somebody has an address, and nobody wrote to them."""
    User.objects.filter(pk=cast.reporter.pk).update(email="thu-vien@example.vn")
    put_into("TV-TH", State.RETURNED, at=timezone.now() - timedelta(days=3))


def half_file(cast: Cast, folder: Path) -> None:
    """A photo of which the disk has one byte less."""
    figures, now = figures_of("TV-TH"), timezone.now()
    row = Evidence(subject=figures, name="anh.png", size=3, sha256="0" * 64, uploaded_at=now, uploaded_by=cast.reporter)
    row.file.save("anh.png", ContentFile(b"ab"))


def changed_report(cast: Cast, folder: Path) -> None:
    """The bytes of an issued report are others."""
    ReportFile.objects.filter(report=issued_report()).update(content=b"%PDF-1.7 another")


@pytest.mark.case("SC-222")
@pytest.mark.parametrize(
    ("spoil", "name", "sentence"),
    [
        (lost_history, "counted", "lịch sử không khớp với phiếu"),
        (closed_facility, "counted", "không thuộc danh sách của năm"),
        (unopened_link, "links", "chưa ai mở"),
        (unsent_letter, "mail", "thư nhắc đến hạn ngày"),
        (half_file, "files", "trên đĩa có 2 byte, phải là 3"),
        (changed_report, "reports", "không còn nguyên từng byte"),
    ],
)
def test_what_did_not_arrive_is_told_with_what_to_do(
    clean: Cast, data_dir: Path, spoil: Callable[[Cast, Path], None], name: str, sentence: str
) -> None:
    before = numbers(clean)

    spoil(clean, data_dir)

    assert before.pop("counted") == sum(before.values()) == 0
    assert numbers(clean)[name] > 0
    page = words(signed_in(clean.officer).get("/doi-chieu/"))
    assert sentence in page
    assert "Cách xử lý" in page
    assert "Đối chiếu hằng đêm: chưa chạy lần nào" in page


def told(*, fails: bool) -> dict[str, Any]:
    """What the nightly command says."""
    out = StringIO()
    try:
        call_command("ledger", format="json", stdout=out)
        assert not fails
    except CommandError:
        assert fails
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_the_night_keeps_its_numbers_for_the_page_and_for_doctor(clean: Cast, data_dir: Path) -> None:
    assert sum(told(fails=False)["numbers"].values()) == 0
    assert state.is_recent(state.COMPARED, timezone.now())
    assert ", đạt." in words(signed_in(clean.officer).get("/doi-chieu/"))

    unopened_link(clean, data_dir)

    answer = told(fails=True)
    assert answer["numbers"]["links"] == len(answer["findings"]["links"]) == 1
    assert state.numbers_of(state.COMPARED) == answer["numbers"]
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", stdout=out)
    assert "Đối chiếu thấy 1 chỗ không khớp: links 1." in out.getvalue()
