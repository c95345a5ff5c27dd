"""What the officer has to hand out for a year: every unit with forms, and how its entry link stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from kehoach.common import formats
from kehoach.common.tokens import hash_of, token_of
from kehoach.figures.submissions import units_with_forms
from kehoach.models import EntryLink, LinkState, ReportingYear, Unit


@dataclass(frozen=True)
class Handout:
    """One unit and its newest link of the year, if there is one. `path` is empty unless the link can be given away."""

    unit: Unit
    link: EntryLink | None
    state: LinkState
    path: str

    @property
    def is_unreadable(self) -> bool:
        """Whether the link still opens the forms, but cannot be displayed again."""
        return self.state == LinkState.UNREADABLE

    @property
    def is_expired(self) -> bool:
        """Whether its time, or its year, is over."""
        return self.state == LinkState.EXPIRED

    @property
    def is_revoked(self) -> bool:
        """Whether the officer has taken it back."""
        return self.state == LinkState.REVOKED

    @property
    def until(self) -> str:
        """Until when the link opens the forms: “hết ngày 05/12/2026”, or “17:00 20/12/2026”."""
        if self.link is None:
            return ""
        end = timezone.localtime(self.link.expires_at)
        if (end.hour, end.minute) == (0, 0):
            return f"hết ngày {formats.date_short((end - timedelta(days=1)).date())}"
        return f"{end:%H:%M} {formats.date_short(end.date())}"


def handouts(year: ReportingYear, at: datetime, units: Iterable[Unit] | None = None) -> list[Handout]:
    """These units, or every unit with forms of the year; as many queries for one unit as for hundreds."""
    links = EntryLink.objects.filter(reporting_year=year)
    newest = {link.unit_id: link for link in links.order_by("created_at", "pk")}
    living = set(links.living(at).values_list("pk", flat=True))
    shown = units_with_forms(year) if units is None else units
    return [_handout(unit, newest.get(unit.pk), living) for unit in shown]


def _handout(unit: Unit, link: EntryLink | None, living: set[int]) -> Handout:
    if link is None:
        return Handout(unit, None, LinkState.NONE, "")
    if link.revoked_at is not None:
        return Handout(unit, link, LinkState.REVOKED, "")
    if link.pk not in living:
        return Handout(unit, link, LinkState.EXPIRED, "")
    token = token_of(link.nonce)
    if hash_of(token) != link.token_hash:  # made with another SECRET_KEY: what was sent still opens the forms
        return Handout(unit, link, LinkState.UNREADABLE, "")
    return Handout(
        unit, link, LinkState.USED if link.first_used_at else LinkState.SENT, reverse("entry_link", args=[token])
    )
