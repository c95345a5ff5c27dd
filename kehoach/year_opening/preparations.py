"""What a commune should have ready before it opens a year, each with the page where it is made ready."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from kehoach.common import formats
from kehoach.figures.submissions import units_with_account
from kehoach.models import Commune, Unit
from kehoach.models.kinds import kinds

_MOST_NAMES = 6


@dataclass(frozen=True)
class Preparation:
    """Something that is missing: a sentence, and the page that helps ("" where there is none)."""

    sentence: str
    url: str = ""
    label: str = ""


Missing = Callable[[Commune], Iterator[Preparation]]
_further: list[Missing] = []


def add(missing: Missing) -> None:
    """Lets another package say what it misses before a year is opened."""
    _further.append(missing)


def preparations(commune: Commune) -> list[Preparation]:
    """Everything that is missing now; an empty list where the year can be opened with a quiet mind."""
    return [
        preparation for missing in (_without_account, _without_telephone, *_further) for preparation in missing(commune)
    ]


def _without_account(commune: Commune) -> Iterator[Preparation]:
    """Units with an open facility and nobody who can sign in: they need an entry link."""
    with_facility = {
        unit
        for kind in kinds()
        for unit in kind.population(commune, timezone.localdate()).values_list("unit_id", flat=True)
    }
    units = list(Unit.objects.filter(pk__in=with_facility - units_with_account([commune.pk])))
    if units:
        names = ", ".join(unit.name for unit in units[:_MOST_NAMES])
        more = f" và {formats.count(len(units) - _MOST_NAMES)} đơn vị khác" if len(units) > _MOST_NAMES else ""
        yield Preparation(
            f"{formats.count(len(units))} đơn vị chưa có tài khoản: {names}{more}. "
            "Sau khi mở năm, hãy gửi cho họ đường dẫn nhập liệu."
        )


def _without_telephone(commune: Commune) -> Iterator[Preparation]:
    if not commune.contact_phone:
        yield Preparation(
            "Chưa ghi số điện thoại của người phụ trách: đơn vị gặp khó sẽ không biết gọi ai.",
            reverse("contact"),
            "Ghi người phụ trách",
        )
