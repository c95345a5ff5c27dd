"""Every figure that the portal writes has a code behind its sentence that leads to it, whatever the year has."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import docx
import openpyxl
import pytest

from baocao.document.blocks import Paragraph, Points, Table
from baocao.document.word import render_docx
from baocao.document.workbook import render_xlsx
from baocao.models import Length, ReportKind
from baocao.report.data import gather
from baocao.report.issue import Composed, compose
from kehoach.models import Assignment, State, TaskProgress
from kehoach.models.kinds import kinds
from tests.baocao.dashboard.growing import grow_commune
from tests.baocao.report.provenance import codes_of, explained_in, sentences_of, without_source
from tests.baocao.report.report_reading import years_of
from tests.cast import NOW, Cast, figures_of, ours, put_into

pytestmark = pytest.mark.once

ANNUAL, MIDTERM, FINAL = ReportKind.ANNUAL, ReportKind.MIDTERM, ReportKind.FINAL


def report(cast: Cast, year: int = 2025, kind: ReportKind = ANNUAL) -> Composed:
    """The report as the portal writes it, with all that is published beside it."""
    return compose(gather(years_of(cast.commune), year, kind=kind, length=Length.FULL))


def leading_nowhere(composed: Composed) -> list[object]:
    """The numbers that none of their sentence's codes leads to, and the codes that are said or explained alone."""
    facts = json.loads(json.dumps(composed.facts))
    blocks = composed.document.blocks
    return [*without_source(blocks, facts), *(explained_in(composed.document) ^ codes_of(blocks))]


@pytest.mark.parametrize(
    ("kind", "year"),
    [
        *((ANNUAL, year) for year in (2022, 2023, 2024, 2025, 2026)),
        *((MIDTERM, year) for year in (2024, 2025, 2026)),
        (FINAL, 2030),
    ],
)
def test_every_figure_has_a_code_and_every_code_is_explained(cast: Cast, kind: ReportKind, year: int) -> None:
    assert leading_nowhere(report(cast, year, kind)) == []


def unreported(cast: Cast) -> None:
    """A library and a centre without accepted figures."""
    put_into("TV-TH", State.RETURNED, year=2025)
    put_into("VH-MAC", State.RETURNED, year=2025)


def base_missing(cast: Cast) -> None:
    """A base year that is not whole: paths are ranges."""
    put_into("TV-TH", State.RETURNED, year=2022)


def unknown(cast: Cast) -> None:
    """Visits of one library that nobody counted, in a year that is accepted."""
    figures = figures_of("TV-TH", 2025)
    figures.visits_staff, figures.absences = None, {"visits_staff": "unknown"}  # type: ignore[attr-defined]
    figures.save()


def untold(cast: Cast) -> None:
    """No unit has said anything of its tasks; the books have."""
    ours(TaskProgress).all().delete()


def nothing(cast: Cast) -> None:
    """No accepted figure in any year."""
    for kind in kinds():
        kind.figures.update(state=State.RETURNED, returned_at=NOW, accepted_at=None, return_reason="Kiểm tra lại")


@pytest.mark.parametrize("change", [unreported, base_missing, unknown, untold, nothing])
@pytest.mark.parametrize("kind", [ANNUAL, MIDTERM])
def test_so_it_is_where_something_is_missing(cast: Cast, kind: ReportKind, change: Callable[[Cast], None]) -> None:
    change(cast)

    assert leading_nowhere(report(cast, 2024 if change is base_missing else 2025, kind)) == []


def test_a_figure_without_a_code_is_found(cast: Cast) -> None:
    whole = report(cast)
    facts = json.loads(json.dumps(whole.facts))
    bare = [replace(one, sources=()) for one in whole.document.blocks if isinstance(one, Paragraph | Points)]
    foreign = Paragraph("Có 8.883 lượt người.", sources=("TV",))

    assert len(without_source(bare, facts)) > 150
    assert without_source([foreign], facts) == [("8.883", foreign.text)]


def test_no_sentence_carries_more_codes_than_a_reader_follows(cast: Cast) -> None:
    for kind in (ANNUAL, MIDTERM, FINAL):
        assert max(len(one.codes) for one in sentences_of(report(cast, kind=kind).document.blocks)) <= 3


def test_the_appendix_of_sources_lists_what_is_said_and_no_more(cast: Cast) -> None:
    ours(Assignment).filter(task__code="IV.2.c", unit__code="MN").delete()  # else a result is missing
    figures = next(one for one in report(cast).document.appendices[-1].blocks if isinstance(one, Table))

    told = {(row[0], row[1]): row[2:] for row in figures.rows}
    assert told["TV", "Tổng số bản sách cuối năm"] == ("8.941", "8.544", "tăng 4,6%", "cả 5 TV (2025, 2024)")
    assert told["I.2.a-3", "Mức theo lộ trình của năm 2026, tất cả thư viện"][0] == "9.771"
    assert told["I.2.a-3", "Số thư viện chưa đạt mức tăng bình quân 10% mỗi năm từ năm 2022"][::3] == (
        "4/5",
        "cả 5 TV (2025, 2022)",
    )
    assert told["KH", "Số nhiệm vụ"][::3] == ("17", "Kế hoạch số 04/KH-UBND")
    assert told["CS", "Số cơ sở nộp sau hạn"][0] == "0", "that nobody was late is said in words"
    assert ("TV", "Số chỗ ngồi") not in told, "nobody says it"


def test_many_forms_of_earlier_years_are_added_up_and_kept_in_the_data(cast: Cast) -> None:
    grow_commune(cast.commune, cast.officer, libraries=40, centres=40, years=[2024, 2025])
    whole = report(cast)

    captions = {one.caption: one for one in whole.document.appendices[-1].blocks if isinstance(one, Table)}
    one_by_one = captions["Phiếu số liệu đã duyệt"]
    earlier = captions["Phiếu của các năm trước (từng phiếu có trong dữ liệu đính kèm)"]
    assert {row[1] for row in one_by_one.rows} == {"2025"}
    assert ("2024", "Thư viện (TV)", "40") in earlier.rows
    assert len([form for form in whole.facts["forms"] if form["year"] == 2024]) == 80  # type: ignore[attr-defined]


def test_word_and_excel_carry_the_same_codes(cast: Cast) -> None:
    document = report(cast, kind=MIDTERM).document
    word, book = docx.Document(BytesIO(render_docx(document))), openpyxl.load_workbook(BytesIO(render_xlsx(document)))

    behind = [found[1] for one in word.paragraphs if (found := re.search(r"\u00a0\[([^\[\]]+)\]$", one.text))]
    sheet = next(one for one in book if "Số liệu theo mã" in one.title)
    column = {str(row[0]) for row in sheet.iter_rows(values_only=True) if row[0]}
    assert {code for codes in behind for code in codes.split("; ")} == codes_of(document.blocks)
    assert codes_of(document.blocks) <= column
