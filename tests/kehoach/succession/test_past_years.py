"""What is decided as of one year changes nothing that is said of the years before it."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from baocao.document.blocks import Document
from baocao.models import ReportKind
from baocao.official_forms.forms_of import FORMS
from tests.baocao.official_forms.test_official_form_numbers import form_of
from tests.baocao.report.report_reading import full_report, years_of
from tests.cast import OPEN_YEAR, Cast
from tests.kehoach.succession.test_reorganising import REORGANISATIONS, done, taken_back
from tests.pages import words

PAST = range(2023, OPEN_YEAR)
PAGES = [f"/{page}" for page in ("ke-hoach/?nam=2025", "so-lieu/2025/", "thu-vien/TV-TTHTCD/2025/")]
RENAMED = [
    ("unit", "rename", {"ended": "TH", "names": "Trường Tiểu học Hoa Sen"}),
    ("thu-vien", "rename", {"ended": "TV-XA", "names": "Thư viện Hoa Sen"}),
]


def told_of_the_past(cast: Cast, officer: Client) -> dict[str, Any]:
    """The reports of the closed years, how far the targets were, the other forms and the pages of the last one."""
    years = years_of(cast.commune)
    told: dict[str, Document | str] = {f"report {year}": full_report(years, year) for year in PAST[-2:]}
    told["midterm"] = full_report(years, PAST[-1], kind=ReportKind.MIDTERM)
    for year in PAST:
        options = {"year": year, "commune": cast.commune.code, "format": "json"}
        call_command("attainment", **options, stdout=(out := StringIO()))
        told[f"attainment {year}"] = out.getvalue()
    for code in FORMS:
        told[code] = form_of(cast, code, None).document
    for page in PAGES:
        told[page] = words(officer.get(page))
    return told


@pytest.mark.once
def test_what_is_decided_this_year_changes_nothing_of_the_past(cast: Cast, officer: Client) -> None:
    before, changed = told_of_the_past(cast, officer), list[str]()

    for level, action, given in [*REORGANISATIONS, *RENAMED]:
        record = done(officer, level, action, **given)
        after = told_of_the_past(cast, officer)
        changed += [f"{level} {action} {given}: {name}" for name, told in before.items() if after[name] != told]
        taken_back(officer, record)

    assert changed == []
