"""Several rows of a book in one form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from kehoach.books import Book
from kehoach.books.forms.choices import BookChoices
from kehoach.books.forms.rows import RowForm, form_class
from kehoach.common.converters import whole_number

LINES = 3
MOST_LINES = 30
TOTAL = "form-TOTAL_FORMS"
MORE = "more"


class QuickRows(forms.BaseFormSet):
    """Lines of which the empty ones are left out."""

    @property
    def filled(self) -> list[RowForm]:
        """The lines in which something was written."""
        return [form for form in self.forms if form.has_changed()]


def quick_rows(
    book: Book, choices: BookChoices, years: list[int], initial: dict[str, Any], sent: QueryDict | None
) -> QuickRows:
    """The lines as they were sent, with more of them where the button for it was pressed."""
    lines: Any = forms.formset_factory(
        form_class(book, book.quick), formset=QuickRows, extra=LINES, max_num=MOST_LINES, absolute_max=MOST_LINES
    )
    rows: QuickRows = lines(_with_more(sent), form_kwargs={"choices": choices, "years": years, "initial": initial})
    return rows


def _with_more(sent: QueryDict | None) -> QueryDict | None:
    """What was sent, and room for more lines where the button for it was pressed."""
    total = whole_number(str(sent.get(TOTAL, ""))) if sent is not None and MORE in sent else None
    if sent is None or total is None:
        return sent
    sent = sent.copy()
    sent[TOTAL] = str(min(total + LINES, MOST_LINES))
    return sent
