"""Saving with a history that says who, when and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from kehoach.models import User


def save_recorded(instance: models.Model, *, by: User | None, at: datetime, reason: str) -> None:
    """Saves the whole row, so that the version that it leaves in the history, dated `at`, is what the table holds."""
    recorded: Any = instance
    recorded._history_user = by
    recorded._history_date = at
    recorded._change_reason = reason[:100]
    instance.save()


def delete_recorded(instance: models.Model, *, by: User | None, at: datetime, reason: str) -> None:
    """Deletes the row; its history keeps who did it, when and why."""
    recorded: Any = instance
    recorded._history_user = by
    recorded._history_date = at
    recorded._change_reason = reason[:100]
    instance.delete()
