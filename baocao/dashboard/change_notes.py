"""What else was done since a day, each in a line: years, tasks, money, and what the verdicts are counted by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from baocao.attainment import words
from baocao.attainment.as_of import PlanAsOf, Step
from baocao.attainment.queries import PlanAttainment
from kehoach.common import formats
from kehoach.models import Condition, Funding, Milestone, Plan, Scope, TaskProgress, User
from kehoach.models.kinds import FigureKind

_DONE = {"+": "thêm", "~": "sửa", "-": "gỡ"}


@dataclass(frozen=True)
class Note:
    """Something that was done: when, what, who; `url` may be empty."""

    at: datetime
    day: str
    what: str
    who: str
    url: str


# A step out of the history, what it is called, and the page that tells more.
_Told = tuple[Step, str, str]


def notes(attainment: PlanAttainment, as_of: PlanAsOf, moment: datetime) -> Iterator[Note]:
    """Everything that was done beside the forms, in no order; three queries."""
    yield from _years(attainment, moment)
    yield from _work(attainment, moment)
    yield from _money(attainment, moment)
    steps = [*_facilities(attainment, as_of), *_decisions(attainment, as_of), *_plan(attainment, as_of)]
    people = User.objects.in_bulk({step.after.history_user_id for step, *_ in steps} - {None})
    for step, what, url in steps:
        yield _note(step.after.history_date, what, people.get(step.after.history_user_id), url)


def _years(attainment: PlanAttainment, moment: datetime) -> Iterator[Note]:
    for row in attainment.reporting_years.values():
        url = reverse("collection", kwargs={"year": row.year})
        if row.opened_at > moment:
            yield _note(row.opened_at, f"Mở năm báo cáo {row.year}", "", url)
        if row.closed_at is not None and row.closed_at > moment:
            yield _note(row.closed_at, f"Khóa năm báo cáo {row.year}", "", url)


def _work(attainment: PlanAttainment, moment: datetime) -> Iterator[Note]:
    rows: Any = TaskProgress.history.filter(history_date__gt=moment, task__plan=attainment.plan)
    for row in rows.select_related("task", "unit", "history_user"):
        said = "gỡ kết quả" if row.history_type == "-" else row.get_state_display().lower()
        what = f"{row.task.code} {row.task.short_name}, {row.unit}: {said}"
        yield _note(row.history_date, what, row.history_user, reverse("task", kwargs={"code": row.task.code}))


def _money(attainment: PlanAttainment, moment: datetime) -> Iterator[Note]:
    rows: Any = Funding.history.filter(history_date__gt=moment, commune=attainment.plan.commune_id)
    for row in rows.select_related("history_user"):
        amounts = [
            f"{word} {formats.money(amount)}"
            for word, amount in (("dự toán", row.planned), ("đã chi", row.spent))
            if amount is not None
        ]
        removed = "gỡ khoản " if row.history_type == "-" else ""
        yield _note(
            row.history_date, f"Kinh phí {row.year}: {removed}{row.purpose}, {', '.join(amounts)}", row.history_user, ""
        )


def _facilities(attainment: PlanAttainment, as_of: PlanAsOf) -> Iterator[_Told]:
    """Facilities that came, closed or were corrected."""
    for of_kind in attainment.by_kind.values():
        code_of = {facility.key: facility.code for facility in of_kind.counted.values()}
        for step in as_of.steps(of_kind.kind.facility_model):
            yield step, f"{step.after.name}: {_facility(step)}", _page(of_kind.kind, code_of.get(step.after.id))


def _facility(step: Step) -> str:
    before, after = step.before, step.after
    if after.history_type != "~":
        return f"{_DONE[after.history_type]} cơ sở"
    changes = []
    if after.closed_on and (before is None or before.closed_on != after.closed_on):
        changes.append(f"thôi hoạt động từ ngày {formats.date_short(after.closed_on)}")
    if after.opened_on and (before is None or before.opened_on != after.opened_on):
        changes.append(f"hoạt động từ ngày {formats.date_short(after.opened_on)}")
    if before is not None and before.name != after.name:
        changes.append(f"tên trước là {before.name}")
    return "; ".join(changes) or "sửa thông tin"


def _decisions(attainment: PlanAttainment, as_of: PlanAsOf) -> Iterator[_Told]:
    """Decisions on whether a facility counts."""
    for of_kind in attainment.by_kind.values():
        by_key = {facility.key: facility for facility in of_kind.counted.values()}
        for step in as_of.steps(of_kind.kind.membership_model):
            row, facility = step.after, by_key.get(step.after.facility_id)
            counted = "được tính" if row.counted else "không được tính"
            done = "gỡ quyết định " if row.history_type == "-" else ""
            since = f"vào “{Scope(row.scope).label}” từ ngày {formats.date_short(row.since)}"
            yield (
                step,
                f"{facility.name if facility else ''}: {done}{counted} {since}. {row.reason}",
                _page(of_kind.kind, facility.code if facility else None),
            )


def _page(kind: FigureKind, code: str | None) -> str:
    return reverse(f"{kind.url_name}:facility", kwargs={"code": code}) if code else ""


def _plan(attainment: PlanAttainment, as_of: PlanAsOf) -> Iterator[_Told]:
    """Conditions, milestones, and from how many activities a year on a centre is active."""
    names = {condition.pk: target.short_name for target in attainment.targets for condition in target.conditions.all()}
    page = reverse("living_plan")
    for step in as_of.steps(Condition):
        row = step.after
        yield step, f"Điều kiện{_of(names, row.id)} với “{Scope(row.scope).label}”: {_DONE[row.history_type]}", page
    for step in as_of.steps(Milestone):
        row = step.after
        yield step, f"Mốc {row.year}{_of(names, row.condition_id)}: {_threshold(step)}", page
    for step in as_of.steps(Plan):
        old, new = step.before, step.after
        if old is not None and old.regular_activities != new.regular_activities:
            before, now = formats.count(old.regular_activities), formats.count(new.regular_activities)
            change = f"từ {before} thành {now} hoạt động một năm"
            yield step, f"Mức hoạt động thường xuyên: {change}", page


def _of(names: Mapping[int, str], condition: int) -> str:
    return f" của “{names[condition]}”" if condition in names else ""


def _threshold(step: Step) -> str:
    """What a milestone asks now, and what it asked before."""
    old, new = step.before, step.after
    if new.history_type == "-":
        return "gỡ"
    threshold = f"ít nhất {words.percent_of(new.at_least)}"
    if new.at_most is not None:
        threshold += f", nhiều nhất {words.percent_of(new.at_most)}"
    if old is None or old.at_least == new.at_least:
        return f"{threshold}, năm gốc {new.base_year}"
    return f"{threshold}, trước là {words.percent_of(old.at_least)}"


def _note(at: datetime, what: str, who: Any, url: str) -> Note:
    return Note(at, formats.date_short(timezone.localdate(at)), what, str(who or ""), url)
