"""Numbers of a form that are made of others: sums and ratios."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.filling.readings import (
    NOT_ASKED,
    NOT_COMPUTED,
    NOT_THERE,
    NOT_WHOLE,
    Cut,
    Reading,
    Source,
)
from kehoach.common import formats


@dataclass(frozen=True)
class Added:
    """Several sources added up."""

    sources: tuple[Source, ...]

    @property
    def origin(self) -> str:
        """The parts."""
        return " + ".join(source.origin for source in self.sources)

    @property
    def flows(self) -> bool:
        """Whether any part does."""
        return any(source.flows for source in self.sources)

    def read(self, gathered: Gathered, cut: Cut) -> Reading:
        """The sum of those that apply."""
        readings = [source.read(gathered, cut) for source in self.sources]
        missing = tuple(dict.fromkeys(lack for reading in readings for lack in reading.missing))
        period = "; ".join(dict.fromkeys(reading.period for reading in readings if reading.period))
        amounts = [reading.amount for reading in readings if reading.amount is not None]
        if missing:
            return Reading(NOT_WHOLE if amounts else NOT_THERE, period, missing)
        if not amounts:
            return Reading(NOT_ASKED)
        total = sum(amounts, Fraction())
        return Reading(formats.decimal(total, 2), period, (), total)


@dataclass(frozen=True)
class Ratio:
    """One amount by another, `times` as large: 100 for a percentage, 1000 for a number on a thousand people."""

    top: Source
    bottom: Source
    times: int = 1
    places: int = 2

    @property
    def origin(self) -> str:
        """Top : bottom"""
        factor = "" if self.times == 1 else f" × {formats.count(self.times)}"
        return f"[{self.top.origin}] : [{self.bottom.origin}]{factor}"

    @property
    def flows(self) -> bool:
        """Whether its top does."""
        return self.top.flows

    def read(self, gathered: Gathered, cut: Cut) -> Reading:
        """The ratio of those whom the top is about; without anything below there is none."""
        if len(cut.facilities) > 1:
            each = [
                (facility, self.top.read(gathered, replace(cut, facilities=(facility,)))) for facility in cut.facilities
            ]
            cut = replace(cut, facilities=[facility for facility, reading in each if reading.text != NOT_ASKED])
        top, bottom = self.top.read(gathered, cut), self.bottom.read(gathered, cut)
        missing = tuple(dict.fromkeys((*top.missing, *bottom.missing)))
        if missing:
            return Reading(NOT_THERE, top.period, missing)
        if top.text == NOT_ASKED:
            return top
        if top.amount is None or not bottom.amount:
            return Reading(NOT_COMPUTED, top.period)
        ratio = top.amount * self.times / bottom.amount
        suffix = "%" if self.times == 100 else ""
        return Reading(f"{formats.decimal(ratio, self.places)}{suffix}", top.period, (), ratio)
