"""The filters above a book's list; they offer what the list has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from kehoach.books import Book


class BookFilter(forms.Form):
    """Unit and task; wrong values in the address narrow nothing."""

    def __init__(self, book: Book, rows: Sequence[Any], asked: Mapping[str, Any]) -> None:
        super().__init__(asked)
        self.rows = rows
        units = {str(row.unit.code): row.unit.name for row in rows if row.unit}
        tasks = {row.task.code: str(row.task) for row in rows if row.task}
        for name, label, nothing, offered in (
            ("don-vi", "Đơn vị", "Mọi đơn vị", units),
            ("nhiem-vu", "Nhiệm vụ", "Mọi nhiệm vụ", tasks),
        ):
            if len(offered) > 1:
                choices = [("", nothing), *sorted(offered.items())]
                self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    def chosen(self) -> list[Any]:
        """The rows that the filters let through."""
        self.is_valid()
        unit, task = (self.cleaned_data.get(name, "") for name in ("don-vi", "nhiem-vu"))
        return [
            row
            for row in self.rows
            if (not unit or (row.unit and row.unit.code == unit)) and (not task or (row.task and row.task.code == task))
        ]

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return any(self.cleaned_data.values())
