"""“Việc hôm nay”: what waits for the officer, and what the officer waits for, the oldest debt first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from baocao.models import Report, ReportKind, ReportState
from kehoach.common import formats
from kehoach.common.periods import days_between
from kehoach.figures.submissions import Submission, Submissions, units_with_account
from kehoach.models import EntryLink, ReportingYear, State, Unit
from kehoach.tasks.clauses import SOON, UnitProgress

# A form or report whose deadline is further away than this is no business of today.
_FAR = 30
# More of one kind in one year are one line, more names are counted.
_MOST, _MOST_NAMES = 8, 3


@dataclass(frozen=True)
class Due:
    """One line of the officer's day: what it is, how old, and the one thing to do about it.

    `age` and `detail` are words (“Quá hạn 11 ngày”, “trả lại 16/11/2026”). `days` orders the lines: for how many days
    it has been late or, where it `waits` for the officer without a deadline, has waited; negative where it still has so
    many days.
    """

    year: int
    title: str
    url: str
    verb: str
    age: str
    detail: str
    days: int
    waits: bool = False

    @property
    def tone(self) -> str:
        """The tone in the stylesheet; `age` says the same in words."""
        if self.days >= SOON or (self.days > 0 and not self.waits):
            return "late"
        return "open" if self.days >= -SOON else "path"


@dataclass(frozen=True)
class Day:
    """Today for the officer of a commune with these open years, the oldest first."""

    years: Sequence[ReportingYear]
    office: Unit | None
    today: date
    forms: Submissions
    parts: Sequence[UnitProgress]
    base_years: Collection[ReportingYear]
    unreachable: Collection[tuple[int, int]]

    @property
    def open_years(self) -> list[Due]:
        """How far each open year is; one that was opened by mistake can still be taken back."""
        return [self._year(year, forms) for year, forms in self.forms.by_year]

    @property
    def mine(self) -> list[Due]:
        """What waits for the officer."""
        lines = [
            *self._forms_to_decide(),
            *self._own_forms(),
            *_results_to_look_at(self.parts),
            *_answers_to_read(self.parts),
            *self._own_tasks(),
            *self._reports(),
            *self._links(),
        ]
        return sorted(lines, key=lambda due: -due.days)

    @property
    def of_units(self) -> list[Due]:
        """What the officer waits for."""
        return sorted([*self._forms_to_chase(), *self._tasks_of_units()], key=lambda due: -due.days)

    def is_mine(self, form: Submission) -> bool:
        """Whether the officer fills the form in: of the own unit, or on behalf of another."""
        return form.entered_on_behalf or (self.office is not None and form.unit_id == self.office.pk)

    def is_unreachable(self, form: Submission) -> bool:
        """Whether nobody of its unit can enter it: no account, no link."""
        return (form.year.pk, form.unit_id) in self.unreachable

    def _year(self, year: ReportingYear, forms: Submissions) -> Due:
        opened = days_between(timezone.localdate(year.opened_at), self.today)
        begun = any(part.row or part.explanations for part in self.parts if part.year == year.year)
        if opened <= SOON and not begun and forms.counts.keys() <= {State.NOT_OPENED}:
            since = {0: "hôm nay", 1: "hôm qua"}.get(opened, f"{opened} ngày trước")
            url, detail = reverse("take_back_year", args=[year.year]), "mở nhầm thì thu lại được"
            return Due(year.year, f"Mở {since}, chưa ai nhập", url, "Thu lại", "", detail, -_FAR)
        age, days = _until(year.report_deadline, self.today)
        title = f"{formats.count(len(forms.accepted))}/{formats.count(len(forms.all))} phiếu đã duyệt"
        units, commune = map(formats.date_short, (year.unit_deadline, year.report_deadline))
        detail = f"đơn vị nộp trước {units}, xã trước {commune}"
        return Due(year.year, title, _grid(year), "Xem", f"Báo cáo xã {formats.uncapitalized(age)}", detail, days)

    def _forms_to_decide(self) -> Iterator[Due]:
        for year, forms in self.forms.by_year:
            if forms.to_check:
                first, many = forms.to_check[0], len(forms.to_check)
                url = first.url if many == 1 else f"{_grid(year)}?trang-thai={State.SUBMITTED}"
                title = f"{formats.count(many)} phiếu: {_names([form.name for form in forms.to_check], 'phiếu')}"
                detail = f"nộp {formats.date_short(first.since)}"
                yield Due(year.year, title, url, "Duyệt", _waiting("Chờ duyệt", first.days), detail, first.days, True)
            for form in forms.accepted:
                if form.asked_back_reason:
                    detail = f"Đơn vị xin trả lại: {form.asked_back_reason}"
                    yield Due(year.year, _form(form), form.url, "Trả lời", "Chờ trả lời", detail, form.days, True)

    def _own_forms(self) -> Iterator[Due]:
        for year, forms in self._to_chase():
            age, days = _until(year.unit_deadline, self.today)
            for form in forms if days >= -_FAR else ():
                if self.is_mine(form):
                    behalf = "" if self.office is not None and form.unit_id == self.office.pk else ", nhập thay"
                    verb = "Mở phiếu" if form.state == State.NOT_OPENED else "Nhập tiếp"
                    yield Due(year.year, f"{_form(form)}{behalf}", form.url, verb, age, _so_far(form), days)

    def _forms_to_chase(self) -> Iterator[Due]:
        for year, forms in self._to_chase():
            theirs = [form for form in forms if not self.is_mine(form)]
            age, days = _until(year.unit_deadline, self.today)
            single = (
                theirs if days >= -_FAR and len(theirs) <= _MOST else [form for form in theirs if form.word_of_unit]
            )
            for form in single:
                yield self._chased(form, age, days)
            rest = len(theirs) - len(single)
            if rest:
                title, detail = f"{formats.count(rest)} phiếu chưa nộp", f"hạn {formats.date_short(year.unit_deadline)}"
                yield Due(year.year, title, _chasing(year), "Nhắc", age, detail, days)

    def _chased(self, form: Submission, age: str, days: int) -> Due:
        title, detail = _form(form), _so_far(form)
        if form.word_of_unit:
            return Due(form.year.year, title, form.url, "Xem", age, detail, days)
        if self.is_unreachable(form):
            return Due(form.year.year, title, reverse("people"), "Mời người", age, f"{detail}, chưa có người", days)
        return Due(form.year.year, title, _chasing(form.year), "Nhắc", age, detail, days)

    def _to_chase(self) -> Iterator[tuple[ReportingYear, tuple[Submission, ...]]]:
        """The forms that were not submitted; those of a base year the officer submits together, step by step."""
        return ((year, forms.to_chase) for year, forms in self.forms.by_year if year not in self.base_years)

    def _own_tasks(self) -> Iterator[Due]:
        for year in self.years:
            owed = [part for part in self.parts if part.is_owed and part.unit == self.office and part.year == year.year]
            if year != self.years[0]:
                owed = [part for part in owed if part.overdue_days or part.is_due_soon]
            if owed and self.office is not None:
                first = min(owed, key=lambda part: part.due)
                age, days = _until(first.due, self.today)
                many = f"{formats.count(len(owed))} nhiệm vụ của tôi chưa xong"
                own = (f"{first.task.code} {first.task.short_name}", _result(first))
                title, url = own if len(owed) == 1 else (many, _tasks(year, self.office))
                detail = f"hạn {formats.date_short(first.due)}"
                yield Due(year.year, title, url, "Ghi kết quả", age, detail, days)

    def _tasks_of_units(self) -> Iterator[Due]:
        for year in self.years:
            theirs = [part for part in self.parts if part.unit != self.office and part.year == year.year]
            owed = [part for part in theirs if part.open_explanations or (part.overdue_days and not part.explanations)]
            owed.sort(key=lambda part: -part.overdue_days)
            yield from map(_late_task, owed[:_MOST])
            rest, days = owed[_MOST:], max((part.overdue_days for part in owed[_MOST:]), default=0)
            if rest:
                title = f"{formats.count(len(rest))} nhiệm vụ khác của các đơn vị"
                age = f"Quá hạn {formats.count(days)} ngày" if days else "Chờ giải trình"
                yield Due(
                    year.year, title, f"{_tasks(year)}&qua-han=on" if days else _tasks(year), "Xem", age, "", days
                )

    def _reports(self) -> Iterator[Due]:
        years = [year for year in self.years if year not in self.base_years]
        rows = Report.objects.filter(commune__in={year.commune_id for year in years}, kind=ReportKind.ANNUAL)
        newest = {report.year: report for report in rows.filter(year__in=[year.year for year in years]).order_by("pk")}
        for year in years:
            report, (age, days) = newest.get(year.year), _until(year.report_deadline, self.today)
            if days < -_FAR or (report and report.state in (ReportState.PROPOSED, ReportState.ISSUED)):
                continue
            url = (
                reverse("report_editor", args=[report.pk])
                if report
                else reverse("report", args=[year.year, ReportKind.ANNUAL.slug])
            )
            is_returned = report is not None and report.state == ReportState.RETURNED
            title = f"Báo cáo năm của xã{', lãnh đạo trả lại' if is_returned else ''}"
            yield Due(
                year.year, title, url, "Soạn", age, f"trình trước {formats.date_short(year.report_deadline)}", days
            )

    def _links(self) -> Iterator[Due]:
        for year, forms in self._to_chase():
            units = {form.unit_id for form in forms if self.is_unreachable(form) and not self.is_mine(form)}
            if units:
                title = f"Đường dẫn nhập cho {formats.count(len(units))} đơn vị chưa có người"
                age, days = _until(year.unit_deadline, self.today)
                url = reverse("entry_links", args=[year.year])
                yield Due(year.year, title, url, "Tạo đường dẫn", age, "gửi qua Zalo hoặc in mã QR", days)


def unreachable_units(years: Sequence[ReportingYear], forms: Submissions, at: datetime) -> set[tuple[int, int]]:
    """The years and units, by their keys, with a form that nobody can enter: no account, no living link."""
    with_account = units_with_account({year.commune_id for year in years})
    links = EntryLink.objects.living(at).filter(reporting_year__in=years)
    with_link = set(links.values_list("reporting_year_id", "unit_id"))
    chased = {(form.year.pk, form.unit_id) for form in forms.to_chase}
    return {pair for pair in chased if pair not in with_link and pair[1] not in with_account}


def _results_to_look_at(parts: Sequence[UnitProgress]) -> Iterator[Due]:
    for part in parts:
        if part.waits_for_officer:
            title, detail = f"Kết quả {part.task.code} của {part.unit.name}", str(part.state.label).lower()
            age = _waiting("Chờ xem", part.days_waiting)
            yield Due(part.year, title, _result(part), "Xem", age, detail, part.days_waiting, True)


def _answers_to_read(parts: Sequence[UnitProgress]) -> Iterator[Due]:
    for part in parts:
        answers = [
            timezone.localdate(explanation.answered_at) for explanation in part.explanations if explanation.answered_at
        ]
        if answers and not part.open_explanations and not part.is_finished:
            days = days_between(max(answers), part.today)
            title, detail = (
                f"Giải trình {part.task.code} của {part.unit.name}",
                f"trả lời {formats.date_short(max(answers))}",
            )
            yield Due(part.year, title, _result(part), "Đọc", _waiting("Chờ xem", days), detail, days, True)


def _late_task(part: UnitProgress) -> Due:
    explanations = part.open_explanations
    if explanations:
        by = min(explanation.answer_by for explanation in explanations)
        age, days = _until(by, part.today) if not part.overdue_days else _until(part.due, part.today)
        detail = "chưa giải trình" if by < part.today else f"giải trình trước {formats.date_short(by)}"
        verb, url = "Xem", _result(part)
    else:
        age, days = _until(part.due, part.today)
        detail, verb = "chưa hỏi lý do", "Hỏi lý do"
        url = reverse("ask_unit", args=[part.task.code, part.year, part.unit.code])
    return Due(part.year, f"Việc {part.task.code}, {part.unit.name}", url, verb, age, detail, days)


def _until(day: date, today: date) -> tuple[str, int]:
    """How far a deadline is, in words and in days: late ones are positive."""
    days = days_between(day, today)
    if days > 0:
        return f"Quá hạn {formats.count(days)} ngày", days
    return (f"Còn {formats.count(-days)} ngày", days) if days else ("Hạn hôm nay", 0)


def _waiting(what: str, days: int) -> str:
    return f"{what} {formats.count(days)} ngày" if days else f"{what} từ hôm nay"


def _so_far(form: Submission) -> str:
    """How far the unit is with a form that it has not submitted."""
    if form.word_of_unit:
        return form.word_of_unit
    if form.state == State.NOT_OPENED:
        return "chưa mở"
    return f"{'trả lại' if form.is_returned else 'nháp từ'} {formats.date_short(form.since)}"


def _names(names: Sequence[str], of: str) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" và {formats.count(more)} {of} khác" if more > 0 else "")


def _form(form: Submission) -> str:
    return f"Phiếu {formats.uncapitalized(form.name)}"


def _result(part: UnitProgress) -> str:
    return reverse("result", args=[part.task.code, part.year, part.unit.code])


def _tasks(year: ReportingYear, unit: Unit | None = None) -> str:
    return f"{reverse('tasks')}?nam={year.year}" + (f"&don-vi={unit.code}" if unit else "")


def _grid(year: ReportingYear) -> str:
    return reverse("collection", args=[year.year])


def _chasing(year: ReportingYear) -> str:
    return reverse("reminders", args=[year.year])
