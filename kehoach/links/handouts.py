"""What the officer has to hand out for a year: every unit with forms, and how its entry link stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kehoach.common.tokens import hash_of, token_of
from kehoach.figures.submissions import units_with_forms
from kehoach.models import EntryLink, LinkState, ReportingYear, Unit, YearFigures
from kehoach.models.kinds import FigureKind, kinds


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
    def is_closed(self) -> bool:
        """Whether nothing can be entered through it, because its year is closed to the unit."""
        return self.state == LinkState.CLOSED

    @property
    def is_revoked(self) -> bool:
        """Whether the officer has taken it back."""
        return self.state == LinkState.REVOKED

    def address(self, request: HttpRequest) -> str:
        """The whole address of the link, for other people; empty where it cannot be given away."""
        return public_address(self.path, request) if self.path else ""


def public_address(path: str, request: HttpRequest) -> str:
    """A whole address for other people: below PUBLIC_URL, where that is set, not at the host where the officer is."""
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)


def handouts(year: ReportingYear, at: datetime, units: Iterable[Unit] | None = None) -> list[Handout]:
    """These units, or every unit with forms of the year; as many queries for one unit as for hundreds."""
    links = EntryLink.objects.filter(reporting_year=year)
    newest = {link.unit_id: link for link in links.order_by("created_at", "pk")}
    living = set(links.living(at).values_list("pk", flat=True))
    shown = units_with_forms(year) if units is None else units
    return [_handout(unit, newest.get(unit.pk), living) for unit in shown]


def forms_behind(link: EntryLink) -> list[tuple[FigureKind, YearFigures]]:
    """The forms that a link opens, each with its kind."""
    return [
        (kind, figures)
        for kind in kinds()
        for figures in kind.figures_asked.filter(
            reporting_year=link.reporting_year, facility__unit=link.unit
        ).select_related("facility")
    ]


def _handout(unit: Unit, link: EntryLink | None, living: set[int]) -> Handout:
    if link is None:
        return Handout(unit, None, LinkState.NONE, "")
    if link.revoked_at is not None:
        return Handout(unit, link, LinkState.REVOKED, "")
    if link.pk not in living:
        return Handout(unit, link, LinkState.CLOSED, "")
    token = token_of(link.nonce)
    if hash_of(token) != link.token_hash:  # made with another SECRET_KEY: what was sent still opens the forms
        return Handout(unit, link, LinkState.UNREADABLE, "")
    return Handout(
        unit, link, LinkState.USED if link.first_used_at else LinkState.SENT, reverse("entry_link", args=[token])
    )
