"""Setting a commune up from one workbook: plan, units, facilities, base-year figures; all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from kehoach.common.periods import attainable_window
from kehoach.common.versions import Conflict, digest_of
from kehoach.excel.actions import content_of, held_workbook, write_plan
from kehoach.excel.import_plan import no_such_facility, plan_answers
from kehoach.excel.preview import ChangedGroup, Preview, preview
from kehoach.excel.workbooks.answers import whole
from kehoach.excel.workbooks.entries import Fault
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.opening import open_book
from kehoach.excel.workbooks.package import Book
from kehoach.history.recording import save_recorded
from kehoach.models import Commune, Plan, ReportingYear, SentWorkbook, User
from kehoach.models.kinds import kinds
from kehoach.setup.books import take_over
from kehoach.setup.commune import CommuneSetup
from kehoach.setup.importing import import_sheet
from kehoach.setup.reading import SheetRows, read_sheets
from kehoach.setup.resource import SheetResource
from kehoach.setup.rules import check_may_set_up
from kehoach.setup.sheets import sheets
from kehoach.setup.special_sheets import TaskSheet
from kehoach.setup.template import first_base_year
from kehoach.setup.widgets import no_such
from kehoach.setup.writing import base_year_sheet
from kehoach.tasks.actions.assignment import assign_named_units
from kehoach.years.actions import add_missing_forms, lay_out_year

NOT_OURS = "Tệp không có trang nào của mẫu thiết lập xã. Hãy tải mẫu ở trang Thiết lập xã, điền vào rồi gửi lại."
_CHANGED = "Dữ liệu trên cổng đã thay đổi trong lúc đó nên chưa ghi gì. Hãy xem lại rồi xác nhận."
# About four seconds' worth of reading.
PATIENCE = 2_000_000


@dataclass
class SetupOutcome:
    """What becomes of the workbook: everything in `groups` and `figures`, or nothing where there are `faults`."""

    commune: Commune | None = None
    plan: Plan | None = None
    rows: int = 0
    groups: list[ChangedGroup] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    figures: Preview | None = None
    is_written: bool = False

    @property
    def changed(self) -> int:
        """How many rows of the registers and cells of the figures are new or differ."""
        cells = sum(len(group.rows) for group in self.figures.groups) + self.figures.more if self.figures else 0
        return sum(len(group.rows) for group in self.groups) + cells

    @cached_property
    def digest(self) -> str:
        """The same only while the same would be written."""
        return digest_of((self.groups, self.figures))


def set_up(book: Book, *, by: User | None, at: datetime, keep: bool, seen: str | None = None) -> SetupOutcome:
    """Reads the workbook and writes it; without `keep`, or with faults, everything is taken back again.

    `by` is None where nobody is named on the command line: whoever runs it runs the installation. Raises NotAWorkbook
    where the workbook has no sheet of ours, Refused where the person may not, and Conflict where it does something else
    than what somebody has `seen`, told by the digest.
    """
    if by is not None:
        check_may_set_up(by)
    setup = CommuneSetup(by, at)
    with transaction.atomic():
        resources = {resource.slug: resource for resource in sheets(setup)}
        found, faults = read_sheets(book, resources)
        if not found:
            raise NotAWorkbook(NOT_OURS)
        outcome = SetupOutcome(rows=sum(len(sheet.rows) for sheet in found.values()), faults=faults)
        for slug, resource in resources.items():
            if slug in found:
                _import(setup, resource, found[slug], outcome)
            elif resource.sole and any(resources[other].owner == resource.sole for other in found):
                missing = f"Tệp thiếu trang {resource.heading}. Hãy tải lại mẫu của cổng rồi điền vào."
                outcome.faults.append(Fault("", 0, 0, missing))
                _stand_in(setup, resource.sole)
        outcome.commune, outcome.plan = setup.commune, setup.plan
        if setup.commune is not None:
            _follow(setup.commune, setup, tasks_told=TaskSheet.slug in found)
            take_over(setup)
            _base_year(book, setup, outcome)
        outcome.faults = _first_causes(outcome, resources, found)
        if seen is not None and (outcome.faults or seen != outcome.digest):
            raise Conflict(_CHANGED, outcome)
        outcome.is_written = keep and not outcome.faults
        if not outcome.is_written:
            transaction.set_rollback(True)
    return outcome


def look_at(workbook: SentWorkbook, *, by: User, at: datetime) -> SetupOutcome:
    """What a workbook that was sent would do. Raises NotAWorkbook, and Refused where it is not on the disk."""
    return set_up(open_book(content_of(workbook), PATIENCE), by=by, at=at, keep=False)


@transaction.atomic
def set_up_from(*, workbook: SentWorkbook, by: User, at: datetime, digest: str | None = None) -> SetupOutcome:
    """Writes what a workbook that was sent does, and keeps the workbook as evidence.

    Nothing is written where it has faults. A workbook that was written already changes nothing. Raises as look_at does,
    and Conflict where it does by now something else than what was seen, told by `digest`.
    """
    workbook = held_workbook(workbook)
    if workbook.is_imported:
        return SetupOutcome(commune=workbook.commune, is_written=True)
    outcome = set_up(open_book(content_of(workbook), PATIENCE), by=by, at=at, keep=True, seen=digest)
    if outcome.is_written:
        workbook.imported_at, workbook.changed, workbook.commune = at, outcome.changed, outcome.commune
        save_recorded(workbook, by=by, at=at, reason="Thiết lập xã từ tệp Excel")
    return outcome


def _first_causes(
    outcome: SetupOutcome, resources: Mapping[str, SheetResource], found: Mapping[str, SheetRows]
) -> list[Fault]:
    """Without those rows' complaints that name a row of this workbook: that row's own fault is told already."""
    rows = [(resources[slug].heading, whole(row.get("code"))) for slug, sheet in found.items() for _, row in sheet.rows]
    written = {no_such(code, heading) for heading, code in rows}
    year = first_base_year(outcome.plan)
    if outcome.commune is not None and year is not None:
        written |= {no_such_facility(code, year, outcome.commune.full_name) for _, code in rows}
    told = (fault.message.rpartition(": ")[2] for fault in outcome.faults)
    return [fault for fault, message in zip(outcome.faults, told, strict=True) if message not in written]


def _import(setup: CommuneSetup, resource: SheetResource, sheet: SheetRows, outcome: SetupOutcome) -> None:
    """One sheet; the commune and the plan that theirs name are what the sheets after them belong to."""
    if setup.commune is not None:
        sheet.fill_in(setup.commune.name)
    group, faults = import_sheet(resource, sheet)
    outcome.faults += faults
    if group.rows:
        outcome.groups.append(group)
    if not resource.sole:
        return
    if len(sheet.rows) == 1:
        setattr(setup, resource.sole, resource.saved_instance(sheet.rows[0][1]))
    else:
        second = sheet.rows[1][0] if sheet.rows else sheet.first_row
        outcome.faults.append(sheet.fault(f"Trang này cần đúng một dòng, đang có {len(sheet.rows)}.", second))
    if getattr(setup, resource.sole) is None:
        _stand_in(setup, resource.sole)


def _stand_in(setup: CommuneSetup, sole: str) -> None:
    """A commune or plan in the place of one that cannot be kept, so that all other sheets are looked at all the same.

    There is a fault already, so it is taken back with everything else.
    """
    if setup.commune is None:
        setup.commune = Commune.objects.create(code="?", name="?")
    if sole == "plan":
        today = timezone.localdate(setup.at)
        setup.plan = Plan.objects.newest_of(setup.commune).first() or Plan.objects.create(
            commune=setup.commune, number="?", issued_on=today, first_year=today.year, last_year=today.year
        )


def _follow(commune: Commune, setup: CommuneSetup, *, tasks_told: bool) -> None:
    """What a new unit or facility brings with it, wherever it comes from: tasks of its kind, forms of the open years.

    Where the workbook says itself which task is whose, it is taken at its word.
    """
    if not tasks_told:
        assign_named_units(commune=commune, at=setup.at, by=setup.by)
    for year in ReportingYear.objects.filter(commune=commune, closed_at=None).select_related("commune"):
        add_missing_forms(reporting_year=year, by=setup.by, at=setup.at)


def _base_year(book: Book, setup: CommuneSetup, outcome: SetupOutcome) -> None:
    """The figures of the plan's base year: drafts, for the culture officer to look at, submit and accept."""
    first = first_base_year(setup.plan)
    if setup.commune is None or first is None or setup.by is None:
        return
    window = attainable_window(first, timezone.localdate(setup.at))
    year = ReportingYear.objects.filter(commune=setup.commune, year=first).first() or lay_out_year(
        commune=setup.commune, year=first, window=window, by=setup.by, at=setup.at
    )
    figure_sheets = [base_year_sheet(kind) for kind in kinds()]
    plan = plan_answers(book, year, figure_sheets, by=None, at=setup.at, unit=None, lock=True)
    outcome.rows += plan.rows
    outcome.faults += plan.faults
    if not plan.faults:
        outcome.figures = preview(plan)
        write_plan(plan, setup.by, setup.at)
