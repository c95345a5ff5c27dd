"""What further apps bring into the demonstration, which each of them adds when it starts.

So `prepare --demo` loads rows of tables that this package never imports.
"""

from __future__ import annotations

from collections.abc import Callable

from kehoach.models import Commune

Load = Callable[[Commune], None]

_loads: list[Load] = []


def add(load: Load) -> None:
    """Adds what is loaded into the demonstration's commune after its years."""
    _loads.append(load)


def loads() -> tuple[Load, ...]:
    """All that was added, in the order of INSTALLED_APPS."""
    return tuple(_loads)
