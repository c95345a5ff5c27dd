"""The provinces that the portal has communes of."""

from __future__ import annotations

from collections.abc import Collection

from kehoach.common.folding import accented
from kehoach.common.text.ordering import order_of
from kehoach.models import Commune

_TITLES = ("tỉnh ", "thành phố ")


def provinces() -> list[str]:
    """Their names as the communes have them, in the alphabet's order without tỉnh and thành phố."""
    names = Commune.objects.order_by().values_list("province", flat=True).distinct()
    return sorted(names, key=lambda name: order_of(_name(name)))


def provinces_named(text: str) -> Collection[str]:
    """Those that somebody means by “Hải Phòng” or “thành phố Hải Phòng”; a province that became a city is both."""
    asked = accented(" ".join(text.split()))
    return [name for name in provinces() if asked in (accented(name), accented(_name(name)))]


def _name(province: str) -> str:
    for title in _TITLES:
        if province.lower().startswith(title):
            return province[len(title) :]
    return province
