"""What the entry page draws, whole or only what an autosave changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from kehoach.common.formats import date_short
from kehoach.figures.assessment import assess, last_accepted
from kehoach.figures.forms.entry import EntryForm, without
from kehoach.figures.forms.rows import Row, RowSection
from kehoach.figures.recorded import recorded_for
from kehoach.models import YearFigures
from kehoach.questionnaire.checks import STOCK_EXPLANATIONS


def is_autosave(request: HttpRequest) -> bool:
    """Whether htmx sent the form while somebody is still at it."""
    return bool(getattr(request, "htmx", False))


def entry_context(form: EntryForm, *, clashes: frozenset[str] = frozenset(), refused: str = "") -> dict[str, Any]:
    """The whole page. `clashes` are the answers that somebody else gave in another way meanwhile.

    With clashes, or with a reason why it was `refused`, nothing of what was sent is saved.
    """
    figures = form.figures
    sections = form.sections(assess(figures, last_accepted(figures)), clashes, recorded_for(figures))
    return {
        "figures": figures,
        "form": form,
        "sections": sections,
        "answers": STOCK_EXPLANATIONS,
        "wrong": [row for row in _rows(sections) if row.errors],
        "conflict": bool(clashes),
        "refused": refused,
        **_progress(sections, figures),
        **({"saved": "Chưa lưu: xem đầu phiếu"} if clashes or refused else {}),
    }


def autosaved(form: EntryForm, before: YearFigures) -> dict[str, Any]:
    """What has changed on the page since `before`: the strip, the totals, and the cards that look different now.

    A card whose value was saved is drawn again with its change against last year; so is one with findings or errors,
    or whose findings have gone, and one that somebody else changed: this page would else send their old answer back as
    if it were a new one. The others stay as they are, with whatever is being typed there. `elsewhere` names what
    somebody else changed.
    """
    last = last_accepted(form.figures)
    elsewhere = _changed_elsewhere(form)
    shown = EntryForm(form.figures, without(form.sent, elsewhere))
    shown.is_valid()
    sections = shown.sections(assess(form.figures, last), recorded=recorded_for(form.figures))
    earlier = {row.field.name: row for row in _rows(EntryForm(before).sections(assess(before, last)))}
    changed = [
        row
        for row in _rows(sections)
        if row.field.name in elsewhere | form.settled.keys() or _looks_different(row, earlier[row.field.name])
    ]
    return {
        "figures": form.figures,
        "rows": changed,
        "elsewhere": elsewhere,
        "totals": [total for section in sections for total in section.totals],
        **_progress(sections, form.figures),
    }


def _changed_elsewhere(form: EntryForm) -> set[str]:
    """The questions whose answer or note is saved otherwise than this page sent it: somebody else changed it."""
    figures = form.figures
    answers = {name for name, value in form.values.items() if value != figures.value(name)}
    return answers | {name for name, note in form.notes.items() if note != figures.notes.get(name, "")}


def _looks_different(row: Row, earlier: Row) -> bool:
    return bool(row.errors or row.findings or earlier.findings) or row.saved != earlier.saved


def _rows(sections: tuple[RowSection, ...]) -> list[Row]:
    return [row for section in sections for row in section.rows]


def _progress(sections: tuple[RowSection, ...], figures: YearFigures) -> dict[str, Any]:
    """How many of the needed questions are answered, and when the form was last saved."""
    needed = [row for row in _rows(sections) if not row.field.optional]
    answered = sum(row.is_answered for row in needed)
    return {
        "answered": answered,
        "asked": len(needed),
        "percent": f"{100 * answered / len(needed):.1f}",
        "saved": _saved(figures.saved_at) if figures.saved_at else "",
    }


def _saved(at: datetime) -> str:
    """When the form was saved: “Đã lưu lúc 10:32”, of another day “Đã lưu 16/11/2026”."""
    local = timezone.localtime(at)
    return f"Đã lưu lúc {local:%H:%M}" if local.date() == timezone.localdate() else f"Đã lưu {date_short(local.date())}"
