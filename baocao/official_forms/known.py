"""What the portal knows of a question that only a person can answer, said beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from baocao.models import DutySetting, SentDuty
from baocao.official_forms.definitions.learning_judges import WEEK
from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.filling.readings import Cut
from kehoach.common import formats
from kehoach.models import Activity, FundingSource, IssuedDocument, TaskRole, UnitKind
from kehoach.questionnaire.layout import number
from kehoach.tallies.windows import calendar_year
from thuvien.layout.answers import OTHER

_NAMED = 2
_WEEK_REPORT = "tuan-le-htsd"
# What activities are called that culture's statistics ask for by their number.
_CALLED = {
    "festivals": ("liên hoan", "hội diễn", "hội thi"),
    "mobile_propaganda": ("tuyên truyền lưu động",),
    "exhibitions": ("triển lãm", "trưng bày"),
}
# The duty at which the officer may have noted to whom the report goes.
_RECEIVED_BY = {
    "recogniser": "cong-dong-hoc-tap",
    "library_receiver": "nua-nam",
    "school_receiver": "thu-vien-truong",
    "occasion_receiver": _WEEK_REPORT,
}


def known_beside(gathered: Gathered) -> dict[str, str]:
    """By question a sentence out of books and figures; none where there is nothing to say."""
    year = calendar_year(gathered.year)
    documents = gathered.records(IssuedDocument, year)
    plans = [row for row in documents if row.task and row.task.role == TaskRole.DOCUMENTS]
    rules = [row for row in documents if row.kind.casefold().startswith("quy chế")]
    held = WEEK.read(gathered, Cut((), year)).text
    state = [row for row in gathered.funding if row.source == FundingSource.STATE]
    planned, spent = sum(row.planned or 0 for row in state), sum(row.spent or 0 for row in state)
    settings = dict(DutySetting.objects.filter(commune=gathered.commune).values_list("code", "receiver"))
    sent = SentDuty.objects.filter(commune=gathered.commune, year=gathered.year, code=_WEEK_REPORT).first()
    shelves = [
        library
        for library in gathered.libraries
        if library.kind == OTHER and library.unit.kind == UnitKind.LEARNING_CENTRE
    ]
    books = [number({"books_total": gathered.value(library, "books_total")}, "books_total") for library in shelves]
    sentences = {
        "plan_issued": _documents(plans),
        "coordination_rule": _documents(rules),
        "week_reported": " ".join(
            filter(
                None,
                (
                    f"Sổ hoạt động có {held} hoạt động Tuần lễ." if held != "0" else "",
                    f"Lịch ghi báo cáo đã gửi ngày {formats.date_short(sent.sent_on)}." if sent else "",
                ),
            )
        ),
        **{name: _named(gathered, words) for name, words in _CALLED.items()},
        **{name: f"Lịch đã ghi: {settings[code]}." for name, code in _RECEIVED_BY.items() if settings.get(code)},
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


def _named(gathered: Gathered, words: Sequence[str]) -> str:
    """Sổ hoạt động có 3 hoạt động ghi “liên hoan, hội diễn, hội thi”."""
    rows = gathered.records(Activity, calendar_year(gathered.year))
    number = sum(any(word in row.title.casefold() for word in words) for row in rows)
    return f"Sổ hoạt động có {formats.count(number)} hoạt động ghi “{', '.join(words)}”." if number else ""


def _documents(rows: Sequence[Any]) -> str:
    """Sổ văn bản có 06/KH-UBND ngày 14/01/2025."""
    named = [f"{row.number or row.title} ngày {formats.date_short(row.happened_on)}" for row in rows[-_NAMED:]]
    return f"Sổ văn bản có {formats.joined(named)}." if named else ""
