"""The sums of a sheet, calculated again after cells were filled: SUM of cells and blocks, + and -. Imports no Django.

A viewer that does not calculate would show the old sums. What is more than that is left to Excel.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from baocao.superior_forms.files.gate import NotAForm
from baocao.superior_forms.files.worksheet import Place, Worksheet, area_of, place_of

_CELL = r"\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}"
_SUM = rf"SUM\((?:{_CELL}(?::{_CELL})?(?:[,;](?!\))|(?=\))))+\)"
_TERM = re.compile(rf"([+-]?)({_SUM}|{_CELL}|[0-9]+(?:\.[0-9]+)?)")
# A form adds up some hundred cells; a sheet with far more is left to Excel, as are whole columns.
_MOST_CELLS = 200_000
_LARGEST_BLOCK = 5_000
# More digits than any figure has; Excel itself keeps fifteen.
_MOST_DIGITS = 20


class _NotSimple(Exception):
    """The formula is more than a sum, or adds something that is no number."""


def recalculate(sheet: Worksheet) -> None:
    """Every formula of the sheet gets its result of now, or none."""
    calculation = _Calculation(sheet)
    for place in calculation.formulas:
        sheet.set_result(place, calculation.result(place))


class _Calculation:
    """The results of a sheet's formulas as far as they are known; of one on a circle None."""

    def __init__(self, sheet: Worksheet) -> None:
        self.formulas = {place: (formula.text or "") for place, formula in sheet.formulas()}
        self._sheet, self._left = sheet, _MOST_CELLS
        self._results: dict[Place, Decimal | None] = {}

    def result(self, place: Place) -> Decimal | None:
        """What a formula comes to, those that it adds up calculated before it."""
        if place not in self._results:
            self._results[place] = None
            try:
                self._results[place] = self._added(self.formulas[place].replace(" ", "").upper())
            except (_NotSimple, NotAForm, ValueError, InvalidOperation, RecursionError):
                self._results[place] = None
        return self._results[place]

    def _added(self, text: str) -> Decimal:
        total, end = Decimal(0), 0
        for term in _TERM.finditer(text):
            if term.start() != end or (end and not term[1]):
                raise _NotSimple
            end = term.end()
            total += self._term(term[2]) * (-1 if term[1] == "-" else 1)
        if not end or end != len(text) or not total.is_finite() or abs(total.adjusted()) > _MOST_DIGITS:
            raise _NotSimple
        return total

    def _term(self, term: str) -> Decimal:
        """One number, cell or SUM."""
        if term[0].isdigit():
            return Decimal(term)
        if not term.startswith("SUM("):
            return self._amount(place_of(term), is_strict=True)
        total = Decimal(0)
        for area in map(area_of, re.split("[,;]", term[4:-1])):
            self._left -= area.size
            if area.size > _LARGEST_BLOCK or self._left < 0:
                raise _NotSimple
            total += sum((self._amount(place, is_strict=False) for place in area.places()), Decimal(0))
        return total

    def _amount(self, place: Place, *, is_strict: bool) -> Decimal:
        """The number in a cell; in a SUM words count as none, elsewhere they are an error."""
        number = self.result(place) if place in self.formulas else self._sheet.number_in(place)
        if isinstance(number, Decimal):
            return number
        if place in self.formulas or (is_strict and number is not None):
            raise _NotSimple
        return Decimal(0)
