"""The table of who gets what at every address, one area of the portal after the other.

One line for each route, kind of object and method, one column for each role. `in` is a redirect to the sign-in page; a
line that names one status after `in` means it of everybody who is signed in. Every module in areas/ is an area.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from tests.access import areas as folder
from tests.cast import Cast

# The stranger is another commune's officer; overseer and administrator have chosen the commune of the demonstration.
ROLES = ("anonymous", "reporter", "colleague", "officer", "leader", "stranger", "overseer", "administrator")


@dataclass(frozen=True)
class Row:
    """One line of the table: what is asked for, and what each role gets. `app` is the route's namespace."""

    area: Area
    app: str
    route: str
    object: str
    method: str
    statuses: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join((self.method, self.name, self.object))

    @property
    def name(self) -> str:
        """The full name of the route."""
        return f"{self.app}:{self.route}" if self.app else self.route

    def parameters(self) -> dict[str, Any]:
        """The parameters of the row's address; what is there is put into the state that the row is about."""
        return self.area.parameters[self.object](self) if self.object != "-" else {}

    def sent(self) -> dict[str, Any]:
        """What a browser would send with the row's POST, so that nothing but the right is in its way."""
        return self.area.sent[self.route](self) if self.route in self.area.sent else {}


Of = Callable[[Row], dict[str, Any]]


def always(**given: Any) -> Of:
    """An object that is there from the start, or a body that is always the same."""
    return lambda row: given


@dataclass(frozen=True)
class Area:
    """What one area of the portal has in the table.

    `parameters` gives those of the address for each kind of object in the table, `sent` the body of a POST for
    each route that needs one. `set_up` makes what the rows need, once before all of them. `reasons` are the sentences
    that say why somebody is refused. `previews` are the routes that do the work to show it, and take it back.
    """

    table: str
    parameters: Mapping[str, Of] = field(default_factory=dict)
    sent: Mapping[str, Of] = field(default_factory=dict)
    set_up: Callable[[Cast], None] = lambda cast: None
    reasons: tuple[str, ...] = ()
    apps: tuple[str, ...] = ("",)
    previews: frozenset[str] = frozenset()

    def rows(self) -> Iterator[Row]:
        """The lines of the area, in every app whose routes it tells."""
        for app in self.apps:
            for line in self.table.strip().splitlines():
                route, what, method, anonymous, *others = line.split()
                everybody = others if len(others) > 1 else others * (len(ROLES) - 1)
                yield Row(self, app, route, what, method, (anonymous, *everybody))


@cache
def areas() -> tuple[Area, ...]:
    """All areas, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    return tuple(import_module(f"{folder.__name__}.{name}").AREA for name in names)


def rows() -> Iterator[Row]:
    """The whole table."""
    for area in areas():
        yield from area.rows()
