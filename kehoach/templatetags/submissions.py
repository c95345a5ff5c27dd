"""The rows of lists of forms. There are up to thousands of them, and each value would cost a template a lookup."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from kehoach.common import formats
from kehoach.figures.grid import GridRow
from kehoach.figures.state_words import OFFICE_WORDS, state_word
from kehoach.figures.submissions import Submission
from kehoach.models import State
from kehoach.templatetags.components import pill

register = template.Library()

# The signs stand once on the page: _components/pill_signs.html.
_PILLS = {
    state: f'<span class="pill {state.tone}"><svg><use href="#{state.tone}"/></svg>{word}</span>'
    for state, word in OFFICE_WORDS.items()
}


@register.simple_tag(takes_context=True)
def state_pill(context: Context, state: State) -> SafeString:
    """The state of a form as a sign, in the word for whoever reads the page."""
    return pill(state.tone, state_word(state, context["user"].role))


@register.simple_tag(takes_context=True)
def state_word_of(context: Context, state: State) -> str:
    """The same as a word alone."""
    return state_word(state, context["user"].role)


@register.simple_tag
def grid_rows(rows: Iterable[GridRow], works: bool, tick_all: bool) -> SafeString:
    """The rows of the grid; where somebody `works` with it, with a box to tick for each form that can be accepted."""
    return mark_safe(  # noqa: S308 every text is escaped
        "\n".join(
            f"<tr>{_box(row, number, tick_all) if works else ''}"
            f'<th scope="row" id="c{number}">{_link(row.form)}{_unit(row.form)}{_word_of_unit(row.form)}</th>'
            f"<td>{_PILLS[row.form.state]}</td><td>{_age(row.form)}</td><td>{_touch(row)}</td></tr>"
            for number, row in enumerate(rows, start=1)
        )
    )


@register.simple_tag
def form_rows(forms: Iterable[Submission], of_several_years: bool) -> SafeString:
    """The items of a list of forms: the facility with its unit (and the year), the state and its age."""
    pills = {state: pill(state.tone, word) for state, word in OFFICE_WORDS.items()}
    return mark_safe(  # noqa: S308 every text is escaped
        "\n".join(
            f"<li><div>{_link(form)}<small>{_whose(form, of_several_years)}</small>{_word_of_unit(form)}</div>"
            f"<div>{pills[form.state]}<span>{_age(form)}</span></div></li>"
            for form in forms
        )
    )


def _box(row: GridRow, number: int, is_ticked: bool) -> str:
    if not row.form.is_submitted:
        return "<td></td>"
    ticked = " checked" if is_ticked else ""
    box = f'<input type="checkbox" name="chosen" value="{row.choice}" aria-labelledby="c{number}"{ticked}>'
    return f"<td><label>{box}</label></td>"


def _link(form: Submission) -> str:
    return f'<a href="{escape(form.url)}">{escape(form.name)}</a>'


def _unit(form: Submission) -> str:
    """The unit's name, where the facility's does not say it."""
    return "" if form.unit_name in form.name else f"<small>{escape(form.unit_name)}</small>"


def _word_of_unit(form: Submission) -> str:
    return f'<small class="says">{escape(form.word_of_unit)}</small>' if form.word_of_unit else ""


def _whose(form: Submission, with_year: bool) -> str:
    return f"{escape(form.unit_name)}, năm {form.year}" if with_year else escape(form.unit_name)


def _age(form: Submission) -> str:
    late = f'<small class="late">quá hạn {formats.count(form.overdue_days)} ngày</small>' if form.is_overdue else ""
    since = form.counting_since
    counting = f"<small>bản duyệt {formats.date_short(since)} đang tính</small>" if since else ""
    return f"{form.age}{late}{counting}"


def _touch(row: GridRow) -> str:
    if not row.touched_on:
        return ""
    on_behalf = ", nhập thay" if row.form.entered_on_behalf else ""
    return f"{row.touched_on} <small>{escape(row.touched_by)}{on_behalf}</small>"
