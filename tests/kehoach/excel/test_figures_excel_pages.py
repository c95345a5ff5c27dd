"""Figures from Excel on the pages: send, see everything that is wrong or that would change, confirm; and by a link."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook

from kehoach.excel.gathering import template_of
from kehoach.excel.workbooks.marking import LIST_SHEET
from kehoach.history.timeline import history_of
from kehoach.models import ReportingYear, SentWorkbook, State, Unit
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.entry_links import inside, link_of
from tests.hostile_workbooks import SHEET, damaged, edited, identities, not_excel, put
from tests.pages import beside, filled_in, words

Capture = Callable[..., AbstractContextManager[Any]]
PAGE = f"/so-lieu/{OPEN_YEAR}/excel/"


def form_of(cast: Cast, unit: str = "") -> bytes:
    """The form of the open year, a unit's or the commune's."""
    year = ReportingYear.objects.select_related("commune").get(commune=cast.commune, year=OPEN_YEAR)
    return template_of(year, Unit.objects.get(commune=cast.commune, code=unit) if unit else None)


def send(client: Client, content: bytes, name: str = "số liệu.xlsx") -> HttpResponse:
    """Sends a file and follows to what is shown of it."""
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)}, follow=True)


def confirm(client: Client, shown: HttpResponse) -> HttpResponse:
    """Presses the button of the page that was shown."""
    return client.post(shown.request["PATH_INFO"], filled_in(shown, "digest"), follow=True)


def filled(content: bytes, **answers: Any) -> bytes:
    """The form of one facility, with these answers in its column."""

    def edit(workbook: Any) -> None:
        rows = {row[0].value: row[4] for row in workbook.worksheets[0].iter_rows()}
        for name, value in answers.items():
            rows[name].value = value

    return edited(content, edit)


@pytest.fixture
def school(cast: Cast) -> Client:
    """The browser of the primary school, whose library's form is being filled in."""
    put_into("TV-TH", State.DRAFT)
    return signed_in(cast.reporter)


@pytest.mark.case("SC-028")
def test_three_changes_are_shown_and_written_when_confirmed(cast: Cast, officer: Client) -> None:
    content = put(put(form_of(cast), "loans", "1.234"), "seats", 31)
    content = put(content, "visits_staff", 210, "TV-MN")

    shown = send(officer, content)

    assert "3 thay đổi, 0 lỗi" in words(shown)
    assert "Lượt mượn về nhà Thư viện, ô V6 712 1.234" in words(shown)
    assert figures_of("TV-XA").value("loans") == 712

    assert "Đã nhập 3 ô từ tệp" in words(confirm(officer, shown))
    assert (figures_of("TV-XA").value("loans"), figures_of("TV-MN").value("visits_staff")) == (1234, 210)
    assert figures_of("TV-XA").state == State.DRAFT


@pytest.mark.once
def test_the_file_is_kept_and_can_be_had_again(cast: Cast, officer: Client) -> None:
    content = put(form_of(cast), "loans", 1234)
    page = confirm(officer, send(officer, content))

    kept = SentWorkbook.objects.get()
    assert f"{kept.name} 1 ô, nhập ngày" in words(page)
    response = officer.get(f"{PAGE}{kept.pk}/tep/")
    assert response.getvalue() == content
    assert "attachment" in response["Content-Disposition"]


@pytest.mark.once
@pytest.mark.case("SC-029")
def test_every_fault_is_on_the_page_and_in_the_marked_file(cast: Cast, officer: Client) -> None:
    content = put(put(form_of(cast), "loans", "nhiều"), "pupils", 5)

    shown = send(officer, content)

    assert "Tệp có 2 chỗ phải sửa" in words(shown)
    assert "Thư viện, ô V6 Lượt mượn về nhà: ô ghi “nhiều”." in words(shown)
    response = officer.get(f"{PAGE}{SentWorkbook.objects.get().pk}/danh-dau/")
    workbook = load_workbook(BytesIO(response.content))
    cell = workbook[SHEET]["V6"]
    assert "ô ghi “nhiều”" in cell.comment.text
    assert cell.fill.fgColor.rgb == "00FBD5CF"
    assert [row[1].value for row in workbook[LIST_SHEET].iter_rows(min_row=2)] == ["D6", "V6"]


@pytest.mark.once
def test_a_marked_file_that_was_mended_is_taken(cast: Cast, officer: Client) -> None:
    send(officer, put(form_of(cast), "loans", "nhiều"))
    marked = officer.get(f"{PAGE}{SentWorkbook.objects.get().pk}/danh-dau/").content

    def mend(workbook: Any) -> None:
        workbook[SHEET]["V6"].value = 700

    assert "1 thay đổi, 0 lỗi" in words(send(officer, edited(marked, mend)))


def test_a_file_without_changes_is_not_kept(cast: Cast, officer: Client) -> None:
    assert "Tệp giống số liệu trên cổng (đã đọc 9 dòng cơ sở)" in words(send(officer, form_of(cast)))
    assert not SentWorkbook.objects.exists()


def test_what_changed_meanwhile_is_shown_again(cast: Cast, officer: Client) -> None:
    shown = send(officer, put(put(form_of(cast), "loans", 1234), "seats", 31))
    figures = put_into("TV-XA", State.DRAFT)
    figures.set_value("loans", 999)
    figures.save()

    again = confirm(officer, shown)

    assert again.status_code == 409
    assert "đã thay đổi trong lúc đó" in words(again)
    assert "Lượt mượn về nhà Thư viện, ô V6 999 1.234" in words(again)
    assert figures_of("TV-XA").value("seats") != 31
    assert "Đã nhập 2 ô" in words(confirm(officer, again))


def test_a_form_that_was_submitted_meanwhile_is_not_changed(cast: Cast, officer: Client) -> None:
    shown = send(officer, put(form_of(cast), "loans", 1234))
    put_into("TV-XA", State.SUBMITTED)

    again = confirm(officer, shown)

    assert again.status_code == 409
    assert "“Đã nộp” nên không sửa bằng Excel được" in words(again)
    assert figures_of("TV-XA").value("loans") == 712


def test_a_year_that_was_closed_meanwhile_is_not_changed(cast: Cast, officer: Client) -> None:
    shown = send(officer, put(form_of(cast), "loans", 1234))
    ReportingYear.objects.filter(commune=cast.commune, year=OPEN_YEAR).update(closed_at=NOW, closed_by=cast.officer)

    assert f"Năm {OPEN_YEAR} đã khóa" in words(confirm(officer, shown))
    assert figures_of("TV-XA").value("loans") == 712


def test_a_workbook_that_another_took_the_place_of_is_gone(cast: Cast, officer: Client) -> None:
    first = send(officer, put(form_of(cast), "loans", 1))
    send(officer, put(form_of(cast), "loans", 2))

    assert confirm(officer, first).status_code == 404


@pytest.mark.once
def test_a_thousand_faults_are_enough_for_a_page(cast: Cast, officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kehoach.excel.views.sent_workbooks.MOST_FAULTS", 1)
    content = put(put(form_of(cast), "loans", "nhiều"), "seats", "ít")

    page = words(send(officer, content))

    assert "Tệp có 2 chỗ phải sửa" in page
    assert "và 1 chỗ khác, có đủ trong tệp đánh dấu" in page


def test_confirming_twice_is_confirming_once(cast: Cast, officer: Client) -> None:
    shown = send(officer, put(form_of(cast), "loans", 1234))
    once = confirm(officer, shown)
    versions = len(history_of(figures_of("TV-XA")).events)

    again = confirm(officer, shown)

    assert again.redirect_chain == once.redirect_chain
    assert "Đã nhập 1 ô từ tệp" in words(again)
    assert len(history_of(figures_of("TV-XA")).events) == versions


def test_an_unconfirmed_file_gives_way_to_the_next(
    cast: Cast, officer: Client, data_dir: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send(officer, put(form_of(cast), "loans", 1))
        send(officer, put(form_of(cast), "loans", 2))

    kept = SentWorkbook.objects.get()
    assert [path.name for path in data_dir.rglob("*.xlsx")] == [Path(str(kept.file.name)).name]


@pytest.mark.once
def test_a_damaged_file_on_the_disk_is_not_imported(cast: Cast, officer: Client, data_dir: Path) -> None:
    shown = send(officer, put(form_of(cast), "loans", 1234))
    path = data_dir / "files" / str(SentWorkbook.objects.get().file.name)
    path.write_bytes(form_of(cast))

    assert "không còn nguyên vẹn" in words(confirm(officer, shown))
    path.unlink()
    assert "không còn trên máy chủ" in words(officer.get(shown.request["PATH_INFO"], follow=True))
    assert figures_of("TV-XA").value("loans") == 712


@pytest.mark.once
def test_a_school_sends_its_own_form(cast: Cast, school: Client) -> None:
    content = school.get(f"{PAGE}mau/").content

    shown = send(school, filled(content, loans=1800, seats="38"))

    assert "2 thay đổi, 0 lỗi" in words(shown)
    assert "Đã nhập 2 ô từ tệp" in words(confirm(school, shown))
    newest = history_of(figures_of("TV-TH")).events[0]
    assert (newest.what, figures_of("TV-TH").entered_on_behalf) == ("Lưu số liệu từ tệp Excel", False)


@pytest.mark.once
def test_a_school_cannot_send_anybody_elses(cast: Cast, school: Client) -> None:
    whole = send(school, put(form_of(cast), "loans", 5))
    others = send(school, form_of(cast, "THCS"))

    assert "Tệp là mẫu của cả xã." in beside(whole, "file")
    assert "Tệp là mẫu của đơn vị THCS." in beside(others, "file")
    assert "Tải mẫu đúng: năm 2026, Trường Tiểu học Quảng Nghiệp" in words(others)


@pytest.mark.once
def test_a_school_cannot_slip_another_facility_in(cast: Cast, school: Client) -> None:
    def pretend(workbook: Any) -> None:
        workbook[SHEET]["E5"].value = "TV-THCS"

    assert "Không có cơ sở nào mang mã TV-THCS" in words(send(school, edited(form_of(cast, "TH"), pretend)))


def test_the_officer_enters_for_a_unit(cast: Cast, officer: Client) -> None:
    content = officer.get(f"{PAGE}mau/TTHTCD/").content

    confirm(officer, send(officer, filled(content, loans=77)))

    figures = figures_of("TV-TTHTCD")
    assert (figures.state, figures.value("loans"), figures.entered_on_behalf) == (State.DRAFT, 77, True)


@pytest.mark.once
def test_a_link_has_its_own_units_form_and_year_as_excel(cast: Cast) -> None:
    put_into("TV-TH", State.DRAFT)
    client = inside(link_of("TH"))

    shown = send(client, filled(client.get(f"{PAGE}mau/").content, loans=1800))

    assert "Đã nhập 1 ô" in words(confirm(client, shown))
    assert client.get("/so-lieu/2025/excel/").status_code == 404
    assert client.get(f"{PAGE}mau/THCS/").status_code == 404


@pytest.mark.once
def test_the_way_to_excel_is_where_figures_are_entered(cast: Cast, school: Client, officer: Client) -> None:
    for client, page in ((school, f"/thu-vien/TV-TH/{OPEN_YEAR}/nhap/"), (officer, f"/so-lieu/{OPEN_YEAR}/")):
        assert f'href="{PAGE}"' in client.get(page).content.decode()
    assert f'href="{PAGE}mau/TH/"' in school.get(f"/thu-vien/TV-TH/{OPEN_YEAR}/nhap/").content.decode()


def test_a_closed_year_says_so(cast: Cast, officer: Client) -> None:
    assert "Năm 2025 đã khóa" in words(officer.get("/so-lieu/2025/excel/"))


@pytest.mark.once
def test_no_hostile_file_breaks_the_page(cast: Cast, officer: Client) -> None:
    """What cannot be read at all is told beside the field and kept nowhere."""
    template = form_of(cast)
    few = {name: case for group in (damaged, identities) for name, case in group(template).items()}
    refused = {name: case for name, case in {**not_excel(), **few}.items() if isinstance(case.outcome, str)}
    kept = {"other unit"}

    told = {name: (send(officer, case.content), case.outcome) for name, case in refused.items() if name not in kept}

    assert {name for name, (page, outcome) in told.items() if str(outcome) not in beside(page, "file")} == set()
    assert not SentWorkbook.objects.exists()


@pytest.mark.once
def test_no_file_and_a_huge_one_get_their_sentences(officer: Client) -> None:
    assert "Hãy chọn tệp Excel đã điền." in beside(officer.post(PAGE, {}), "file")
    assert "lớn hơn 10 MB" in beside(send(officer, b"\0" * (10 * 1024 * 1024 + 1)), "file")
