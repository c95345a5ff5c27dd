"""What the report tells of tasks: all 32 clauses, each unit's duties, and the appendix that has everything."""

from __future__ import annotations

import pytest

from baocao.document.blocks import Appendix, Document
from baocao.models import ReportKind
from baocao.report.content.words import two_digit_days
from kehoach.models import Assignment, AssignmentRole, ProgressState, ReportingYear, Task, TaskProgress, Unit, UnitKind
from tests.baocao.report.report_reading import below, full_report, report_of, tables, text_of, years_of
from tests.cast import NOW, Cast, ours

pytestmark = pytest.mark.once

GROUPS = "2. Kết quả các nhóm nhiệm vụ"
DUTIES = "Trường Tiểu học Quảng Nghiệp"


def of_tasks(report: Document) -> Appendix:
    """The appendix of tasks."""
    return next(one for one in report.appendices if one.title.startswith("Tình hình thực hiện nhiệm vụ"))


def rows(report: Document) -> dict[tuple[str, str], tuple[str, ...]]:
    """State, number and words of each clause and unit."""
    (table,) = tables(of_tasks(report).blocks)
    return {(row[0], row[2]): row[3:] for row in table.rows}


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_every_clause_is_in_the_appendix_and_in_the_text(cast: Cast, year: int) -> None:
    report = report_of(cast, year)
    tasks = list(ours(Task).order_by("position"))
    (table,) = tables(of_tasks(report).blocks)

    assert list(dict.fromkeys(row[0] for row in table.rows)) == [task.code for task in tasks]
    told = text_of(report)
    assert [task.code for task in tasks if f"{task.short_name}: " not in told] == []
    assert len(tasks) == 32


def test_every_result_that_was_confirmed_is_told_in_its_own_words(cast: Cast) -> None:
    told = text_of(report_of(cast, 2025))

    for row in ours(TaskProgress).filter(reporting_year__year=2025).exclude(result=""):
        assert two_digit_days(row.result).rstrip(".") in told, row


def test_the_groups_begin_with_how_many_are_done(cast: Cast) -> None:
    told = below(report_of(cast, 2025), GROUPS)

    assert told.startswith("Kế hoạch xác định 5 nhóm nhiệm vụ, giải pháp, đều do công chức Văn hóa và Thông tin xã chủ")
    assert told.endswith("Trong 17 nhiệm vụ năm 2025 có 13 hoàn thành, 1 đang thực hiện và 3 không phát sinh.")


def test_each_unit_tells_of_its_duties(cast: Cast) -> None:
    told = below(report_of(cast, 2025), DUTIES).splitlines()

    assert told[0].startswith("a) Xây dựng và thực hiện kế hoạch của nhà trường: hoàn thành. Ban hành Kế hoạch số 33")
    assert told[2].startswith("c) Luân chuyển sách báo, thư viện lưu động: đang thực hiện. ")
    radio = below(report_of(cast, 2025), "Đài Truyền thanh xã")
    assert radio.startswith("Chuyên mục tuyên truyền về xã hội học tập: hoàn thành. Sản xuất 12 tin, bài")


def test_the_appendix_says_who_wrote_what_and_what_the_books_have(cast: Cast) -> None:
    found = rows(report_of(cast, 2025))

    state, number, words = found["IV.2.b", DUTIES]
    assert (state, number) == ("Hoàn thành", "158 tiết, buổi")
    assert "(Trường Tiểu học ghi 14/11/2025)" in words
    assert found["II.4.a", "Công chức Văn hóa và Thông tin xã"][0] == "Không phát sinh"
    assert "Sổ theo dõi: 12 tin, bài phát thanh" in found["IV.5", "Đài Truyền thanh xã"][2]
    assert of_tasks(report_of(cast, 2025)).number == "III"


def test_what_nobody_reported_is_not_said_to_be_undone(cast: Cast) -> None:
    ours(TaskProgress).filter(reporting_year__year=2025, task__code="IV.5").delete()

    report = report_of(cast, 2025)

    assert rows(report)["IV.5", "Đài Truyền thanh xã"][:2] == ("Chưa có kết quả", "–")
    assert "Chuyên mục tuyên truyền về xã hội học tập: chưa có kết quả." in text_of(report)
    assert "“Chuyên mục tuyên truyền về xã hội học tập”" in below(report, "2. Tồn tại, hạn chế")


def test_before_the_plan_there_is_nothing_to_tell(cast: Cast) -> None:
    report = report_of(cast, 2022)

    assert "năm 2022 chưa có nhiệm vụ phải thực hiện" in below(report, GROUPS)
    assert not [one for one in report.appendices if "nhiệm vụ" in one.title]


def test_a_task_of_two_hundred_units_is_one_row_and_one_sentence(cast: Cast) -> None:
    units = Unit.objects.bulk_create(
        Unit(commune=cast.commune, code=f"U{n}", name=f"Trường {n}", kind=UnitKind.SCHOOL) for n in range(200)
    )
    task, year = ours(Task).get(code="IV.2.b"), ReportingYear.objects.get(commune=cast.commune, year=2025)
    Assignment.objects.bulk_create(Assignment(task=task, unit=unit, part=AssignmentRole.LEAD) for unit in units)
    said = {"reporting_year": year, "task": task, "state": ProgressState.DONE, "updated_at": NOW}
    TaskProgress.objects.bulk_create(
        TaskProgress(unit=unit, count=2, updated_by=cast.officer, **said) for unit in units[:150]
    )

    report = report_of(cast, 2025)

    assert rows(report)["IV.2.b", "203 đơn vị"][:2] == ("Đang thực hiện", "596 tiết, buổi")
    assert "thực hiện: 5" not in text_of(report)
    assert max(len(line) for line in text_of(report).splitlines()) < 1500
    assert "đơn vị đã xong mọi trách nhiệm được giao; chưa xong:" in text_of(report)


def test_a_review_has_every_clause_by_year(cast: Cast) -> None:
    report = full_report(years_of(cast.commune), 2025, kind=ReportKind.MIDTERM)

    (table,) = tables(of_tasks(report).blocks)
    assert [column.title for column in table.columns] == ["Mã", "Nhiệm vụ", "Năm 2023", "Năm 2024", "Năm 2025"]
    by_code = {row[0]: row[2:] for row in table.rows}
    assert len(by_code) == 32
    assert by_code["II.2.a"] == ("Đang thực hiện", *["Hoàn thành, 1 chương trình phối hợp"] * 2)
    told = text_of(report)
    assert "Đẩy mạnh tuyên truyền trên nền tảng công nghệ số: hoàn thành 3/3 năm, cộng" in told
    assert "Đăng 36 tin, bài" not in told, "a review does not tell its last year's text as that of all years"
