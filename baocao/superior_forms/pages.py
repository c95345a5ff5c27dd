"""A form as its page shows it: the sheet with marks and the values of a year, and what could not be filled."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils import timezone

from baocao.models import SuperiorForm
from baocao.superior_forms.figures import FormFigures
from baocao.superior_forms.files.gate import FileKind, checked_package
from baocao.superior_forms.files.word import WordForm
from baocao.superior_forms.files.workbook import SpreadsheetForm
from baocao.superior_forms.files.worksheet import Place, place_of, reference_of
from baocao.superior_forms.filling import Filling, fill, fill_word
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


@dataclass(frozen=True)
class Placeholder:
    """A placeholder of a Word form on its page: the text round it, its mark in words, what it is filled with."""

    name: str
    text: str
    mark: str
    value: str


@dataclass(frozen=True)
class Target:
    """What a mark is about: the sheet's name and the cell or, in Word, the placeholder; what stands there.

    `refusal` says why nothing can be put there, `called` what the form calls it: the words before or above it.
    """

    sheet: str
    name: str
    text: str
    refusal: str
    called: str


class OpenedForm(ABC):
    """A form out of the database, opened; with a commune's figures of a year where a commune is chosen."""

    def __init__(self, form: SuperiorForm, commune: Commune | None, year: int) -> None:
        self.form, self.year = form, year
        self.marks: Mapping[tuple[str, str], Mark] = marks_from(form.marks)
        self.figures = FormFigures(commune, year, timezone.localdate()) if commune else None

    @property
    @abstractmethod
    def titles(self) -> list[str]:
        """The names of the sheets; of a Word form one without a name."""

    @property
    @abstractmethod
    def filling(self) -> Filling:
        """What goes into it; nothing without a commune."""

    @abstractmethod
    def file(self) -> bytes:
        """The form filled."""

    @abstractmethod
    def target(self, sheet: str, name: str) -> Target:
        """The place that an address names, the first one where it names none. Raises LookupError for no place."""

    @abstractmethod
    def shown(self, sheet: str) -> dict[str, Any]:
        """What the page of a sheet is drawn from."""

    def source_of(self, code: str) -> Source | None:
        """What a mark names; None where this commune has none of it now."""
        return self.figures.source(code) if self.figures else None

    def words_of(self, mark: Mark | None) -> str:
        """What a mark says, in words; empty for none."""
        if mark is None:
            return ""
        source = self.source_of(mark.source)
        return source.label if source else mark.source


class OpenedSpreadsheet(OpenedForm):
    """A form in Excel."""

    def __init__(self, form: SuperiorForm, commune: Commune | None, year: int, spreadsheet: SpreadsheetForm) -> None:
        super().__init__(form, commune, year)
        self._spreadsheet = spreadsheet

    @property
    def titles(self) -> list[str]:
        """The names of the sheets."""
        return list(self._spreadsheet.sheets)

    @cached_property
    def filling(self) -> Filling:
        """What goes into its cells."""
        return fill(self._spreadsheet, self.marks.values(), self.figures) if self.figures else Filling()

    def file(self) -> bytes:
        """The workbook with its cells filled."""
        return self._spreadsheet.filled(self.filling.values, self.filling.like, self.filling.insertions)

    def target(self, sheet: str, name: str) -> Target:
        """A cell."""
        try:
            place = place_of(name or "A1")
        except ValueError as problem:
            raise LookupError(name) from problem
        texts, refusal = self._spreadsheet.texts(sheet), self._spreadsheet.sheet(sheet).refusal(place)
        words = {at: text for at, text in texts.items() if any(letter.isalpha() for letter in text)}
        before = [at for at in words if at[0] == place[0] and at[1] < place[1]]
        above = [at for at in words if at[1] == place[1] and at[0] < place[0]]
        called = words[max(before or above)] if before or above else ""
        return Target(sheet, reference_of(place), texts.get(place, ""), refusal, called)

    def shown(self, sheet: str) -> dict[str, Any]:
        """The sheet row by row, and the letters of its columns."""
        return {"rows": list(self._grid(sheet)), "letters": self._spreadsheet.letters(sheet)}

    def _grid(self, sheet: str) -> Iterator[list[PageCell]]:
        for row in self._spreadsheet.shown(sheet):
            yield [
                PageCell(
                    reference=reference_of(cell.place),
                    columns=cell.columns,
                    rows=cell.rows,
                    text=cell.text,
                    refusal=cell.refusal,
                    mark=self.words_of(self.marks.get((sheet, reference_of(cell.place)))),
                    value=self._value(sheet, cell.place),
                )
                for cell in row
            ]

    def _value(self, sheet: str, place: Place) -> str:
        value = self.filling.values.get((sheet, place))
        if value is None:
            return ""
        if isinstance(value, date):
            return date_short(value)
        if isinstance(value, Decimal):
            return f"{value:f}".replace(".", ",")
        return str(value) if (sheet, place) in self.filling.years else displayed(value)


class OpenedDocument(OpenedForm):
    """A form in Word; its marks have no sheet."""

    def __init__(self, form: SuperiorForm, commune: Commune | None, year: int, document: WordForm) -> None:
        super().__init__(form, commune, year)
        self._document, self._placeholders = document, dict(document.placeholders)

    @property
    def titles(self) -> list[str]:
        """One sheet without a name."""
        return [""]

    @cached_property
    def filling(self) -> Filling:
        """What goes into its placeholders."""
        marks = {name: mark for (_, name), mark in self.marks.items()}
        return fill_word(self._document, marks, self.figures) if self.figures else Filling()

    def file(self) -> bytes:
        """The document with its placeholders filled."""
        return self._document.filled(self.filling.words)

    def target(self, sheet: str, name: str) -> Target:
        """A placeholder."""
        known = name or next(iter(self._placeholders))
        return Target("", known, self._placeholders[known], "", known)

    def shown(self, sheet: str) -> dict[str, Any]:
        """The placeholders in the order of the document."""
        return {
            "placeholders": [
                Placeholder(name, text, self.words_of(self.marks.get(("", name))), self.filling.words.get(name, ""))
                for name, text in self._placeholders.items()
            ]
        }


def opened(form: SuperiorForm, commune: Commune | None, year: int) -> OpenedForm:
    """A form out of the database. Raises NotAForm where it cannot be opened any more."""
    kind, package = checked_package(form.whole)
    if kind is FileKind.WORD:
        return OpenedDocument(form, commune, year, WordForm(package))
    return OpenedSpreadsheet(form, commune, year, SpreadsheetForm(package))


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
