"""What entry links do when something happens to their year."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from kehoach.links.actions import renew_links
from kehoach.models import ReportingYear, User
from kehoach.years.signals import deadlines_moved


@receiver(deadlines_moved)
def last_to_the_new_deadline(*, year: ReportingYear, by: User, at: datetime, **signal: Any) -> None:
    """Links live as long as the year's new deadline."""
    renew_links(year=year, by=by, at=at)
