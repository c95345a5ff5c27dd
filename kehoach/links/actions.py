"""Entry links: made and revoked by the officer, entered by whoever holds the token."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects

from kehoach.common.tokens import hash_of, new_nonce, token_of
from kehoach.figures.actions.figures import open_form
from kehoach.history.recording import save_recorded
from kehoach.links.rules import check_can_hand_out_link, check_may_hand_out_links
from kehoach.models import EntryLink, ReportingYear, Role, State, Unit, User
from kehoach.models.kinds import kinds
from kehoach.people.rules import Refused

_THROUGH_LINK = " (qua đường dẫn)"
_POSITION_LENGTH = 100


class NoSuchLink(Refused):
    """The token opens nothing. It never says why: a guess and a revoked link look the same."""

    def __init__(self) -> None:
        super().__init__("Đường dẫn này không dùng được.")


@transaction.atomic
def link_for(*, unit: Unit, year: ReportingYear, by: User, at: datetime) -> EntryLink:
    """The unit's link of the year: the one that there is, or a new one. Raises Refused in a year closed to the unit.

    It opens the forms for as long as the unit may work on the year, beyond the deadline: that is when it is needed.
    """
    # no_key: rows that name the unit or the year are not held up, or two actions could wait for each other.
    unit = Unit.objects.select_for_update(of=("self",), no_key=True).select_related("commune").get(pk=unit.pk)
    check_can_hand_out_link(year, unit, by, at)
    _account_of(unit, by=by, at=at)
    link = EntryLink.objects.filter(unit=unit, reporting_year=year, revoked_at=None).first()
    if link is not None:
        return link
    nonce = new_nonce()
    link = EntryLink(
        unit=unit,
        reporting_year=year,
        nonce=nonce,
        token_hash=hash_of(token_of(nonce)),
        created_at=at,
        created_by=by,
    )
    save_recorded(link, by=by, at=at, reason="Tạo đường dẫn")
    return link


@transaction.atomic
def links_for(*, units: Iterable[Unit], year: ReportingYear, by: User, at: datetime) -> list[EntryLink]:
    """The same for several units, all or none."""
    prefetch_related_objects([year], "exceptions")
    return [link_for(unit=unit, year=year, by=by, at=at) for unit in units]


@transaction.atomic
def revoke(*, link: EntryLink, by: User, at: datetime) -> EntryLink:
    """From now on the link and every session that came through it open nothing. Idempotent."""
    link = EntryLink.objects.select_for_update(of=("self",)).select_related("unit__commune").get(pk=link.pk)
    check_may_hand_out_links(by, link.unit.commune)
    if link.revoked_at is None:
        link.revoked_at, link.revoked_by = at, by
        save_recorded(link, by=by, at=at, reason="Thu hồi đường dẫn")
    return link


@transaction.atomic
def enter(*, token: str, at: datetime) -> tuple[EntryLink, User]:
    """“Mở phiếu” through a link: opens the unit's forms of the year; returns the link and the account that acts for it.

    Raises NoSuchLink, the same for every token that opens nothing.
    """
    link = EntryLink.objects.living(at).select_for_update(of=("self",)).filter(token_hash=hash_of(token)).first()
    if link is None:
        raise NoSuchLink
    account = User.objects.get(unit=link.unit, is_link=True)
    if link.first_used_at is None:
        link.first_used_at = at
        save_recorded(link, by=account, at=at, reason="Mở lần đầu")
    for kind in kinds():
        waiting = kind.figures_asked.filter(reporting_year=link.reporting_year, facility__unit=link.unit)
        for figures in waiting.filter(state=State.NOT_OPENED):
            open_form(figures, by=account, at=at)
    return link, account


def _account_of(unit: Unit, *, by: User, at: datetime) -> User:
    """The account in whose name a unit's links act, made with its first link; it carries the unit's present name."""
    account = User.objects.filter(unit=unit, is_link=True).first()
    if account is None:
        account = User(
            username=f"duong-dan-{unit.pk}", role=Role.REPORTER, commune=unit.commune, unit=unit, is_link=True
        )
        account.set_unusable_password()
    position = unit.name[: _POSITION_LENGTH - len(_THROUGH_LINK)] + _THROUGH_LINK
    if account.position != position:
        account.position = position
        save_recorded(account, by=by, at=at, reason="Tài khoản cho đường dẫn nhập liệu")
    return account
