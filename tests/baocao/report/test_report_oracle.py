"""The demonstration's three reports say what their tables add up to."""

from __future__ import annotations

import pytest

from baocao.models import Length, ReportKind
from baocao.report import build_report
from tests.baocao.report.report_reading import text_of, years_of
from tests.cast import Cast
from tests.oracle_report import (
    book_phrases,
    centre_phrases,
    library_phrases,
    money_phrases,
    task_phrase,
)


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
