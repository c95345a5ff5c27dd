"""The page of one cell or placeholder: what is there, what it takes, which figures are proposed for it."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import quote, urlencode

from django.http import QueryDict
from django.urls import reverse

from baocao.superior_forms.files.worksheet import place_of
from baocao.superior_forms.forms import MarkForm
from baocao.superior_forms.marks import Mark
from baocao.superior_forms.pages import OpenedForm
from baocao.superior_forms.sources import Source, likeliest, search


class MarkedCell:
    """One cell or placeholder on its page: what is there, what it takes, and what was chosen for it instead.

    `code` names the source that was chosen; without one it is that of the present mark.
    """

    def __init__(self, form: OpenedForm, sheet: int, name: str, code: str) -> None:
        self.opened, self.sheet, self.year = form, sheet, form.year
        self.target = form.target(form.titles[sheet], name)
        self.present = form.marks.get((self.target.sheet, self.target.name))
        self.source = form.source_of(code or (self.present.source if self.present else ""))

    @property
    def present_words(self) -> str:
        """What the cell takes now."""
        return self.opened.words_of(self.present)

    @property
    def back(self) -> str:
        """The form, with this cell in sight."""
        page = reverse("superior_form", kwargs={"pk": self.opened.form.pk})
        return f"{page}?{urlencode({'nam': self.year, 'trang': self.sheet})}#{quote(self.target.name)}"

    @property
    def here(self) -> str:
        """This page, without a chosen source."""
        page = reverse("mark_superior_form", kwargs={"pk": self.opened.form.pk})
        return f"{page}?{urlencode({'nam': self.year, 'trang': self.sheet, 'o': self.target.name})}"

    @cached_property
    def beside(self) -> Mark | None:
        """A mark that makes the row a table's: whatever else is marked there is most likely of the same places."""
        in_row = (
            mark
            for (sheet, name), mark in self.opened.marks.items()
            if mark.is_repeated and sheet and sheet == self.target.sheet and name != self.target.name
            if place_of(name)[0] == place_of(self.target.name)[0]
        )
        return next(in_row, None)

    def found(self, query: str) -> tuple[str, list[Source]]:
        """What is looked for, and the figures that have it; those of the table's own places stand first.

        Without a query it is what the form calls the cell; where nothing is called so all figures, the likeliest first.
        """
        known = self.opened.figures.sources if self.opened.figures else {}
        if not query and self.source is None and self.target.called and search(known, self.target.called):
            query = self.target.called
        found = search(known, query) if query else []
        if not query and self.source is None:
            found = likeliest(known, self.target.called)
        table = self.opened.source_of(self.beside.source) if self.beside else None
        return query, sorted(found, key=lambda source: table is not None and source.kind != table.kind)

    def asked(self, sent: QueryDict | None) -> MarkForm | None:
        """Of whom and of which days the source is told; None where none is chosen."""
        figures, source = self.opened.figures, self.source
        if figures is None or source is None:
            return None
        named = [] if self.opened.form.is_common else figures.facilities_of(source, "")
        facilities = {facility.code: facility for facility in named}
        likely = self.beside.scope if self.beside else ""
        return MarkForm(sent, source=source, facilities=facilities, present=self.present, likely=likely)
