"""A form as its page shows it: the sheet with marks and the values of a year, and what could not be filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from baocao.models import SuperiorForm
from baocao.superior_forms.figures import FormFigures
from baocao.superior_forms.files.gate import checked_package
from baocao.superior_forms.files.workbook import SpreadsheetForm
from baocao.superior_forms.files.worksheet import CellValue, Place, reference_of
from baocao.superior_forms.filling import Filling, fill
from baocao.superior_forms.forms import MarkForm
from baocao.superior_forms.marks import Mark, marks_from
from baocao.superior_forms.sources import Source
from kehoach.common.formats import date_short
from kehoach.history.timeline import Event
from kehoach.models import Commune
from kehoach.questionnaire.values import displayed


@dataclass(frozen=True)
class PageCell:
    """A cell of the page: what is in it, its mark in words, and what it is filled with, where it is."""

    reference: str
    columns: int
    rows: int
    text: str
    refusal: str
    mark: str
    value: str


class OpenedForm:
    """A form out of the database, opened; with a commune's figures of a year where a commune is chosen."""

    def __init__(self, form: SuperiorForm, commune: Commune | None, year: int) -> None:
        self.form, self.year = form, year
        self.spreadsheet = SpreadsheetForm(checked_package(form.whole)[1])
        self.marks: Mapping[tuple[str, str], Mark] = marks_from(form.marks)
        self.figures = FormFigures(commune, year, timezone.localdate()) if commune else None

    @property
    def titles(self) -> list[str]:
        """The names of the sheets."""
        return list(self.spreadsheet.sheets)

    @cached_property
    def filling(self) -> Filling:
        """What goes into its cells; nothing without a commune."""
        return fill(self.spreadsheet, self.marks.values(), self.figures) if self.figures else Filling()

    def file(self) -> bytes:
        """The form with its cells filled."""
        filling = self.filling
        return self.spreadsheet.filled(filling.values, filling.like)

    def grid(self, title: str) -> Iterator[list[PageCell]]:
        """A sheet row by row."""
        for row in self.spreadsheet.shown(title):
            yield [
                PageCell(
                    reference=reference_of(cell.place),
                    columns=cell.columns,
                    rows=cell.rows,
                    text=cell.text,
                    refusal=cell.refusal,
                    mark=self.words_of(self.marks.get((title, reference_of(cell.place)))),
                    value=_shown(self.filling.values.get((title, cell.place))),
                )
                for cell in row
            ]

    def source_of(self, code: str) -> Source | None:
        """What a mark names; None where this commune has none of it now."""
        return self.figures.sources.get(code) if self.figures else None

    def words_of(self, mark: Mark | None) -> str:
        """What a mark says, in words; empty for none."""
        if mark is None:
            return ""
        source = self.source_of(mark.source)
        return source.label if source else mark.source


def _shown(value: CellValue | None) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return date_short(value)
    return displayed(value) if isinstance(value, int | str) else f"{value:f}".replace(".", ",")


def events_of(form: SuperiorForm) -> list[Event]:
    """Who uploaded, marked and retired it, the newest first."""
    recorded: Any = form
    return [
        Event(
            when=f"{timezone.localtime(version.history_date):%H:%M %d/%m/%Y}",
            what=version.history_change_reason or "Ghi",
            who=str(version.history_user or "hệ thống"),
            note="",
            tone="path",
        )
        for version in recorded.history.select_related("history_user").order_by("-history_date", "-history_id")[:30]
    ]


class MarkedCell:
    """One cell of a form on its page: what is there, what it takes, and what was chosen for it instead.

    `code` names the source that was chosen; without one it is that of the present mark.
    """

    def __init__(self, opened: OpenedForm, sheet: int, place: Place, code: str) -> None:
        self.opened, self.sheet, self.year = opened, sheet, opened.year
        self.title, self.reference = opened.titles[sheet], reference_of(place)
        self.text = opened.spreadsheet.texts(self.title).get(place, "")
        self.refusal = opened.spreadsheet.sheet(self.title).refusal(place)
        self.present = opened.marks.get((self.title, self.reference))
        self.source = opened.source_of(code or (self.present.source if self.present else ""))

    @property
    def present_words(self) -> str:
        """What the cell takes now."""
        return self.opened.words_of(self.present)

    @property
    def back(self) -> str:
        """The form, with this cell in sight."""
        page = reverse("superior_form", kwargs={"pk": self.opened.form.pk})
        return f"{page}?nam={self.year}&trang={self.sheet}#{self.reference}"

    @property
    def here(self) -> str:
        """This page, without a chosen source."""
        page = reverse("mark_superior_form", kwargs={"pk": self.opened.form.pk})
        return f"{page}?nam={self.year}&trang={self.sheet}&o={self.reference}"

    def asked(self, sent: QueryDict | None) -> MarkForm | None:
        """Of whom and of which days the source is told; None where none is chosen."""
        figures, source = self.opened.figures, self.source
        if figures is None or source is None:
            return None
        named = [] if self.opened.form.is_common else figures.facilities_of(source, "")
        facilities = {facility.code: facility for facility in named}
        return MarkForm(sent, source=source, facilities=facilities, present=self.present)
