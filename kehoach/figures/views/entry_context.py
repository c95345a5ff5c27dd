"""What the entry page draws, whole or only what an autosave changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import get_random_string

from kehoach.common.formats import date_short
from kehoach.figures.assessment import Assessment, assess, check_settings
from kehoach.figures.forms.entry import EntryForm
from kehoach.figures.forms.inputs import without
from kehoach.figures.forms.rows import Row
from kehoach.figures.last_year import LastYear
from kehoach.figures.proposals import proposals_for
from kehoach.figures.unsubmitted import changes_in
from kehoach.models import YearFigures
from kehoach.questionnaire.checks import STOCK_EXPLANATIONS

_PAGE_LENGTH = 12


def is_autosave(request: HttpRequest) -> bool:
    """Whether the page's script sent the form while somebody is still at it, or as they leave."""
    return bool(getattr(request, "htmx", False)) or "autosave" in request.POST


def entry_context(form: EntryForm, *, clashes: frozenset[str] = frozenset(), refused: str = "") -> dict[str, Any]:
    """The whole page. `clashes` are the answers that somebody else gave in another way meanwhile.

    With clashes, or with a reason why it was `refused`, nothing of what was sent is saved.
    """
    figures, last = form.figures, form.last
    assessment = assess(figures, last)
    cards = form.cards(assessment, clashes)
    return {
        "figures": figures,
        "last": last,
        "form": form,
        "page": form.data.get("page") or get_random_string(_PAGE_LENGTH),
        "cards": cards,
        "explanations": STOCK_EXPLANATIONS,
        "wrong": [row for row in cards.rows if row.errors or row.note_errors],
        "clashing": [row for row in cards.rows if row.theirs],
        "refused": refused,
        **_to_explain(cards.rows, assessment),
        **_progress(cards.rows, figures),
        **({"saved": "Chưa lưu: xem đầu phiếu"} if clashes or refused else {}),
    }


def review_context(figures: YearFigures, assessment: Assessment, last: LastYear) -> dict[str, Any]:
    """The page before submitting: what is still blank, wrong or to be explained, as questions to answer there."""
    form = EntryForm(figures, last, proposals=proposals_for(figures, last))
    cards = form.cards(assessment)
    blank_cards = [card for card in cards.steady if any(row.is_blank for row in card.rows)]
    blanks = [row for card in cards.numbers for row in card.rows if row.is_blank]
    return {
        "last": last,
        "sections": form.tables(assessment),
        "blank_cards": blank_cards,
        "blanks": blanks,
        "blank_count": len(blanks) + sum(row.is_blank for card in blank_cards for row in card.rows),
        "to_mend": [row for row in cards.rows if row.is_wrong],
        "explanations": STOCK_EXPLANATIONS,
        **_to_explain(cards.rows, assessment),
    }


def autosaved(form: EntryForm, before: YearFigures, clashes: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What has changed on the page since `before`: the strip, the totals, and what stands beneath the questions.

    Inputs are left alone: they hold what somebody is typing. Only where somebody else has answered meanwhile
    (`elsewhere`) the whole row comes, for the page to take where nobody is at it.
    """
    figures, last, settings = form.figures, form.last, check_settings()
    elsewhere = _changed_elsewhere(form) - clashes
    shown = EntryForm(figures, last, without(form.sent, elsewhere), form.proposals)
    shown.is_valid()
    assessment = assess(figures, last, settings)
    cards = shown.cards(assessment, clashes | form.unsettled)
    earlier = {row.input_name: row for row in EntryForm(before, last).cards(assess(before, last, settings)).rows}
    looked_at = elsewhere | form.settled.keys() | form.unsettled | form.marked
    return {
        "figures": figures,
        "last": last,
        "rows": [
            row for row in cards.rows if row.input_name in looked_at or _looks_different(row, earlier[row.input_name])
        ],
        "elsewhere": elsewhere | form.settled.keys(),
        "totals": [total for card in cards.numbers + cards.further for total in card.totals],
        "explanations": STOCK_EXPLANATIONS,
        **_to_explain(cards.rows, assessment),
        **_progress(cards.rows, figures),
    }


def _changed_elsewhere(form: EntryForm) -> set[str]:
    """The questions whose answer or note is saved otherwise than this page sent it: somebody else changed it."""
    figures = form.figures
    answers = {name for name, value in form.values.items() if value != figures.value(name)}
    return answers | {name for name, note in form.notes.items() if note != figures.notes.get(name, "")}


def _looks_different(row: Row, earlier: Row) -> bool:
    return (
        bool(row.errors or row.note_errors or row.theirs or row.findings or earlier.findings)
        or row.saved != earlier.saved
    )


def _to_explain(rows: tuple[Row, ...], assessment: Assessment) -> dict[str, list[Row]]:
    """The questions that must be explained, those that are already, and those that may be given a note."""
    unanswered = {finding.fields[0] for finding in assessment.open_queries}
    return {
        "unexplained": [row for row in rows if row.queries and row.input_name in unanswered],
        "explained": [row for row in rows if row.queries and row.input_name not in unanswered],
        "to_note": [row for row in rows if row.takes_note],
    }


def _progress(rows: tuple[Row, ...], figures: YearFigures) -> dict[str, Any]:
    """How many of the needed questions are answered, what comes next, and when the form was last saved."""
    needed = [row for row in rows if not row.field.optional]
    answered = sum(row.is_settled for row in needed)
    return {
        "answered": answered,
        "asked": len(needed),
        "percent": f"{100 * answered / len(needed):.1f}",
        "next_blank": next((row for row in needed if row.is_unanswered), None),
        "to_mend": [row for row in rows if row.is_wrong],
        "unsubmitted": changes_in(figures),
        "saved": _saved(figures.saved_at) if figures.saved_at else "",
    }


def _saved(at: datetime) -> str:
    """When the form was saved: “Đã lưu lúc 10:32”, of another day “Đã lưu 16/11/2026”."""
    local = timezone.localtime(at)
    return f"Đã lưu lúc {local:%H:%M}" if local.date() == timezone.localdate() else f"Đã lưu {date_short(local.date())}"
