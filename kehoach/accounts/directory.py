"""Who stands for which unit of a commune: the people, who is invited, and where nobody is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.db.models import Max, Q, QuerySet

from kehoach.common.formats import plain
from kehoach.common.tokens import code_of, hash_of
from kehoach.models import Commune, Invitation, Unit, User
from kehoach.models.people.disuse import disuse_of

# The key, among those of units, of who belongs to no commune.
_ABOVE = -1


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


def of_commune(commune: Commune, *, and_none: bool) -> Q:
    """What is a commune's; with `and_none` also what is of no commune: the level above and administrators."""
    return Q(commune=commune) | Q(commune=None) if and_none else Q(commune=commune)


def directory(commune: Commune, today: date, at: datetime, *, and_none: bool = False) -> list[UnitRow]:
    """Who belongs to no unit first, then every unit that there is today; a constant number of queries.

    With `and_none` those who belong to no commune come before all.
    """
    meant = of_commune(commune, and_none=and_none)
    people: dict[int | None, list[PersonRow]] = defaultdict(list)
    accounts = User.objects.filter(meant, is_link=False).select_related("unit", "commune")
    for account in accounts.annotate(last_seen=Max("sessions__seen_at")).order_by(
        "-is_active", "last_name", "username"
    ):
        people[account.unit_id if account.commune else _ABOVE].append(_row(account, today))
    invitations: dict[int | None, list[Invitation]] = defaultdict(list)
    for invitation in Invitation.objects.living(at).filter(meant, account=None).select_related("unit"):
        invitations[invitation.unit_id if invitation.commune_id else _ABOVE].append(invitation)
    there = Q(closed_on=None) | Q(closed_on__gt=today)
    units = commune.units.filter(there).order_by("pk")
    of_none = UnitRow(None, f"UBND {commune.full_name}", tuple(people[None]), tuple(invitations[None]))
    above = UnitRow(None, "Cấp trên và người quản trị", tuple(people[_ABOVE]), tuple(invitations[_ABOVE]))
    of_units = [UnitRow(unit, unit.name, tuple(people[unit.pk]), tuple(invitations[unit.pk])) for unit in units]
    return [*(row for row in (above, of_none) if row.people or row.invitations), *of_units]


def living_invitations(meant: Q, at: datetime, made: Collection[int] | None) -> QuerySet[Invitation]:
    """Those `of_commune` that somebody can still use; of `made` only, where it is given."""
    living = Invitation.objects.living(at).filter(meant).select_related("unit", "commune").order_by("pk")
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
    disuse = disuse_of(account)
    if not account.is_active:
        return PersonRow(account, disuse.used_on, Standing.OFF, None)
    is_away = disuse.is_near(today)
    return PersonRow(account, disuse.used_on, Standing.AWAY if is_away else None, disuse.ends_on if is_away else None)
