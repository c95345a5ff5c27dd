"""Who leads a task and who takes part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from kehoach.models import AssignmentRole, Task, Unit


class AssignmentForm(forms.Form):
    """One choice a unit: leads, takes part, or neither."""

    def __init__(self, task: Task, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = list(Unit.objects.filter(commune=task.plan.commune, closed_on=None))
        present = dict(task.assignments.values_list("unit_id", "part"))
        for unit in self.units:
            self.fields[f"unit-{unit.pk}"] = forms.ChoiceField(
                label=unit.name,
                choices=[("", "Không"), *AssignmentRole.choices],
                required=False,
                initial=present.get(unit.pk, ""),
            )

    @property
    def parts(self) -> dict[Unit, AssignmentRole]:
        """The units that were given a part, and which."""
        chosen = ((unit, self.cleaned_data[f"unit-{unit.pk}"]) for unit in self.units)
        return {unit: AssignmentRole(part) for unit, part in chosen if part}

    def clean(self) -> dict[str, Any]:
        """Somebody has to lead."""
        cleaned = super().clean() or {}
        if AssignmentRole.LEAD not in cleaned.values():
            raise forms.ValidationError("Cần ít nhất một đơn vị chủ trì.")
        return cleaned

    def rows(self) -> Iterator[forms.BoundField]:
        """The choices, one a unit, in the order of the units."""
        return (self[f"unit-{unit.pk}"] for unit in self.units)
