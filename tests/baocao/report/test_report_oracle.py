"""What reports say is what the tables add up to: those of the demonstration, and those of invented communes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.test import override_settings
from openpyxl import load_workbook

from baocao.document.blocks import Document, Footnotes, Heading, Points, Table
from baocao.models import Length, ReportKind
from baocao.report import build_report, compose
from baocao.report.data import gather
from baocao.report.files import EXCEL, PDF, WORD
from baocao.report.issue import Composed
from kehoach.models import Commune, Plan, ReportingYear
from tests.baocao.document.pdf_reading import read
from tests.baocao.report.printed_report import DAY, NUMBER
from tests.baocao.report.report_reading import tables, text_of, years_of
from tests.cast import Cast
from tests.oracle_numbers import numbers, unexplained
from tests.oracle_report import (
    book_phrases,
    centre_phrases,
    library_phrases,
    money_phrases,
    task_phrase,
)
from tests.oracle_tables import CENTRE_COLUMNS, LIBRARY_COLUMNS, facility_rows, percent, target_rows
from thuvien.models import Library
from vanhoa.models import CulturalCentre

pytestmark = pytest.mark.once

# Of `make test`; `make stress` asks for twenty, and for every format of every kind.
COMMUNES = int(os.environ.get("STRESS_COMMUNES", "2"))
IS_STRESS = "STRESS_COMMUNES" in os.environ
# The columns of an appendix before its amounts: number and name, then what a library has.
APPENDICES = ((Library, LIBRARY_COLUMNS, 4), (CulturalCentre, CENTRE_COLUMNS, 2))


def parts(document: Document) -> Iterator[str]:
    """Every paragraph, point and cell of the text and of the appendices but the numbers of rows."""
    for block in (*document.blocks, *(block for appendix in document.appendices for block in appendix.blocks)):
        if isinstance(block, Table):
            for row in (*block.rows, *([block.total] if block.total else [])):
                yield from row[1:] if block.columns[0].title == "TT" else row
        elif isinstance(block, Points):
            yield from block.items
        elif not isinstance(block, Footnotes | Heading):
            yield block.text  # type: ignore[union-attr]


def disagreements(commune: Commune, year: int, kind: ReportKind, length: Length) -> list[tuple[str, list[str]]]:
    """The sentences and cells with a number that the commune's rows do not lead to."""
    years = years_of(commune)
    first = year if kind is ReportKind.ANNUAL else years.plan.first_year
    explained = numbers(commune, Plan.objects.get(commune=commune), first, year)
    document = build_report(years, year, kind=kind, length=length)
    return [(part, strange) for part in parts(document) if (strange := unexplained(part, explained))]


def wrong_tables(commune: Commune, year: int) -> list[str]:
    """Of the table of targets and both appendices of the report that is sent, those with a cell unlike the forms."""
    document, plan = build_report(years_of(commune), year), Plan.objects.get(commune=commune)
    numbers(commune, plan, year, year)  # reads the rows anew
    targets = next(table for table in tables(document.blocks) if table.columns[1].title == "Chỉ tiêu")
    shown = [tuple(" ".join(cell.split()) for cell in row[3:-1]) for row in targets.rows]
    wrong = [] if shown == list(target_rows(commune, plan, year)) else ["Bảng 1"]
    for appendix, (model, columns, before) in zip(document.appendices, APPENDICES, strict=False):
        (table,) = tables(appendix.blocks)
        rows, sums = facility_rows(model, columns, commune, year)
        end = before + len(sums)
        if {row[1]: row[before:end] for row in table.rows} != rows or (table.total and table.total[before:end] != sums):
            wrong.append(appendix.number)
    return wrong


@pytest.mark.parametrize(
    ("kind", "first"), [(ReportKind.ANNUAL, 2025), (ReportKind.MIDTERM, 2023), (ReportKind.FINAL, 2023)]
)
def test_every_figure_of_the_text_is_what_the_tables_add_up_to(cast: Cast, kind: ReportKind, first: int) -> None:
    text = text_of(build_report(years_of(cast.commune), 2025, kind=kind, length=Length.FULL))

    phrases = [*money_phrases(cast.commune, first, 2025), *book_phrases(cast.commune, first, 2025)]
    phrases += [task_phrase(cast.commune, 2025)]
    if kind is ReportKind.ANNUAL:
        phrases += [*library_phrases(cast.commune, 2025), *centre_phrases(cast.commune, 2025)]

    assert [phrase for phrase in phrases if phrase not in text] == []


@pytest.mark.case("SC-265")
@pytest.mark.parametrize("kind", ReportKind)
def test_no_number_of_a_report_or_its_appendices_comes_from_elsewhere(cast: Cast, kind: ReportKind) -> None:
    for length in (Length.STANDARD, Length.FULL):
        assert disagreements(cast.commune, 2025, kind, length) == []


def test_a_number_that_no_row_leads_to_is_noticed(cast: Cast) -> None:
    explained = numbers(cast.commune, Plan.objects.get(commune=cast.commune), 2025, 2025)

    assert unexplained("8.882 lượt, tăng 10,1% so với năm 2024; 8.883 lượt, tăng 10,2%", explained) == ["8.883"]
    assert unexplained("Kế hoạch số 04/KH-UBND ngày 31/01/2023: 79.860.001 đồng", explained) == ["79.860.001"]


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_the_tables_of_a_report_have_what_the_forms_have(cast: Cast, year: int) -> None:
    assert wrong_tables(cast.commune, year) == []


@pytest.mark.case("SC-265")
@pytest.mark.django_db
def test_neither_does_one_of_invented_communes() -> None:
    with override_settings(DEBUG=True):
        call_command("generate", communes=COMMUNES, facilities=10, years=4, seed="15", stdout=StringIO())

    for commune in Commune.objects.filter(code__in=ReportingYear.objects.values("commune__code"), plans__isnull=False):
        assert wrong_tables(commune, 2025) == []
        assert disagreements(commune, 2025, ReportKind.ANNUAL, Length.FULL) == []
        for kind in (ReportKind.MIDTERM, ReportKind.FINAL):
            assert disagreements(commune, 2025, kind, Length.STANDARD) == []
        for kind in ReportKind if IS_STRESS else (ReportKind.ANNUAL,):
            assert lost_in(compose(gather(years_of(commune), 2025, kind=kind)), with_pdf=IS_STRESS) == {}


def as_shown(cell: Any) -> str:
    """What a cell of a workbook shows."""
    if not isinstance(cell.value, int | float):
        return str(cell.value or "")
    value = Fraction(str(cell.value))
    return percent(value) if "%" in cell.number_format else percent(value / 100).removesuffix("%")


def lost_in(whole: Composed, *, with_pdf: bool) -> dict[str, set[str]]:
    """By format the numbers of a document that its file lacks; a workbook has the tables alone."""
    document = whole.document
    of_text, of_tables = (
        set(NUMBER.findall(DAY.sub(" ", " ".join(texts)))) for texts in (parts(document), _cells(document))
    )
    word = ZipFile(BytesIO(WORD.make(document, whole.content))).read("word/document.xml").decode()
    sheets = load_workbook(BytesIO(EXCEL.make(document, whole.content))).worksheets
    in_excel = " ".join(as_shown(cell) for sheet in sheets for row in sheet.iter_rows() for cell in row)
    lost = {
        "docx": of_text - set(NUMBER.findall(re.sub(r"<[^>]+>", " ", word))),
        "xlsx": of_tables - set(NUMBER.findall(in_excel)),
    }
    if with_pdf:
        in_pdf = " ".join(page.text for page in read(PDF.make(document, whole.content)))
        lost["pdf"] = of_text - set(NUMBER.findall(in_pdf))
    return {name: numbers for name, numbers in lost.items() if numbers}


@pytest.mark.parametrize("kind", ReportKind)
def test_every_format_has_the_numbers_of_the_document(cast: Cast, kind: ReportKind) -> None:
    whole = compose(gather(years_of(cast.commune), 2025, kind=kind))

    assert lost_in(whole, with_pdf=IS_STRESS or kind is not ReportKind.FINAL) == {}


def _cells(document: Document) -> Iterator[str]:
    appended = (block for appendix in document.appendices for block in appendix.blocks)
    for table in tables((*document.blocks, *appended)):
        yield from (cell for row in (*table.rows, *([table.total] if table.total else [])) for cell in row)
