"""Who stands for which unit of a commune: the people, who is invited, and where nobody is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from django.db.models import Max, Q, QuerySet

from kehoach.common.formats import plain
from kehoach.common.tokens import code_of, hash_of
from kehoach.models import Commune, Invitation, Unit, User

# After so many days without signing in an account is switched off (TCVN 14423:2026); it is said so many days before.
UNUSED_DAYS, NOTICE_DAYS = 45, 14


class Standing(Enum):
    """What is unusual about somebody; as it stands in an address, and in words."""

    NOBODY = "chua-co-nguoi", "Chưa có người"
    INVITED = "da-moi", "Đã mời, chưa vào"
    AWAY = "lau-khong-vao", "Lâu không vào"
    OFF = "da-tat", "Đã tắt"

    def __init__(self, slug: str, label: str) -> None:
        self.slug, self.label = slug, label


@dataclass(frozen=True)
class PersonRow:
    """An account, with when it was last used and what is unusual about it (None: nothing)."""

    account: User
    seen_on: date | None
    standing: Standing | None
    switched_off_on: date | None


@dataclass(frozen=True)
class UnitRow:
    """A unit with its people and those who are invited; `unit` is None for those who belong to none."""

    unit: Unit | None
    title: str
    people: tuple[PersonRow, ...]
    invitations: tuple[Invitation, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nobody can sign in for the unit and nobody is invited."""
        return not self.invitations and not any(row.account.is_active for row in self.people)

    @property
    def standings(self) -> set[Standing]:
        """What is unusual about the unit and its people."""
        found = {row.standing for row in self.people if row.standing}
        found |= {Standing.INVITED} if self.invitations else set()
        return found | ({Standing.NOBODY} if self.is_empty and self.unit else set())

    def has(self, query: str) -> bool:
        """Whether the unit or somebody of it is meant by some words, typed with marks or without."""
        names = [self.title, *(f"{row.account} {row.account.username}" for row in self.people)]
        return all(word in plain(" ".join(names)) for word in plain(query).split())


def directory(commune: Commune, today: date, at: datetime) -> list[UnitRow]:
    """Who belongs to no unit first, then every unit that there is today; a constant number of queries."""
    people: dict[int | None, list[PersonRow]] = defaultdict(list)
    accounts = User.objects.filter(commune=commune, is_link=False).select_related("unit", "commune")
    for account in accounts.annotate(last_seen=Max("sessions__seen_at")).order_by(
        "-is_active", "last_name", "username"
    ):
        people[account.unit_id].append(_row(account, today))
    invitations: dict[int | None, list[Invitation]] = defaultdict(list)
    for invitation in Invitation.objects.living(at).filter(commune=commune, account=None).select_related("unit"):
        invitations[invitation.unit_id].append(invitation)
    there = Q(closed_on=None) | Q(closed_on__gt=today)
    units = commune.units.filter(there).order_by("pk")
    of_none = UnitRow(None, f"UBND {commune.full_name}", tuple(people[None]), tuple(invitations[None]))
    of_units = [UnitRow(unit, unit.name, tuple(people[unit.pk]), tuple(invitations[unit.pk])) for unit in units]
    return [of_none, *of_units] if of_none.people or of_none.invitations else of_units


def living_invitations(commune: Commune, at: datetime, made: Collection[int] | None) -> QuerySet[Invitation]:
    """Those of a commune that somebody can still use; of `made` only, where it is given."""
    living = Invitation.objects.living(at).filter(commune=commune).select_related("unit", "commune").order_by("pk")
    return living if made is None else living.filter(pk__in=made)


def chosen(rows: Iterable[UnitRow], query: str, standing: str) -> list[UnitRow]:
    """The rows that somebody looks for, by words and by what is unusual."""
    return [
        row
        for row in rows
        if row.has(query) and (not standing or standing in {unusual.slug for unusual in row.standings})
    ]


def code_to_show(invitation: Invitation) -> str:
    """The code of an invitation; empty where it was made with another key of the installation."""
    code = code_of(invitation.nonce)
    return code if hash_of(code) == invitation.code_hash else ""


def _row(account: User, today: date) -> PersonRow:
    moments = filter(None, (account.last_login, getattr(account, "last_seen", None)))
    seen = max((moment.date() for moment in moments), default=None)
    if not account.is_active:
        return PersonRow(account, seen, Standing.OFF, None)
    ends = (seen or account.date_joined.date()) + timedelta(days=UNUSED_DAYS)
    is_away = ends - today <= timedelta(days=NOTICE_DAYS)
    return PersonRow(account, seen, Standing.AWAY if is_away else None, ends if is_away else None)
