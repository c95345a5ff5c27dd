"""docs/forms.md, written out of the definitions: each form's fields with their source, window and clause."""

from __future__ import annotations

from collections.abc import Iterator

from baocao.official_forms.catalogue import Of, OfficialForm
from baocao.official_forms.filling.sources import Asked, Known
from baocao.official_forms.forms_of import FORMS
from baocao.official_forms.questions import COMMUNE_QUESTIONS, LIBRARY_QUESTIONS
from kehoach.questionnaire.layout import Layout

# A year in which nothing is odd: its windows stand for those of every year.
_YEAR = 2026
_WHOSE = {Of.COMMUNE: "the commune", Of.LIBRARY: "each library", Of.BOTH: "the commune, and each school library"}


def documented() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from (
        "# The other official forms",
        "",
        "Written from `baocao/official_forms/definitions` by `FORMS_PAGE=write .venv/bin/python -m pytest "
        "tests/baocao/official_forms/test_forms_page.py`; the test fails where it differs.",
        "",
        f"Windows are those of {_YEAR}. A flow known for another year alone is printed with the days that it is of.",
    )
    for form in FORMS.values():
        yield from _form(form)
    yield from ("", "## Questions asked once", "", "What is slow is carried over until it is changed.", "")
    yield from _questions("The commune's officer", COMMUNE_QUESTIONS)
    yield from _questions("A library's own people", LIBRARY_QUESTIONS)


def _form(form: OfficialForm) -> Iterator[str]:
    since = f"in force from {form.in_force:%d/%m/%Y}" if form.in_force else "no act gives a form"
    yield from ("", f"## `{form.code}` · {form.title}", "")
    yield f"{form.act}, {since}. Of {_WHOSE[form.of]}; due: {form.due_words or f'{form.due(_YEAR):%d/%m/%Y}'}."
    if form.caution:
        yield f"Not known: {form.caution}"
    yield from ("", "| field | source | window | clause |", "|---|---|---|---|")
    yield from dict.fromkeys(_fields(form))


def _fields(form: OfficialForm) -> Iterator[str]:
    for line in form.lines():
        flows = line.source.flows and not isinstance(line.source, Known)
        window = str(form.window(_YEAR)) if flows else "as of the year's end"
        if isinstance(line.source, Asked) and line.source.field.slow:
            window = "until changed"
        yield f"| {line.label} | {line.source.origin} | {window} | {line.clause} |"


def _questions(whom: str, layout: Layout) -> Iterator[str]:
    yield from (f"### {whom}", "", "| question | kind | holds |", "|---|---|---|")
    for field in layout.fields:
        yield f"| {field.label} | {field.kind.value} | {'until changed' if field.slow else 'the year'} |"
    yield ""
