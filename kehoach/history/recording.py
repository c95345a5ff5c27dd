"""Saving with a history that says who, when and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models

from kehoach.models import User


def save_recorded(
    instance: models.Model, *, by: User | None, at: datetime, reason: str, fields: Sequence[str] | None = None
) -> None:
    """Saves the named fields (all when None) and leaves a version in the history, dated `at`."""
    recorded: Any = instance
    recorded._history_user = by
    recorded._history_date = at
    recorded._change_reason = reason[:100]
    instance.save(update_fields=fields)


def delete_recorded(instance: models.Model, *, by: User | None, at: datetime, reason: str) -> None:
    """Deletes the row; its history keeps who did it, when and why."""
    recorded: Any = instance
    recorded._history_user = by
    recorded._history_date = at
    recorded._change_reason = reason[:100]
    instance.delete()
