"""Whom the officer still has to remind of a year's figures, unit by unit, with what is known of how to reach them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kehoach.figures.submissions import Submission, submissions
from kehoach.links.handouts import Handout, handouts
from kehoach.models import Notice, ReminderKind, ReportingYear, Unit, User
from kehoach.reminders.reminders import grouped, remindable


@dataclass(frozen=True)
class Contact:
    """Somebody of a unit, and the last reminder of this year that was sent to them (None: none)."""

    person: User
    last: Notice | None


@dataclass(frozen=True)
class FollowUp:
    """A unit that has not submitted: its forms, the longest waiting first, its people and its entry link."""

    handout: Handout
    contacts: tuple[Contact, ...]
    owed: tuple[Submission, ...]

    @property
    def unit(self) -> Unit:
        """The unit."""
        return self.handout.unit

    @property
    def overdue_days(self) -> int:
        """Days since the deadline; 0 while it has not passed."""
        return max(form.overdue_days for form in self.owed)


def follow_ups(year: ReportingYear, today: date, at: datetime) -> list[FollowUp]:
    """Every unit that owes forms of an open year, in the order of the plan's list; a constant number of queries."""
    if year.is_closed:
        return []
    owed = grouped((form.unit_id, form) for form in submissions([year], today).to_chase)
    units = Unit.objects.filter(pk__in=[unit for unit in owed if unit is not None])
    of_other = (ReminderKind.WAITING, ReminderKind.ASKED, ReminderKind.LATE_TASKS)
    sent = Notice.objects.filter(reporting_year=year).exclude(occasion__in=of_other).order_by("sent_at")
    last = {notice.person_id: notice for notice in sent}
    people = remindable().filter(commune=year.commune_id, unit__isnull=False)
    contacts = grouped((person.unit_id, Contact(person, last.get(person.pk))) for person in people if person.unit_id)
    return [
        FollowUp(handout, tuple(contacts.get(handout.unit.pk, ())), tuple(owed[handout.unit.pk]))
        for handout in handouts(year, at, units)
    ]
