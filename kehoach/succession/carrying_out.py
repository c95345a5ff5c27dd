"""What an order does to units and facilities, row by row."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from itertools import count
from typing import Any

from kehoach.common import formats
from kehoach.models import Assignment, Facility, ReorganisationKind, Task, Unit, UnitKind
from kehoach.models.kinds import FigureKind, kind_of, kinds
from kehoach.models.places import check_name_is_new
from kehoach.succession.inheritance import (
    TASKS,
    Years,
    lay_out_forms,
    leave_forms,
    pass_on_facility,
    pass_on_unit,
    renamed,
    switch_off_accounts,
    tell_of_older_forms,
    years_in_work,
)
from kehoach.succession.journal import Journal
from kehoach.succession.order import Order

LISTS = "Danh sách"
_LONGEST_CODE = 30


def free_code(base: str, taken: Collection[str]) -> str:
    """A code that nobody has yet: TH, TH-2, TH-3 …"""
    stem = re.sub(r"-\d+$", "", base)[: _LONGEST_CODE - 4]
    numbered = (f"{stem}-{number}" for number in count(2))
    return base if base not in taken else next(code for code in numbered if code not in taken)


def reorganise_units(order: Order, journal: Journal) -> None:
    """Units with all that is theirs: facilities, accounts, links, forms, tasks."""
    years = years_in_work(order.commune, order.day)
    heirs = [order.into] if order.into else [_open_unit(order, journal, name) for name in order.names]
    if order.action == ReorganisationKind.OPEN or order.keeps:
        for heir in heirs:
            assign_by_kind(journal, heir)
        return
    for heir in heirs:
        journal.join(heir, order.ended)
    _move_facilities(order, journal, heirs[0] if heirs else None, years)
    for unit in order.ended:
        _close(journal, unit, order.day)
    if heirs:
        pass_on_unit(journal, order.ended, heirs, years, is_whole=len(order.ended) == 1 and order.into is None)
    else:
        for unit in order.ended:
            switch_off_accounts(journal, unit)


def _open_unit(order: Order, journal: Journal, name: str) -> Unit:
    taken = set(Unit.objects.filter(commune=order.commune).values_list("code", flat=True))
    base = order.ended[0].code if order.ended else formats.plain(name).upper().replace(" ", "-")
    unit = Unit(
        commune=order.commune,
        code=order.code or free_code(base[:_LONGEST_CODE], taken),
        name=name,
        kind=order.kind or order.ended[0].kind,
        opened_on=order.day,
    )
    _check_name(unit, "đơn vị", () if order.keeps else order.ended)
    journal.create(unit)
    journal.tell(LISTS, f"{unit} (mã {unit.code}) hoạt động từ ngày {formats.date_short(order.day)}.")
    return unit


def _check_name(row: Unit | Facility, noun: str, ended: Sequence[Unit | Facility]) -> None:
    """That the name is nobody's but of those that end with it. Raises ValidationError at the name."""
    check_name_is_new(row, row.siblings.exclude(pk__in=[former.pk for former in ended]), noun)


def assign_by_kind(journal: Journal, unit: Unit) -> None:
    """A unit that is new gets the tasks that the plan gives to its kind."""
    tasks = [task for task in Task.objects.filter(plan__commune=unit.commune) if unit.kind in task.named_kinds]
    for task in tasks:
        journal.create(Assignment(task=task, unit=unit))
    if tasks:
        journal.tell(TASKS, f"{unit} nhận {formats.count(len(tasks))} nhiệm vụ.")


def _close(journal: Journal, row: Unit | Facility, day: date) -> None:
    journal.change(row, closed_on=day)
    journal.tell(LISTS, f"{row} (mã {row.code}) thôi hoạt động từ ngày {formats.date_short(day)}.")


def _move_facilities(order: Order, journal: Journal, heir: Unit | None, years: Years) -> None:
    """The facilities of the units that end: schools that merge have one library then, all others keep each of theirs.

    Without an heir they end too.
    """
    is_one = order.action == ReorganisationKind.MERGE and heir is not None and heir.kind == UnitKind.SCHOOL
    for kind in kinds():
        rows = kind.facilities.filter(unit__in=order.ended, closed_on=None).select_related("unit", "commune")
        facilities = list(rows.order_by("pk"))
        groups = [facilities] if is_one else [[facility] for facility in facilities]
        for group in filter(None, groups):
            if heir is None:
                replace_facilities(journal, group, [], order.day, years)
                continue
            own = kind.facilities.filter(unit=heir, closed_on=None).first()
            if own is None or not is_one:
                own = _open_heir(journal, group[0], heir, order.day, is_renamed=is_one or len(order.ended) == 1)
            replace_facilities(journal, group, [own], order.day, years)


def _open_heir(journal: Journal, former: Facility, unit: Unit, day: date, *, is_renamed: bool) -> Facility:
    """A facility that follows another under a new unit, renamed where the former bears its unit's name.

    Two villages' houses that come to one village keep their names, or both would have the same.
    """
    name = renamed(former.name, former.unit.name, unit.name) if is_renamed else former.name
    return open_facility(journal, kind_of(former), unit, name, former.kind, day, base=former.code)


def open_facility(
    journal: Journal,
    kind: FigureKind,
    unit: Unit,
    name: str,
    of_kind: str,
    day: date,
    *,
    base: str = "",
    code: str = "",
    ended: Sequence[Facility] | None = None,
) -> Facility:
    """A new facility; where no `code` is given it follows from that of a predecessor (`base`) or from its name.

    Where its name was chosen for it, `ended` are those that end as it opens: no other one may have it. Raises
    ValidationError.
    """
    taken = set(kind.facilities.filter(commune=unit.commune).values_list("code", flat=True))
    base = base or formats.plain(name).upper().replace(" ", "-")[:_LONGEST_CODE]
    code = code or free_code(base, taken)
    model: Any = kind.facility_model
    facility: Facility = model(commune=unit.commune, unit=unit, code=code, name=name, kind=of_kind, opened_on=day)
    if ended is not None:
        _check_name(facility, "cơ sở", ended)
    journal.create(facility)
    journal.tell(LISTS, f"{facility} (mã {code}, {unit}) hoạt động từ ngày {formats.date_short(day)}.")
    return facility


def replace_facilities(
    journal: Journal, ended: Sequence[Facility], heirs: Sequence[Facility], day: date, years: Years
) -> None:
    """The ended close, the heirs follow; of a single one the first heir takes the forms over unless it has its own."""
    for heir in heirs:
        journal.join(heir, ended)
    kind = kind_of(ended[0])
    if len(ended) == 1 and heirs and not kind.figures.filter(facility=heirs[0]).exists():
        pass_on_facility(journal, ended[0], heirs[0], years)
    else:
        leave_forms(journal, kind, ended, years, is_followed=bool(heirs))
    tell_of_older_forms(journal, kind, ended, day)
    for facility in ended:
        _close(journal, facility, day)
    lay_out_forms(journal, heirs, years.values())


def reorganise_facilities(order: Order, journal: Journal, kind: FigureKind) -> None:
    """Libraries or cultural centres by themselves."""
    years = years_in_work(order.commune, order.day)
    former: Any = order.ended[0] if order.ended else None
    unit = order.unit or former.unit
    names = order.names or ((former.name,) if order.action == ReorganisationKind.MOVE else ())
    heirs = (
        [order.into]
        if order.into
        else [
            open_facility(
                journal,
                kind,
                unit,
                name,
                order.kind or former.kind,
                order.day,
                base=former.code if former else "",
                code=order.code,
                ended=() if order.keeps else order.ended,
            )
            for name in names
        ]
    )
    if order.action == ReorganisationKind.OPEN or order.keeps:
        lay_out_forms(journal, heirs, years)
    elif order.action == ReorganisationKind.CLOSE:
        for facility in order.ended:
            replace_facilities(journal, [facility], [], order.day, years)
    else:
        replace_facilities(journal, order.ended, heirs, order.day, years)
