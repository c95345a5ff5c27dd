"""The sums of a sheet, calculated again after cells were filled: SUM of cells and blocks, + and -. Imports no Django.

A viewer that does not calculate would show the old sums. What is more than that is left to Excel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Protocol

from baocao.superior_forms.files.worksheet import Area, Place, Worksheet, place_of

_CELL = r"\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}"
_SUM = rf"SUM\((?:{_CELL}(?::{_CELL})?(?:[,;](?!\))|(?=\))))+\)"
_TERM = re.compile(rf"([+-]?)({_SUM}|{_CELL}|[0-9]+(?:\.[0-9]+)?)")
# A column of a form has some hundred cells; whole columns are left to Excel.
_LARGEST_BLOCK = 5_000


class _NotSimple(Exception):
    """The formula is more than a sum, or adds something that is no number."""


class Amount(Protocol):
    """The number in a cell; strictly, where only a number or nothing may stand there."""

    def __call__(self, of: Place, *, is_strict: bool) -> Decimal: ...


def recalculate(sheet: Worksheet) -> None:
    """Every formula of the sheet gets its result of now, or none."""
    formulas = {place: (formula.text or "") for place, formula in sheet.formulas()}
    results: dict[Place, Decimal | None] = {}
    for place in formulas:
        _calculate(place, sheet, formulas, results)
    for place, result in results.items():
        sheet.set_result(place, result)


def _calculate(
    place: Place, sheet: Worksheet, formulas: Mapping[Place, str], results: dict[Place, Decimal | None]
) -> Decimal | None:
    """The result of one formula, those that it adds up calculated before it; None on a circle."""
    if place in results:
        return results[place]
    results[place] = None

    def amount(of: Place, *, is_strict: bool) -> Decimal:
        number = _calculate(of, sheet, formulas, results) if of in formulas else sheet.number_in(of)
        if isinstance(number, Decimal):
            return number
        if of in formulas or (is_strict and number is not None):
            raise _NotSimple
        return Decimal(0)

    try:
        text = formulas[place].replace(" ", "").upper()
        total, end = Decimal(0), 0
        for term in _TERM.finditer(text):
            if term.start() != end or (end and not term[1]):
                raise _NotSimple
            end = term.end()
            total += _term(term[2], amount) * (-1 if term[1] == "-" else 1)
        if not end or end != len(text):
            raise _NotSimple
        results[place] = total
    except (_NotSimple, InvalidOperation, RecursionError):
        results[place] = None
    return results[place]


def _term(term: str, amount: Amount) -> Decimal:
    """One number, cell or SUM. Raises _NotSimple."""
    if term.startswith("SUM("):
        return sum((amount(place, is_strict=False) for place in _places(term[4:-1])), Decimal(0))
    return Decimal(term) if term[0].isdigit() else amount(place_of(term), is_strict=True)


def _places(arguments: str) -> Iterator[Place]:
    for argument in re.split("[,;]", arguments):
        first, _, last = argument.partition(":")
        area = Area(place_of(first), place_of(last or first))
        if area.size > _LARGEST_BLOCK:
            raise _NotSimple
        yield from area.places()
