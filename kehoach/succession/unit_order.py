"""The order in which a commune lists its units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction

from kehoach.common.fields import CountField
from kehoach.common.versions import Conflict, digest_of
from kehoach.history.recording import save_recorded
from kehoach.models import Commune, Unit, User
from kehoach.models.places.units import UNSORTED


class UnitOrderForm(forms.Form):
    """A number for each unit; equal numbers stay in the order in which they stood."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, units: Sequence[Unit], data: Any = None) -> None:
        super().__init__(data, initial={"seen": _digest(units)})
        self.units = units
        for number, unit in enumerate(units, start=1):
            self.fields[f"unit-{unit.pk}"] = CountField(
                label=unit.name,
                initial=number,
                smallest=1,
                largest=UNSORTED - 1,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )

    @property
    def in_order(self) -> list[Unit]:
        """The units by the numbers that were typed."""
        return sorted(self.units, key=lambda unit: self.cleaned_data[f"unit-{unit.pk}"])


@transaction.atomic
def put_in_order(*, commune: Commune, units: Sequence[Unit], seen: str, by: User, at: datetime) -> None:
    """Lists the commune's units in this order from now on, with a history. Idempotent.

    Raises Conflict where the units or their order are others than those that were `seen`.
    """
    now = list(commune.units.filter(closed_on=None).select_for_update())
    if [unit.pk for unit in now] == [unit.pk for unit in units]:
        return
    if _digest(now) != seen:
        raise Conflict("Danh sách đơn vị đã thay đổi trong lúc đó. Hãy xem lại thứ tự rồi ghi.", now)
    position = {unit.pk: number for number, unit in enumerate(units, start=1)}
    for unit in now:
        if unit.position != position[unit.pk]:
            unit.position = position[unit.pk]
            save_recorded(unit, by=by, at=at, reason="Xếp thứ tự đơn vị")


def _digest(units: Sequence[Unit]) -> str:
    return digest_of([unit.pk for unit in units])
