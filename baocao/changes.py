"""What has changed since a day: the targets then and now, and what was done meanwhile, out of the histories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from baocao import words
from baocao.attainment import Verdict
from baocao.present import present_target
from baocao.queries import PlanYears
from kehoach import formats
from kehoach.enums import State
from kehoach.models import Funding, TaskProgress, YearFigures
from kehoach.registry import FigureKind
from kehoach.timeline import Event, since


@dataclass(frozen=True)
class Standing:
    """How a target stood at a moment: its verdict and its value."""

    verdict: Verdict
    told: str
    value: str


@dataclass(frozen=True)
class TargetChange:
    """A target then and now."""

    name: str
    url: str
    then: Standing
    now: Standing

    @property
    def is_changed(self) -> bool:
        """Whether anything of it is another."""
        return self.then != self.now


@dataclass(frozen=True)
class YearChange:
    """Every target of one year then and now."""

    year: int
    targets: tuple[TargetChange, ...]

    @property
    def is_changed(self) -> bool:
        """Whether any of them is another."""
        return any(target.is_changed for target in self.targets)


@dataclass(frozen=True)
class FormChange:
    """A form that somebody did something with: where it stood then (None: it was not there yet), and each step."""

    name: str
    year: int
    url: str
    then: State | None
    now: State
    at: datetime
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Note:
    """Something else that was done, in a line: when, what, who."""

    at: datetime
    day: str
    what: str
    who: str
    url: str


@dataclass(frozen=True)
class Changes:
    """All that has changed since a moment: the years that are told, the forms that moved, and what else was done."""

    years: tuple[YearChange, ...]
    forms: tuple[FormChange, ...]
    notes: tuple[Note, ...]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many forms somebody brought into each state since then, in the order of the states."""
        moved = [form.now for form in self.forms if form.now not in (form.then, State.NOT_OPENED)]
        return [(state.label.lower(), moved.count(state)) for state in State if state in moved]


def changes_since(years: PlanYears, moment: datetime, told: Sequence[int]) -> Changes:
    """What has changed since the moment; four queries. Facilities and denominators are counted as they are now."""
    forms = []
    before: dict[tuple[str, int, str], YearFigures | None] = {}
    for slug, of_kind in years.by_kind.items():
        for versions in _versions(of_kind.kind, years, moment):
            old = [version for version in versions if version.history_date <= moment]
            newest, oldest = versions[-1], old[-1] if old else None
            before[slug, newest.reporting_year.year, newest.facility.code] = (
                oldest.instance if oldest is not None and oldest.state == State.ACCEPTED else None
            )
            forms.append(_form(of_kind.kind, versions, oldest, moment))
    then = years.with_forms(before)
    return Changes(
        years=tuple(YearChange(year, tuple(_targets(then, years, year))) for year in told),
        forms=tuple(sorted(forms, key=lambda form: form.at, reverse=True)),
        notes=tuple(sorted(_notes(years, moment), key=lambda note: note.at, reverse=True)),
    )


def _versions(kind: FigureKind, years: PlanYears, moment: datetime) -> Iterator[list[Any]]:
    """All versions, oldest first, of each form that has a version after the moment."""
    moved = kind.versions.filter(history_date__gt=moment, facility__commune=years.plan.commune_id).values("id")
    rows = kind.versions.filter(id__in=moved).select_related("history_user", "facility", "reporting_year")
    found: dict[int, list[Any]] = defaultdict(list)
    for version in rows.order_by("history_date", "history_id"):
        found[version.id].append(version)
    yield from found.values()


def _form(kind: FigureKind, versions: Sequence[Any], then: Any, moment: datetime) -> FormChange:
    newest = versions[-1]
    year, code = newest.reporting_year.year, newest.facility.code
    return FormChange(
        name=newest.facility.name,
        year=year,
        url=reverse(f"{kind.url_name}:figures", kwargs={"code": code, "year": year}),
        then=State(then.state) if then is not None else None,
        now=State(newest.state),
        at=newest.history_date,
        events=tuple(since(versions, kind.layout.fields, moment)),
    )


def _targets(then: PlanYears, now: PlanYears, year: int) -> Iterator[TargetChange]:
    for old, new in zip(then.judge(year), now.judge(year), strict=True):
        before, after = present_target(old, then, year), present_target(new, now, year)
        yield TargetChange(
            name=new.target.short_name,
            url=reverse("explain", kwargs={"year": year, "code": new.target.code}),
            then=Standing(before.verdict, before.verdict_words, words.headline(before.main.result)),
            now=Standing(after.verdict, after.verdict_words, words.headline(after.main.result)),
        )


def _notes(years: PlanYears, moment: datetime) -> Iterator[Note]:
    """Years opened and closed, results of tasks, money."""
    for row in years.reporting_years.values():
        url = reverse("collection", kwargs={"year": row.year})
        if row.opened_at > moment:
            yield _note(row.opened_at, f"Mở năm báo cáo {row.year}", "", url)
        if row.closed_at is not None and row.closed_at > moment:
            yield _note(row.closed_at, f"Khóa năm báo cáo {row.year}", "", url)
    yield from _work(years, moment)
    yield from _money(years, moment)


def _work(years: PlanYears, moment: datetime) -> Iterator[Note]:
    rows: Any = TaskProgress.history.filter(history_date__gt=moment, task__plan=years.plan)
    for row in rows.select_related("task", "unit", "history_user"):
        said = "gỡ kết quả" if row.history_type == "-" else row.get_state_display().lower()
        what = f"{row.task.code} {row.task.short_name}, {row.unit}: {said}"
        yield _note(row.history_date, what, row.history_user, reverse("task", kwargs={"code": row.task.code}))


def _money(years: PlanYears, moment: datetime) -> Iterator[Note]:
    rows: Any = Funding.history.filter(history_date__gt=moment, commune=years.plan.commune_id)
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


def _note(at: datetime, what: str, who: Any, url: str) -> Note:
    return Note(at, formats.date_short(timezone.localdate(at)), what, str(who or ""), url)
