"""One case of one check of a library's figures."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from kehoach.questionnaire.checks import Case
from kehoach.questionnaire.values import Value
from thuvien.layout import PRIMARY

LAST_DAY = date(2026, 12, 14)


class Row(NamedTuple):
    """One case of one check, with every message it must give; `at` marks a case exactly at a threshold."""

    code: str
    now: Mapping[str, Value]
    says: tuple[str, ...] = ()
    last: Mapping[str, Value] | None = None
    kind: str = PRIMARY
    at: bool = False

    @property
    def case(self) -> Case:
        """The case, in the window that ends on LAST_DAY."""
        return Case(self.kind, self.now, self.last, LAST_DAY)
