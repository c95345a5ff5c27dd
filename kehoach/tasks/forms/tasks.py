"""Choosing clauses of the list, giving out tasks in bulk, and asking several units at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from kehoach.common import formats
from kehoach.models import AssignmentRole, ProgressState, Section, Task, Unit, UnitKind
from kehoach.tasks.clauses import ClauseProgress, UnitProgress
from kehoach.tasks.forms.results import AskForm

SECTION, UNIT, STATE, LATE, YEAR = "muc", "don-vi", "trang-thai", "qua-han", "nam"


class TaskFilterForm(forms.Form):
    """Which clauses are listed, out of the address; what it cannot read it leaves aside."""

    def __init__(self, sections: Iterable[Section], units: Iterable[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = {section.code: section for section in sections}
        parts = [(code, f"{code} {section.title.rstrip(' .:')}"[:60]) for code, section in self.sections.items()]
        self.fields[YEAR] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields[SECTION] = forms.ChoiceField(label="Mục", choices=[("", "Tất cả"), *parts], required=False)
        known = [(unit.code, unit.name) for unit in units]
        if len(known) > 1:
            self.fields[UNIT] = forms.ChoiceField(label="Đơn vị", choices=[("", "Tất cả"), *known], required=False)
        self.fields[STATE] = forms.ChoiceField(
            label="Tình trạng", choices=[("", "Tất cả"), *ProgressState.choices], required=False
        )
        self.fields[LATE] = forms.BooleanField(label="Chỉ việc quá hạn", required=False)

    @property
    def narrows(self) -> bool:
        """Whether anything but the year was asked for."""
        self.is_valid()
        return any(value for name, value in self.cleaned_data.items() if name != YEAR)

    @property
    def unit(self) -> str:
        """The code of the unit that was asked for; empty where none was."""
        self.is_valid()
        return str(self.cleaned_data.get(UNIT, ""))

    def chosen(self, clauses: Iterable[ClauseProgress]) -> list[ClauseProgress]:
        """The clauses that were asked for, in the order in which they came."""
        self.is_valid()
        return [clause for clause in clauses if self._fits(clause)]

    def _fits(self, clause: ClauseProgress) -> bool:
        """State and lateness are the clause's, or where a unit was chosen that unit's."""
        chosen = self.cleaned_data
        section, unit, state = (chosen.get(name, "") for name in (SECTION, UNIT, STATE))
        parts = [part for part in clause.units if not unit or part.unit.code == unit]
        found_state = parts[0].state if unit and parts else clause.state
        return (
            (not section or self.sections[section].covers(clause.task.code))
            and bool(parts or not unit)
            and state in ("", found_state)
            and (not chosen.get(LATE) or any(part.overdue_days for part in parts))
        )


class AssignManyForm(forms.Form):
    """Several tasks to several units: ticked one by one, or all of a kind."""

    part = forms.ChoiceField(
        label="Vai trò", choices=AssignmentRole.choices, initial=AssignmentRole.LEAD, widget=forms.RadioSelect
    )

    def __init__(self, tasks: Sequence[Task], units: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks, self.units = {task.code: task for task in tasks}, {unit.code: unit for unit in units}
        numbers = {kind: sum(unit.kind == kind for unit in units) for kind in UnitKind}
        several = [(kind.value, f"{kind.label}: {many} đơn vị") for kind, many in numbers.items() if many > 1]
        for name, label, choices in (
            ("kinds", "Cả loại đơn vị", several),
            ("chosen_units", "Từng đơn vị", [(unit.code, unit.name) for unit in units]),
            ("chosen_tasks", "Nhiệm vụ", [(task.code, str(task)) for task in tasks]),
        ):
            self.fields[name] = forms.MultipleChoiceField(
                label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )
        self.fields["chosen_tasks"].required = True
        self.fields["chosen_tasks"].error_messages["required"] = "Hãy chọn ít nhất một nhiệm vụ."

    def clean(self) -> dict[str, Any]:
        """Somebody has to be given the tasks."""
        cleaned = super().clean() or {}
        if not cleaned.get("kinds") and not cleaned.get("chosen_units"):
            self.add_error("chosen_units", "Hãy chọn ít nhất một đơn vị, hoặc cả một loại đơn vị.")
        return cleaned

    @property
    def given(self) -> tuple[list[Task], list[Unit]]:
        """The tasks, and the units that get them."""
        chosen = self.cleaned_data
        units = [
            unit for code, unit in self.units.items() if code in chosen["chosen_units"] or unit.kind in chosen["kinds"]
        ]
        return [self.tasks[code] for code in chosen["chosen_tasks"]], units


class AskManyForm(AskForm):
    """The same question to several units, each about a task that it is late with."""

    def __init__(self, late: Sequence[UnitProgress], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.late = {f"{part.year}/{part.task.code}/{part.unit.code}": part for part in late}
        choices = [
            (key, f"{part.unit.name}: {part.task}, năm {part.year} (quá hạn {formats.count(part.overdue_days)} ngày)")
            for key, part in self.late.items()
        ]
        self.fields["parts"] = forms.MultipleChoiceField(
            label="Hỏi đơn vị nào, về việc nào",
            choices=choices,
            initial=list(self.late),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Hãy chọn ít nhất một đơn vị."},
        )
        self.order_fields(("parts", "question", "answer_by"))

    @property
    def chosen(self) -> list[UnitProgress]:
        """The units and tasks that were ticked."""
        return [self.late[key] for key in self.cleaned_data["parts"]]
