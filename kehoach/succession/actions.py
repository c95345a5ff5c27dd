"""Reorganising in one transaction, looking at it before, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.utils import timezone

from kehoach.common import formats
from kehoach.common.versions import Conflict, digest_of
from kehoach.history.recording import save_recorded
from kehoach.models import Commune, Reorganisation, ReorganisationKind, ReportingYear, User
from kehoach.models.kinds import kinds
from kehoach.succession.carrying_out import reorganise_facilities, reorganise_units
from kehoach.succession.communes import reorganise_communes
from kehoach.succession.inheritance import years_in_work
from kehoach.succession.journal import Journal, take_back
from kehoach.succession.order import COMMUNE, UNIT, Order
from kehoach.succession.rules import check_can_take_back, check_day, check_may_reorganise, check_years_are_open

_DENOMINATORS, _PAST = "Mẫu số", "Năm đã qua"
_CHANGED = "Dữ liệu trên cổng đã thay đổi trong lúc đó nên chưa ghi gì. Hãy xem lại rồi xác nhận."


@dataclass(frozen=True)
class Outcome:
    """What an order does, or did: the record of it as it is kept (or would be)."""

    record: Reorganisation

    @property
    def effects(self) -> list[tuple[str, list[str]]]:
        """The sentences under their headings."""
        return effects_of(self.record)

    @cached_property
    def digest(self) -> str:
        """The same only while the same would be written."""
        return digest_of((self.record.order, self.record.effects))


def effects_of(record: Reorganisation) -> list[tuple[str, list[str]]]:
    """The sentences of a reorganisation under their headings, in the order in which the headings first stand."""
    headings = list(dict.fromkeys(heading for heading, _ in record.effects))
    ordered = sorted(record.effects, key=lambda effect: headings.index(effect[0]))
    return [(heading, [text for _, text in group]) for heading, group in groupby(ordered, key=itemgetter(0))]


@transaction.atomic
def reorganise(*, order: Order, by: User, at: datetime, keep: bool = True, seen: str | None = None) -> Outcome:
    """Does all that the order says, or without `keep` only tells it. Idempotent: done already, it changes nothing.

    Raises Refused, ValidationError where a row cannot be as ordered, and Conflict where it does something else by now
    than what somebody has `seen`, told by the digest.
    """
    check_may_reorganise(by, order.commune, order.level)
    ended_communes = order.ended if order.level == COMMUNE else ()
    keys = {order.commune.pk, *(commune.pk for commune in ended_communes)}
    list(Commune.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    record = Reorganisation(
        commune=order.commune,
        kind=order.action,
        level=order.level,
        day=order.day,
        document_number=order.document_number,
        document_date=order.document_date,
        document_issuer=order.document_issuer,
        summary=order.summary,
        order=order.as_json,
        done_at=at,
        done_by=by,
    )
    check_day(order, timezone.localdate(at))
    journal = Journal(by, at, f"{order.action.label} từ ngày {formats.date_short(order.day)}")
    before = _denominators(order)
    if order.level == COMMUNE:
        reorganise_communes(order, journal)
    elif order.level == UNIT:
        reorganise_units(order, journal)
    else:
        reorganise_facilities(order, journal, next(kind for kind in kinds() if kind.slug == order.level))
    _tell_denominators(order, journal, before)
    record.effects, record.steps = journal.effects, journal.steps
    outcome = Outcome(record)
    if seen is not None and seen != outcome.digest:
        raise Conflict(_CHANGED, outcome)
    if keep:
        save_recorded(record, by=by, at=at, reason=record.summary)
    else:
        transaction.set_rollback(True)
    return outcome


def done_already(order: Order) -> Reorganisation | None:
    """The same order, where it was carried out and not taken back."""
    same_day = Reorganisation.objects.filter(commune=order.commune, day=order.day, undone_at=None)
    return next((record for record in same_day if record.order == order.as_json), None)


@transaction.atomic
def undo(*, record: Reorganisation, by: User, at: datetime) -> Reorganisation:
    """Puts everything back as it was. Raises Refused where something was entered under it or a year closed since."""
    record = Reorganisation.objects.select_for_update(of=("self",)).select_related("commune").get(pk=record.pk)
    check_may_reorganise(by, record.commune, record.level)
    check_can_take_back(record)
    take_back(record.steps, by=by, at=at, since=record.done_at)
    if not (record.level == COMMUNE and record.kind == ReorganisationKind.RENAME):
        check_years_are_open([record.commune], record.day)
    record.undone_at, record.undone_by = at, by
    save_recorded(record, by=by, at=at, reason="Hoàn tác")
    return record


def _denominators(order: Order) -> dict[tuple[int, str], int]:
    """How many facilities of each kind count in each year in work: those that exist on its last day."""
    counts = {}
    for year in years_in_work(order.commune, order.day):
        for kind in kinds():
            counts[year.year, kind.title] = kind.population(order.commune, year.window_end).count()
    return counts


def _tell_denominators(order: Order, journal: Journal, before: dict[tuple[int, str], int]) -> None:
    if order.level != COMMUNE:
        after = _denominators(order)
        for (year, title), number in before.items():
            sentence = f"Năm {year}, {formats.uncapitalized(title)}: "
            change = after[year, title]
            sentence += f"vẫn {number}." if change == number else f"từ {number} thành {change}."
            journal.tell(_DENOMINATORS, sentence)
    closed = ReportingYear.objects.filter(commune=order.commune, window_end__lt=order.day).order_by("-year").first()
    if closed is not None:
        journal.tell(_PAST, f"Tên, mẫu số, thể thức và báo cáo của năm {closed} và các năm trước giữ nguyên.")
