"""The three lengths of a report: one that is sent, one that tells everything, one for a single page."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from openpyxl import load_workbook
from page import validate_pdf_bytes

from baocao.models import Length, Report, ReportKind, ReportState
from baocao.report import compose
from baocao.report.content.brief_work import rows_ahead
from baocao.report.data import gather
from baocao.report.issue import Composed, pdf_of
from kehoach.models import Assignment, AssignmentRole, IssuedDocument, Task, TaskRole
from tests.baocao.document.pdf_reading import attachments, read
from tests.baocao.report.printed_report import CITED, DAY, days_of, numbers_of, printed_numbers
from tests.baocao.report.provenance import without_source
from tests.baocao.report.report_reading import text_of, years_of
from tests.baocao.report.report_samples import report_in
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.once

OF = ("--commune", "11122", "--year", "2025")
SECTION_OF_MONEY = "3. Kinh phí"


def composed(cast: Cast, length: Length, kind: ReportKind = ReportKind.ANNUAL) -> Composed:
    """The report on 2025 as the portal writes it."""
    return compose(gather(years_of(cast.commune), 2025, kind=kind, length=length))


@pytest.mark.case("SC-142")
def test_what_is_sent_has_five_pages_of_text_and_its_sources_in_a_file_of_their_own(cast: Cast) -> None:
    whole = composed(cast, Length.STANDARD)

    pdf = pdf_of(whole.content, whole.document)

    pages = read(pdf)
    upright = [page for page in pages if page.height > page.width]
    text = " ".join(page.text for page in pages)
    assert len(upright) <= 5
    assert len(pages) <= 12
    assert not CITED.search(text.replace("[Số", ""))
    assert "Phụ lục IV" not in text
    assert [attached.name for attached in attachments(pdf)] == ["nguon-so-lieu-2025.xlsx", "so-lieu-2025.json"]
    book = load_workbook(BytesIO(attachments(pdf)[0].content))
    assert [book.worksheets[1].cell(4, column).value for column in (1, 2)] == ["Mã", "Số liệu"]
    for profile in ("3a", "ua1"):
        assert [failure.message for failure in validate_pdf_bytes(pdf, profile=profile).failures] == []


def test_what_the_officer_has_proposed_has_five_pages_of_text_too(cast: Cast, tmp_path: Path) -> None:
    call_command("report", *OF, "--output", str(tmp_path / "bao-cao.pdf"))

    pages = read((tmp_path / "bao-cao.pdf").read_bytes())
    assert sum(page.height > page.width for page in pages) <= 5


def test_every_number_of_what_is_sent_can_be_followed(cast: Cast) -> None:
    whole = composed(cast, Length.STANDARD)

    facts = whole.facts
    text = text_of(whole.document)
    assert without_source(whole.document.blocks, facts) == []
    assert set(printed_numbers(text)) <= set(numbers_of(facts))
    assert {day.replace("/0", "/").lstrip("0") for day in DAY.findall(text)} <= set(days_of(facts))


def test_who_lacks_what_has_a_row_of_what_is_to_be_done(cast: Cast) -> None:
    whole = composed(cast, Length.STANDARD)

    table = next(
        block for block in whole.document.blocks if getattr(block, "caption", "") and "Bảng 3" in block.caption
    )
    assert [row[2] for row in table.rows][:4] == [
        "Trường Mầm non",
        "Trường Mầm non và Trung tâm học tập cộng đồng xã",
        "Thôn Mạc",
        "Trường THCS",
    ]
    told = text_of(whole.document)
    assert "; đến năm 2030, 90% thư viện cơ sở giáo dục phổ thông và cơ sở khác có dịch vụ" in told
    assert [row[3] for row in table.rows][:4] == ["31/03/2026", "30/06/2026", "28/02/2026", "31/01/2026"]
    assert [row[3] for row in table.rows][4:] == ["05/12/2026", "05/12/2026", "31/01/2026"], "by next year's figures"
    late = gather(years_of(cast.commune), 2025, signed_on=date(2026, 5, 4))
    assert [f"{day:%d/%m}" for _, _, day, _ in rows_ahead(late)][:3] == ["05/12", "30/06", "05/12"]


@pytest.mark.case("SC-301")
def test_next_years_plan_and_the_rounds_of_books_have_their_row(cast: Cast) -> None:
    def ahead() -> dict[str, tuple[str, str, str]]:
        rows = rows_ahead(gather(years_of(cast.commune), 2025))
        return {what: (who, f"{day:%d/%m/%Y}", goal) for what, who, day, goal in rows}

    issuer = "Công chức Văn hóa và Thông tin xã"
    assert ahead()["Ban hành kế hoạch năm 2026"] == (issuer, "31/01/2026", "Hoàn thành")
    rounds = ahead()["Luân chuyển sách báo, thư viện lưu động"]
    assert rounds[1:] == ("05/12/2026", "Mỗi nơi ít nhất 1 đợt luân chuyển")
    # What is issued already is not to be done; where no plan of the year was issued, nobody is told to.
    plans = IssuedDocument.objects.filter(happened_on__year=2025, kind="Kế hoạch", task__role=TaskRole.DOCUMENTS)
    plans.update(title="Kế hoạch thực hiện Chương trình năm 2026")
    assert "Ban hành kế hoạch năm 2026" not in ahead()
    plans.delete()
    assert "Ban hành kế hoạch năm 2026" not in ahead()


@pytest.mark.case("SC-297")
def test_who_takes_part_in_an_open_task_stands_behind_who_leads_it(cast: Cast) -> None:
    rotation = Task.objects.get(plan__commune=cast.commune, role=TaskRole.ROTATIONS)
    helping = cast.commune.units.get(name="Hội Khuyến học xã")
    Assignment.objects.create(task=rotation, unit=helping, part=AssignmentRole.SUPPORT)

    who = {what: unit for what, unit, _, _ in rows_ahead(gather(years_of(cast.commune), 2025))}

    assert who[rotation.short_name].endswith("Trường Tiểu học Quảng Nghiệp (phối hợp: Hội Khuyến học xã)")


def test_what_the_plan_sets_a_day_for_is_due_on_it(cast: Cast) -> None:
    due = {what: day for what, _, day, _ in rows_ahead(gather(years_of(cast.commune), 2026))}

    assert due["Xây dựng và thực hiện kế hoạch của nhà trường"] == date(2027, 10, 15)
    assert due["Luân chuyển sách báo, thư viện lưu động"] == date(2027, 12, 5)


@pytest.mark.parametrize(
    ("kind", "year"),
    [*((ReportKind.ANNUAL, year) for year in (2023, 2025, 2026)), (ReportKind.MIDTERM, 2025), (ReportKind.FINAL, 2026)],
)
def test_one_page_is_one_page(cast: Cast, kind: ReportKind, year: int) -> None:
    whole = compose(gather(years_of(cast.commune), year, kind=kind, length=Length.ONE_PAGE))

    assert len(read(pdf_of(whole.content, whole.document))) == 1
    assert "(Phụ lục III)" not in text_of(whole.document)


@pytest.mark.parametrize("kind", [ReportKind.MIDTERM, ReportKind.FINAL])
def test_a_review_that_is_sent_leaves_out_the_units_one_by_one(cast: Cast, kind: ReportKind) -> None:
    brief, full = (composed(cast, length, kind).document for length in (Length.STANDARD, Length.FULL))

    assert SECTION_OF_MONEY in text_of(brief)
    assert "3. Kết quả của từng đơn vị" in text_of(full)
    assert len(brief.appendices) == len(full.appendices) - 1


def test_each_length_is_seen_and_downloaded_and_its_sources_beside_it(cast: Cast) -> None:
    officer, report = signed_in(cast.officer), report_in(cast, ReportState.DRAFT, 2025)

    page = officer.get("/bao-cao/2025/hang-nam/", {"ban": "full"}).content.decode()
    sources = officer.get(f"/bao-cao/{report.pk}/tep/nguon.xlsx/")
    Report.objects.filter(pk=report.pk).update(length=Length.FULL)

    assert "3. Kết quả của từng đơn vị" in page
    assert "doc-source" in officer.get(f"/bao-cao/{report.pk}/xem/").content.decode(), "a preview always has the marks"
    assert sources.content.startswith(b"PK")
    assert officer.get(f"/bao-cao/{report.pk}/tep/nguon.xlsx/").status_code == 404


def test_the_command_takes_a_length_and_refuses_what_is_none(cast: Cast, tmp_path: Path) -> None:
    call_command("report", *OF, "--length", "one_page", "--output", str(tmp_path / "b.docx"))

    assert (tmp_path / "b.docx").read_bytes().startswith(b"PK")
    with pytest.raises(CommandError, match="Không có độ dài «dai»"):
        call_command("report", *OF, "--length", "dai", "--output", str(tmp_path / "c.docx"))
