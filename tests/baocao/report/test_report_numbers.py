"""Issued reports of every kind read back from their files: no number and no code that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from baocao.document.as_json import document_from
from baocao.document.blocks import Table
from baocao.issuing.actions.approval import propose
from baocao.issuing.actions.issuing import issue, next_number
from baocao.issuing.actions.writing import save_text, start_report
from baocao.models import FilePart, Length, Report, ReportKind, ReportState
from baocao.report.composing import composed, frozen_pdf
from baocao.report.issue import DOCUMENT
from baocao.report.section_markup import source_of
from kehoach.models import Plan
from tests.baocao.report.printed_report import Printed, printed_numbers, read_back
from tests.baocao.report.provenance import without_source
from tests.baocao.report.report_samples import without_living
from tests.cast import NOW, Cast

pytestmark = pytest.mark.once

FIGURES = "Các thư viện có {{TV.tổng số bản sách cuối năm}} bản sách; xã hội hóa bằng {{KP.tỷ lệ xã hội hóa}} kinh phí."


def issued_file(cast: Cast, kind: ReportKind, year: int, own: Mapping[str, str] | None = None) -> bytes:
    """The file of a report that goes all the way: begun, written (None: not at all), proposed, issued."""
    without_living(cast, year)
    plan = Plan.objects.get(commune=cast.commune)
    report = start_report(plan=plan, year=year, kind=kind, length=Length.FULL, by=cast.officer, at=NOW)
    if own is not None:
        write_everything(cast, report, own)
    propose(report=report, unsettled=(), by=cast.officer, at=NOW)
    report = Report.objects.get(pk=report.pk)
    number, seen = next_number(cast.commune, NOW.year), composed(report).digest
    issue(report=report, number=number, signed_on=NOW.date(), seen=seen, unwaived=(), by=cast.leader, at=NOW)
    return report.files.get(part=FilePart.ISSUED).whole


def write_everything(cast: Cast, report: Report, own: Mapping[str, str]) -> None:
    """The officer takes over the generated text of every section, and adds words of their own to some."""
    whole = composed(report)
    for section in whole.generated:
        text = source_of(section.blocks, whole.figures)
        text = "\n".join(part for part in (text, own.get(section.code, "")) if part)
        save_text(
            report=report, section=section.code, title=section.title, text=text, version=0, by=cast.officer, at=NOW
        )


def check_can_be_followed(printed: Printed) -> None:
    """Every number and day of text and appendices is in the attached data; every code is explained, and no other."""
    assert len(printed_numbers(printed.body)) > 100
    assert len(printed_numbers(printed.appendices)) > 500
    assert printed.unknown == set()
    assert {"KH", "CT", "CS", "TV", "VH", "KPKH", "NV", "I.2.a-1", "I.2.b"} <= printed.cited
    assert printed.explained == printed.cited
    check_forms_and_results(printed)


def check_forms_and_results(printed: Printed) -> None:
    """The appendix of sources names who answered for each form and result, when, and which version it is."""
    document = document_from(printed.content[DOCUMENT])
    figures, forms, results = (block for block in document.appendices[-1].blocks if isinstance(block, Table))
    assert {row[0] for row in figures.rows} == printed.cited
    assert without_source(document.blocks, printed.facts) == []
    for facility, year, name, responsible, submitted, accepted_by, accepted, version in forms.rows:
        assert all((facility, int(year), name, responsible, accepted_by, int(version))), facility
        assert all(re.fullmatch(r"\d{2}/\d{2}/\d{4}", day) for day in (submitted, accepted)), facility
    for code, unit, person, day, _, version in results.rows:
        assert all((code, unit, person, re.fullmatch(r"\d{2}/\d{2}/\d{4}", day), int(version))), code


def test_the_annual_report_that_was_issued_can_be_followed_to_its_sources(cast: Cast) -> None:
    kept = issued_file(cast, ReportKind.ANNUAL, 2025)
    issued = Report.objects.get(commune=cast.commune, state=ReportState.ISSUED, year=2025)
    printed = read_back(kept)

    check_can_be_followed(printed)
    assert printed.content == issued.snapshot.content
    assert frozen_pdf(printed.content) == kept


@pytest.mark.parametrize("kind", [ReportKind.MIDTERM, ReportKind.FINAL])
def test_so_can_a_review_of_several_years(cast: Cast, kind: ReportKind) -> None:
    printed = read_back(issued_file(cast, kind, 2025))

    check_can_be_followed(printed)
    assert {row["year"] for row in printed.facts["series"]} == {2022, 2023, 2024, 2025}


def test_so_can_a_report_in_the_officers_own_words_with_living_figures(cast: Cast) -> None:
    printed = read_back(issued_file(cast, ReportKind.ANNUAL, 2025, {"III.1": FIGURES, "IV": "- Giữ mức đó. [TV; KP]"}))

    assert "8.941 bản sách; xã hội hóa bằng 33,5% kinh phí.\u00a0[TV; KP]" in " ".join(printed.body.split("\n"))
    check_can_be_followed(printed)


def test_a_number_that_comes_from_nowhere_is_found(cast: Cast) -> None:
    told = {"III.1": "Có 987.654 lượt người từ nơi khác, tăng 61,7% so với ngày 30/02/2019."}
    printed = read_back(issued_file(cast, ReportKind.ANNUAL, 2022, told))

    assert printed.unknown == {"987.654", "61,7", "30/2/2019"}
