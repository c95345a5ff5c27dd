"""When a month may be counted or corrected. Every rule explains its refusal in Vietnamese (see people.rules)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kehoach.common import formats
from kehoach.figures.rules import check_comes_in_time
from kehoach.models import User, YearFigures
from kehoach.people.rules import Refused, check_may_enter
from kehoach.tallies.months import Window, name_of
from kehoach.years.rules import check_unit_may_work


def check_can_count(figures: YearFigures, month: Window, by: User, at: datetime) -> None:
    """Whoever fills in the year's form counts its months, from their first day on, as long as the year takes figures.

    How far the form is does not matter: other reports need the months too.
    """
    check_may_enter(by, figures.facility.unit)
    check_unit_may_work(figures.reporting_year, figures.facility.unit_id, at)
    check_comes_in_time(figures, by, at)
    if timezone.localdate(at) < month.first_day:
        raise Refused(f"{name_of(month)} chưa tới. Ghi được từ ngày {formats.date_short(month.first_day)}.")
