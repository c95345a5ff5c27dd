"""The commune of the demonstration with all that its files name by a code, read once."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from kehoach.models import Commune, Occasion, Role, Task, Unit, User
from kehoach.models.kinds import kinds


class DemoCommune:
    """Units, tasks, occasions and facilities by their codes, and who works for which unit."""

    def __init__(self, commune: Commune) -> None:
        self.commune = commune
        self.units = {unit.code: unit for unit in Unit.objects.filter(commune=commune).select_related("commune")}
        people = User.objects.filter(commune=commune).select_related("commune", "unit")
        self.officer = next(user for user in people if user.role == Role.OFFICER)
        self._reporters = {user.unit_id: user for user in people if user.role == Role.REPORTER}

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """The tasks of the commune's plan."""
        return {task.code: task for task in Task.objects.filter(plan__commune=self.commune)}

    @cached_property
    def _by_column(self) -> dict[str, dict[str, Any]]:
        occasions = Occasion.objects.filter(plan__commune=self.commune)
        facilities = [facility for kind in kinds() for facility in kind.facilities.filter(commune=self.commune)]
        return {
            "unit": self.units,
            "task": self.tasks,
            "occasion": {occasion.code: occasion for occasion in occasions},
            "facility": {facility.code: facility for facility in facilities},
        }

    def named(self, column: str, code: str) -> Any:
        """The object of a column that names one. Raises KeyError for a code that is not there."""
        return self._by_column[column][code]

    def writer_of(self, unit: Unit | None) -> User:
        """The unit's own person, else the officer on its behalf."""
        return self._reporters.get(unit.pk, self.officer) if unit else self.officer
