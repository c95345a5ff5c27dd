"""Columns for text of people: whatever way it comes in, what is kept has passed the gate (gate).

To a migration they are Django's own columns; a database cannot tell them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from kehoach.common.fields import TextField
from kehoach.common.text.gate import tidy_line, tidy_lines


class TidyText(models.Field):  # type: ignore[type-arg]
    """What the columns have in common: `tidy` says what is kept of a text."""

    if TYPE_CHECKING:
        # What stands in a row; the stubs of Django cannot say it of a column of one's own.
        def __get__(self, row: Any, model: Any) -> str: ...  # type: ignore[override]
        def __set__(self, row: Any, text: Any) -> None: ...

    @staticmethod
    def tidy(text: str) -> str:
        """The text as it is kept."""
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        """The text as it is kept; Django asks for it before a row is checked, saved or looked for."""
        text = super().to_python(value)
        return self.tidy(text) if isinstance(text, str) else text

    def formfield(self, **kwargs: Any) -> Any:
        """An input that tidies what is typed before its length is looked at."""
        return super().formfield(**{"form_class": TextField, **kwargs})

    def deconstruct(self) -> Any:
        """As the column of Django that it is."""
        name, _, args, kwargs = super().deconstruct()
        kind = "TextField" if isinstance(self, models.TextField) else "CharField"
        return name, f"django.db.models.{kind}", args, kwargs


class LineField(TidyText, models.CharField):  # type: ignore[type-arg]
    """A name, number or title: one line."""

    tidy = staticmethod(tidy_line)


class NoteField(TidyText, models.CharField):  # type: ignore[type-arg]
    """A reason or remark of a few lines."""

    tidy = staticmethod(tidy_lines)


class ProseField(TidyText, models.TextField):  # type: ignore[type-arg]
    """Text of any length, line by line."""

    tidy = staticmethod(tidy_lines)


class NotesField(models.JSONField):
    """Notes or answers by what they are about, each text on one line."""

    def get_prep_value(self, value: Any) -> Any:
        """The notes as they are kept."""
        notes = super().get_prep_value(value)
        if not isinstance(notes, dict):
            return notes
        return {name: tidy_line(note) if isinstance(note, str) else note for name, note in notes.items()}

    def deconstruct(self) -> Any:
        """As the column of Django that it is."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs
