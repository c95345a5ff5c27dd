"""What a workbook would change in a year's figures, and everything that speaks against it. Writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from django.db.models import prefetch_related_objects

from kehoach.excel.import_changes import ImportPlan, Touched
from kehoach.excel.workbooks.answers import Unreadable, parser_of, shown
from kehoach.excel.workbooks.entries import Block, Entry, Fault
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.identity import TEMPLATE_VERSION, Identity, identity_of
from kehoach.excel.workbooks.intake import read_figures
from kehoach.excel.workbooks.labels import LINE, NOTE, TITLE, Label, heading_of, line_heading
from kehoach.excel.workbooks.opening import open_book
from kehoach.excel.workbooks.package import Book
from kehoach.excel.workbooks.rows import Cell
from kehoach.figures.assessment import Examiner, case_of, check_settings
from kehoach.figures.last_year import LastYear, LastYears
from kehoach.figures.proposals import Proposal, proposals_in
from kehoach.figures.rules import check_can_import
from kehoach.models import Facility, ReportingYear, State, Unit, User, YearFigures
from kehoach.models.kinds import FigureKind, kinds
from kehoach.people.rules import Refused
from kehoach.questionnaire.cells import cell_of
from kehoach.questionnaire.checks import Severity
from kehoach.questionnaire.layout import Field
from kehoach.questionnaire.values import Absent, Value, Values

# How much is read of a workbook in any case (about a second's worth), and in addition for each form of its year.
_PATIENCE, _PATIENCE_A_FORM = 400_000, 1_600


class WrongWorkbook(NotAWorkbook):
    """A form of ours, but of another year, unit, commune or version; `unit` is whose form would be right."""


def opened(content: bytes) -> Book:
    """The workbook, of which nothing but its directory has been read. Raises NotAWorkbook."""
    return open_book(content, _PATIENCE)


def year_of(book: Book) -> ReportingYear:
    """The year that a workbook says it is of. Raises NotAWorkbook where there is no such year."""
    identity = identity_of(book)
    years = ReportingYear.objects.select_related("commune").filter(commune__code=identity.commune, year=identity.year)
    found = years.order_by("-commune__pk").first()
    if found is None:
        raise WrongWorkbook(
            f"Tệp là mẫu năm {identity.year} của xã mang mã {identity.commune}; ở đây không có năm báo cáo đó."
        )
    return found


def check_identity(identity: Identity, year: ReportingYear, unit: Unit | None) -> None:
    """That the workbook is of this commune and year, of the present template, and of the unit where one is given."""
    if identity.version != TEMPLATE_VERSION:
        raise WrongWorkbook(
            f"Tệp là mẫu cũ (phiên bản {identity.version}, nay dùng phiên bản {TEMPLATE_VERSION}). "
            "Hãy tải mẫu mới, chép số liệu sang rồi gửi lại."
        )
    if identity.commune != year.commune.code:
        raise WrongWorkbook(f"Tệp là mẫu của xã khác (mã {identity.commune}), không phải của {year.commune.full_name}.")
    if identity.year != year.year:
        raise WrongWorkbook(
            f"Tệp là mẫu của năm {identity.year}, không phải năm {year.year}. Hãy tải mẫu năm {year.year}, "
            f"hoặc gửi tệp này ở trang của năm {identity.year}."
        )
    if unit is not None and identity.unit != unit.code:
        whose = f"của đơn vị {identity.unit}" if identity.unit else "của cả xã"
        raise WrongWorkbook(f"Tệp là mẫu {whose}. Hãy tải mẫu của {unit.name}, chép số liệu sang rồi gửi lại.")


def plan_import(
    book: Book, year: ReportingYear, *, by: User | None, at: datetime, unit: Unit | None = None, lock: bool = False
) -> ImportPlan:
    """Reads a workbook and compares it with the year's figures. `unit` restricts it to that unit's own form.

    Raises NotAWorkbook where it is none of ours or not the right one. With `lock` the forms are held until the
    transaction ends. A constant number of queries.
    """
    identity = identity_of(book)
    check_identity(identity, year, unit)
    book.patience.left += _PATIENCE_A_FORM * sum(
        kind.figures_asked.filter(reporting_year=year).count() for kind in kinds()
    )
    whose = unit or (year.commune.units.filter(code=identity.unit).first() if identity.unit else None)
    if identity.unit and whose is None:
        raise WrongWorkbook(f"Tệp là mẫu của đơn vị {identity.unit}, xã không có đơn vị nào mang mã này.")
    sheets = [kind.title for kind in kinds()]
    return plan_answers(book, year, sheets, by=by, at=at, unit=whose, lock=lock)


def plan_answers(
    book: Book,
    year: ReportingYear,
    sheets: Collection[str],
    *,
    by: User | None,
    at: datetime,
    unit: Unit | None,
    lock: bool,
) -> ImportPlan:
    """The same for a workbook of which it is known whose and of which year it is, and what its sheets are called."""
    intake = read_figures(book, {kind.slug: kind.layout for kind in kinds()}, sheets)
    plan = ImportPlan(year, unit, rows=intake.rows, faults=intake.faults)
    prefetch_related_objects([year], "exceptions")
    for kind in kinds():
        entries = [entry for entry in intake.entries if entry.block.kind == kind.slug]
        if entries:
            _Planner(plan, kind, by, at, lock).compare(entries)
    plan.faults.sort(key=lambda fault: (fault.sheet, fault.row, fault.column))
    return plan


def no_such_facility(code: str, year: int, whose: str) -> str:
    """That nobody has a form for a facility with this code."""
    return f"Không có cơ sở nào mang mã {code} trong phiếu năm {year} của {whose}."


class _Planner:
    """Compares the entries of one kind with its figures."""

    def __init__(self, plan: ImportPlan, kind: FigureKind, by: User | None, at: datetime, lock: bool) -> None:
        self.plan, self.kind, self.by, self.at = plan, kind, by, at
        forms = kind.figures_asked.filter(reporting_year=plan.year).select_related("facility__unit")
        forms = forms.filter(facility__unit=plan.unit) if plan.unit else forms
        held = forms.select_for_update(of=("self",)).order_by("facility_id") if lock else forms
        self.forms: dict[str, YearFigures] = {figures.facility.code: figures for figures in held}
        self.asked: dict[str, set[str]] = {}
        self.doubts: set[Fault] = set()

    def compare(self, entries: list[Entry]) -> None:
        """Finds what would change, then what speaks against it."""
        touched = [form for entry in entries if (form := self._touched(entry)) is not None]
        if touched:
            examiner = Examiner(self.kind, check_settings())
            for form in touched:
                self._examine(form, self._last_years.of(form.figures.facility), examiner)
            self.plan.touched[self.kind.slug] = touched

    @cached_property
    def _last_years(self) -> LastYears:
        return LastYears(self.kind, self.plan.year)

    @cached_property
    def _proposals(self) -> Mapping[int, Mapping[str, Proposal]]:
        return proposals_in([(form, self._last_years.of(form.facility)) for form in self.forms.values()])

    def _is_as_proposed(self, figures: YearFigures, values: Values, present: Values) -> bool:
        """Whether nothing differs but what the template began with: then nobody has filled in anything."""
        if any(present[name] is not Absent.UNANSWERED for name in values):
            return False
        begun = {name: known.value for name, known in self._proposals.get(figures.pk, {}).items() if not known.lacks}
        return all(name in begun and begun[name] == value for name, value in values.items())

    def _touched(self, entry: Entry) -> Touched | None:
        figures = self.forms.get(entry.facility)
        if figures is None:
            whose = self.plan.unit.name if self.plan.unit else self.plan.year.commune.full_name
            self.plan.faults.append(entry.fault(no_such_facility(entry.facility, self.plan.year.year, whose)))
            return None
        figures.reporting_year = self.plan.year
        figures.facility.commune = figures.facility.unit.commune = self.plan.year.commune
        self._compare_last_year(entry, figures.facility)
        asked = self._asked_of(figures.facility.kind)
        present = figures.values()
        values = {name: value for name, value in entry.values.items() if present[name] != value}
        notes = {name: note for name, note in entry.notes.items() if figures.notes.get(name, "") != note}
        for name in [name for name in (*values, *notes) if name not in asked]:
            self._not_asked(entry, figures, name)
        if not notes and (not values or self._is_as_proposed(figures, values, present)):
            return None
        self._compare_labels(entry, figures.facility, {*values, *notes})
        return self._applied(entry, figures, values, notes, present)

    def _compare_labels(self, entry: Entry, facility: Facility, names: Iterable[str]) -> None:
        """Asks where the code of what would change says one thing and what people see beside it another."""
        for what, label in entry.labels:
            is_line = what in (LINE, NOTE)
            meant = line_heading(what, self.plan.year.year) if is_line else facility.name
            if label.begins_otherwise(meant) if what == TITLE else label.says_another(meant):
                self._ask(entry.block, label, meant)
        for name in names:
            question, label = self.kind.layout.field(name), entry.block.labels[name]
            if label.says_another(heading_of(question), question.label):
                self._ask(entry.block, label, heading_of(question))

    def _ask(self, block: Block, label: Label, meant: str) -> None:
        """Once, however many rows a heading is above."""
        fault = Fault(block.sheet, label.row, label.column, label.question(meant))
        if fault not in self.doubts:
            self.doubts.add(fault)
            self.plan.faults.append(fault)

    def _compare_last_year(self, entry: Entry, facility: Facility) -> None:
        """The line of last year is not read: what does not stand on the portal was meant for another line."""
        known = (self._last_years.of(facility).values or {}) if entry.last else {}
        differing = [found for found in entry.last if not _says(found[2], self.kind.layout.field(found[1]), known)]
        if differing:
            line, name, cell = differing[0]
            question = _question_of_last_year(self.kind.layout.field(name), cell, known, self.plan.year.year)
            self.plan.faults.append(replace(entry, line=line).fault(question, name))

    def _asked_of(self, kind: str) -> set[str]:
        if kind not in self.asked:
            self.asked[kind] = {question.name for question in self.kind.layout.for_kind(kind)}
        return self.asked[kind]

    def _not_asked(self, entry: Entry, figures: YearFigures, name: str) -> None:
        label = self.kind.layout.field(name).label
        self.plan.faults.append(
            entry.fault(
                f"{label}: mục này không hỏi {figures.facility.name}. Hãy để trống ô.", name, name not in entry.values
            )
        )

    def _applied(
        self, entry: Entry, figures: YearFigures, values: dict[str, Value], notes: dict[str, str], present: Values
    ) -> Touched | None:
        """The form with the new values, if it may be changed at all."""
        cells = len(values) + len(notes)
        try:
            check_can_import(figures, self.by, self.at)
        except Refused as refusal:
            name = next(iter([*values, *notes]))
            self.plan.faults.append(entry.fault(_refusal(figures, name, values, cells, str(refusal)), name, not values))
            return None
        opens = figures.state == State.NOT_OPENED
        before = {name: present[name] for name in values}
        notes_before = {name: figures.notes.get(name, "") for name in notes}
        for name, value in values.items():
            figures.set_value(name, value)
        figures.notes = {**figures.notes, **notes}
        return Touched(entry, figures, opens, before, notes_before)

    def _examine(self, one: Touched, last: LastYear, examiner: Examiner) -> None:
        """Runs the checks; an error in what the workbook changes is a fault of the workbook."""
        if one.opens:
            one.figures.carry_over(last.values)
        one.findings = examiner.findings(case_of(one.figures, last), one.figures.notes)
        for finding in one.findings:
            own = [name for name in finding.fields if name in one.before or name in one.notes_before]
            if own and finding.severity is Severity.ERROR and finding.code != "unanswered":
                self.plan.faults.append(one.entry.fault(finding.message, own[0], own[0] not in one.before))


def _refusal(figures: YearFigures, name: str, values: dict[str, Value], cells: int, reason: str) -> str:
    """Why the form may not be changed, with the first of the differing cells."""
    question = figures.layout.field(name)
    here = question.shown(values[name]) if name in values else "ghi chú khác"
    present = question.shown(figures.value(name)) if name in values else "ghi chú như cũ"
    more = f" và {cells - 1} ô khác của cơ sở này cũng khác" if cells > 1 else ""
    return f"{question.label}: ô ghi “{here}”, trên cổng là “{present}”{more}. {reason}"


def _says(cell: Cell, question: Field, known: Values) -> bool:
    """Whether a cell says what is known."""
    value = known.get(question.name)
    try:
        return value is not None and (cell == cell_of(question, value) or parser_of(question)(cell) == value)
    except Unreadable:
        return False


def _question_of_last_year(question: Field, cell: Cell, known: Values, year: int) -> str:
    """What is asked about a cell of last year that says something else than the portal."""
    value = known.get(question.name)
    present = "chưa có số" if value is None else f"là “{question.shown(value)}”"
    return (
        f"{question.label}: ô ghi “{shown(cell)}”, năm {year - 1} trên cổng {present}. Đây là chỗ của số năm "
        f"{year - 1}, không đọc; số {year} ghi ở chỗ “{line_heading('', year)}”. Hãy chuyển số sang đó, hoặc xóa ô này."
    )
