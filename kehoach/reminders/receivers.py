"""Letters that go out because something has happened, not because a day has come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import Signal

from kehoach.figures.signals import figures_returned
from kehoach.models import ReminderKind, ReportingYear
from kehoach.reminders.actions import remind_on_commit
from kehoach.tasks.signals import explanation_asked
from kehoach.years.signals import year_opened


def _connect(signal: Signal, occasion: ReminderKind) -> None:
    def write(*, year: ReportingYear, at: datetime, **more: Any) -> None:
        remind_on_commit(year, occasion, at=at)

    signal.connect(write, weak=False, dispatch_uid=f"letters-{occasion}")


_connect(year_opened, ReminderKind.OPENED)
_connect(figures_returned, ReminderKind.RETURNED)
_connect(explanation_asked, ReminderKind.ASKED)
