"""Contradictions that were planted in forms, books, results and texts: each is found before a report is proposed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from baocao.document.letters import foreign_letters, substituted
from baocao.issuing.pre_issue_checks import findings
from baocao.models import PreIssueCheck, ReportState, SectionText
from baocao.report.catalogue import catalogue
from baocao.report.composing import composed
from baocao.report.consistency import contradictions, praised_failures, typed_numbers
from baocao.report.data import gather
from kehoach.models import Activity, Funding, ReportingYear, TaskProgress
from tests.baocao.report.report_reading import years_of
from tests.baocao.report.report_samples import report_in
from tests.books import row_of
from tests.cast import NOW, Cast, figures_of, ours


def result_of(code: str, unit: str, **changes: Any) -> None:
    """Writes another result of a unit on 2025."""
    ours(TaskProgress).filter(task__code=code, unit__code=unit, reporting_year__year=2025).update(**changes)


def form_of(code: str, **changes: Any) -> None:
    """Changes accepted figures of 2025."""
    figures = figures_of(code, 2025)
    type(figures).objects.filter(pk=figures.pk).update(**changes)


def of_task(code: str) -> str:
    """The unit that leads a task alone."""
    return ours(TaskProgress).filter(task__code=code, reporting_year__year=2025).get().unit.code


PLANTED: dict[str, tuple[Callable[[Cast], object], str]] = {
    "money in words": (
        lambda cast: result_of("IV.3", of_task("IV.3"), result="Đã chi 41.000.000 đồng."),
        "41.000.000 đồng không có trong sổ kinh phí",
    ),
    "money of the forms": (
        lambda cast: Funding.objects.filter(year=2025).update(spent=1),
        "sổ kinh phí ghi đã chi 7 đồng; báo cáo dùng sổ",
    ),
    "another count in words": (
        lambda cast: result_of("II.1.a", of_task("II.1.a"), count=40),
        "số lượng ghi 40, lời kết quả ghi 36 tin",
    ),
    "another count in the register": (
        lambda cast: Activity.objects.filter(task__code="II.1.b", happened_on__year=2025).first().delete(),  # type: ignore[union-attr]
        "ghi 9 hoạt động, sổ có",
    ),
    "other broadcasts in the register": (
        lambda cast: result_of("IV.5", of_task("IV.5"), count=14),
        "ghi 14 tin, bài phát thanh, sổ có 12",
    ),
    "other courses in the register": (
        lambda cast: result_of("II.3.a", of_task("II.3.a"), count=5),
        "ghi 5 lớp tập huấn, sổ có 2",
    ),
    "done, and not done": (
        lambda cast: result_of("II.1.c", of_task("II.1.c"), result="Chưa phát động được."),
        "II.1.c, công chức Văn hóa và Thông tin xã: ghi hoàn thành nhưng lời kết quả nói “chưa”",
    ),
    "not confirmed": (
        lambda cast: result_of("IV.2.a", "TH", review="waiting"),
        "IV.2.a, Trường Tiểu học Quảng Nghiệp: kết quả chưa được công chức xã xác nhận",
    ),
    "books that never went round": (
        lambda cast: result_of("IV.2.c", "TH", state="done"),
        "IV.2.c, Trường Tiểu học Quảng Nghiệp: báo đã luân chuyển sách, phiếu thư viện ghi 0 đợt",
    ),
    "a deadline before the last day": (
        lambda cast: ours(ReportingYear).filter(year=2025).update(unit_deadline=date(2025, 11, 1)),
        "Hạn nộp phiếu 01/11/2025 đặt trước ngày chốt số liệu 14/12/2025",
    ),
    "forms handed in too early": (
        lambda cast: form_of("TV-TH", submitted_at=NOW.replace(year=2025, month=3, day=2)),
        "phiếu nộp trước ngày chốt số liệu 14/12/2025, sớm nhất 02/03/2025",
    ),
    "one person on both sides": (
        lambda cast: form_of("TV-THCS", submitted_by=cast.officer, accepted_by=cast.officer),
        "Thư viện Trường THCS Quảng Nghiệp",
    ),
    "the committee's symbol": (
        lambda cast: row_of("documents", cast.reporter.unit, happened_on=date(2025, 5, 1), number="7/KH-UBND"),
        "số 7/KH-UBND mang ký hiệu của Ủy ban nhân dân, sổ ghi Trường Tiểu học Quảng Nghiệp ban hành",
    ),
}


@pytest.mark.once
@pytest.mark.case("SC-143")
@pytest.mark.parametrize("planted", PLANTED)
def test_what_disagrees_is_found(cast: Cast, planted: str) -> None:
    plant, sentence = PLANTED[planted]
    before = " | ".join(contradictions(gather(years_of(cast.commune), 2025)))

    plant(cast)

    after = " | ".join(contradictions(gather(years_of(cast.commune), 2025)))
    assert sentence in after
    assert before != after


def test_numbers_that_were_typed_are_found_with_the_code_they_could_be(cast: Cast) -> None:
    figures = catalogue(gather(years_of(cast.commune), 2025))
    text = (
        "Có 9/32 việc xong, 136 lượt thiếu; Quyết định số 121/QĐ-UBND ngày 18/11/2025; {{I.2.a-3.lượt}} lượt năm 2025."
    )

    found = typed_numbers({"III.1": text}, figures.values())

    assert found[0] == "mục III.1: 9/32 (không có trong số liệu)"
    assert found[1].startswith("mục III.1: 136 (có thể chèn {{I.2.a-3.còn thiếu}})")
    assert len(found) == 2, "documents, days and years are no figures, and a code lives with the data"


@pytest.mark.parametrize(
    ("text", "is_praise"),
    [
        ("Có {{ I.2.a-3.lượt }} lượt người.", True),
        ("Lượt người sử dụng thư viện tăng mạnh.", True),
        ("Lượt người sử dụng thư viện tăng, tuy chưa đạt mốc.", False),
        ("Nhà văn hóa hoạt động thường xuyên: {{I.2.b.tỷ lệ}}.", False),
    ],
)
def test_a_target_that_was_missed_is_no_strength(cast: Cast, text: str, is_praise: bool) -> None:
    data = gather(years_of(cast.commune), 2025)

    found = praised_failures({"III.1": text, "II.1": "{{I.2.a-3.lượt}}"}, data)

    assert [sentence.partition("”")[0] for sentence in found] == (
        ["mục III.1 nêu “Lượt người sử dụng thư viện"] if is_praise else []
    )


@pytest.mark.usefixtures("no_head")
def test_one_post_has_one_name(cast: Cast) -> None:
    report = report_in(cast, ReportState.DRAFT, 2025)

    by_check = {finding.failed_check: finding.text for finding in findings(report, composed(report))}

    both = "công chức Văn hóa và Thông tin xã; công chức Văn hóa - Xã hội"
    assert f"báo cáo gọi một chức danh bằng hai tên: {both}" in by_check[PreIssueCheck.HEAD]


@pytest.mark.case("SC-144")
def test_letters_that_no_font_has_are_named_with_what_is_printed(cast: Cast) -> None:
    report = report_in(cast, ReportState.DRAFT, 2025)
    SectionText.objects.create(report=report, section="III.1", title="1. Ưu điểm", text="Đạt ✓ mục ① 🎉")

    by_check = {finding.failed_check: finding.text for finding in findings(report, composed(report))}

    assert by_check[PreIssueCheck.LETTERS] == (
        "mục III.1: ✓ (in thành “có”); mục III.1: ① (in thành “(1)”); mục III.1: 🎉 (bỏ đi khi in)"
    )
    assert substituted("➢ Đạt ✓ \uf0b7 ① 🎉 \u2011") == "- Đạt có - (1)  -"
    assert foreign_letters("Thư viện xã: 1.234 lượt – “đạt”") == {}
