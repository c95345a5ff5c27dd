"""What the portal knows of a question that only a person can answer, said beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from baocao.official_forms.definitions.learning_judges import WEEK
from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.filling.readings import Cut
from kehoach.common import formats
from kehoach.models import FundingSource, IssuedDocument, TaskRole, UnitKind
from kehoach.questionnaire.layout import number
from kehoach.tallies.windows import calendar_year
from thuvien.layout.answers import OTHER

_NAMED = 2


def known_beside(gathered: Gathered) -> dict[str, str]:
    """By question a sentence out of books and figures; none where there is nothing to say."""
    year = calendar_year(gathered.year)
    documents = gathered.records(IssuedDocument, year)
    plans = [row for row in documents if row.task and row.task.role == TaskRole.DOCUMENTS]
    rules = [row for row in documents if row.kind.casefold().startswith("quy chế")]
    held = WEEK.read(gathered, Cut((), year)).text
    state = [row for row in gathered.funding if row.source == FundingSource.STATE]
    planned, spent = sum(row.planned or 0 for row in state), sum(row.spent or 0 for row in state)
    shelves = [
        library
        for library in gathered.libraries
        if library.kind == OTHER and library.unit.kind == UnitKind.LEARNING_CENTRE
    ]
    books = [number({"books_total": gathered.value(library, "books_total")}, "books_total") for library in shelves]
    sentences = {
        "plan_issued": _documents(plans),
        "coordination_rule": _documents(rules),
        "week_reported": f"Sổ hoạt động có {held} hoạt động Tuần lễ." if held != "0" else "",
        "state_funds_enough": (
            f"Sổ kinh phí: dự toán {formats.money(planned)}, đã chi {formats.money(spent)}." if state else ""
        ),
        "centre_bookcase": "".join(
            f"{library.name} có {formats.count(total)} bản sách."
            for library, total in zip(shelves, books, strict=True)
            if total is not None
        ),
    }
    return {name: sentence for name, sentence in sentences.items() if sentence}


def _documents(rows: Sequence[Any]) -> str:
    """Sổ văn bản có 06/KH-UBND ngày 14/01/2025."""
    named = [f"{row.number or row.title} ngày {formats.date_short(row.happened_on)}" for row in rows[-_NAMED:]]
    return f"Sổ văn bản có {formats.joined(named)}." if named else ""
