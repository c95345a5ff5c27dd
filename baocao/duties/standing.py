"""How a commune's duties stand: when each is due, how far its figures are there, whether it was sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from baocao.duties.definitions import DUTIES, REPORT_ON_THE_PLAN, DueDay, Duty
from baocao.models import DutySetting, FormAnswers, RegisterEntry, ReportHead, ReportKind, ReportState, SentDuty
from baocao.report.head import lines
from kehoach.common import formats
from kehoach.common.periods import days_between, default_window
from kehoach.models import Commune, ReportingYear, Unit
from kehoach.models.figures import COUNTS
from kehoach.models.kinds import kinds

# So many days before a duty is due it is said how many are left.
SOON = 14
# By a year and the slug of a kind: of each kind of facilities how many forms are accepted, and how many are asked for.
Forms = Mapping[tuple[int, str], Mapping[str, tuple[int, int]]]


@dataclass(frozen=True)
class Readiness:
    """Of the yearly figures that a duty needs how many are accepted, and how many there are to be."""

    noun: str
    accepted: int
    asked: int


@dataclass(frozen=True)
class DutyYear:
    """A duty for the data of one year, as it stands in a commune.

    `due` is None where nobody has said when. `is_suggested`: the day is another province's. `sent` says in words when
    it was done, `row` is what the officer noted.
    """

    duty: Duty
    year: int
    due: date | None
    is_suggested: bool
    is_owed: bool
    receiver: str
    readiness: tuple[Readiness, ...]
    sent: str
    row: SentDuty | None
    today: date

    @property
    def days_left(self) -> int:
        """Whole days until it is due; negative after that, 0 where that is not known."""
        return days_between(self.today, self.due) if self.due else 0

    @property
    def tone(self) -> str:
        """The pill's tone; `state` says the same in words. Past a day that is only suggested nobody is late."""
        if self.sent:
            return "met"
        if self.due is not None and self.days_left < 0 and not self.is_suggested:
            return "late"
        return "path" if self.due is not None and 0 <= self.days_left <= SOON else "open"

    @property
    def sent_to(self) -> str:
        """To whom it goes, as inside a sentence."""
        return f"gửi {self.receiver}" if self.receiver else "nơi nhận chưa ghi"

    @property
    def state(self) -> str:
        """How it stands, in two or three words."""
        if self.sent:
            return "Đã gửi"
        if self.due is None:
            return "Chưa có ngày"
        if self.days_left < 0:
            days = formats.count(-self.days_left)
            return f"Quá ngày gợi ý {days} ngày" if self.is_suggested else f"Quá hạn {days} ngày"
        return "Hạn hôm nay" if self.days_left == 0 else f"Còn {formats.count(self.days_left)} ngày"


def duties_of(commune: Commune, years: Collection[int], today: date, unit: Unit | None = None) -> list[DutyYear]:
    """Every duty for the data of these years, owed or not; for a `unit` its own alone. Eight queries."""
    settings = {row.code: row for row in DutySetting.objects.filter(commune=commune)}
    rows = {(row.code, row.year): row for row in SentDuty.objects.filter(commune=commune, year__in=years)}
    reports = {entry.report.year: entry for entry in issued_reports([commune], years)}
    opened = ReportingYear.objects.filter(commune=commune, year__in=years)
    deadlines = dict(opened.values_list("year", "report_deadline"))
    forms, answers = _forms(commune, years, unit), _answers(commune, years)
    heads = list(ReportHead.objects.filter(commune=commune).order_by("valid_from"))
    standing = []
    for year in sorted(years):
        for duty in DUTIES.values():
            readiness = tuple(_readiness(duty, year, forms))
            if unit is not None and not (duty.is_of_units and readiness):
                continue
            setting, row = settings.get(duty.code), rows.get((duty.code, year))
            due, is_suggested = due_of(duty, year, setting, deadlines.get(year))
            report, addressees = None, ""
            if duty is REPORT_ON_THE_PLAN:
                report, addressees = reports.get(year), _addressees(heads, due or today)
            standing.append(
                DutyYear(
                    duty=duty,
                    year=year,
                    due=due,
                    is_suggested=is_suggested,
                    is_owed=setting is None or setting.is_owed,
                    receiver=(setting and setting.receiver)
                    or answers[year].get(duty.receiver_answered, "")
                    or duty.receiver
                    or addressees,
                    readiness=readiness,
                    sent=_sent(row, report),
                    row=row,
                    today=today,
                )
            )
    return standing


def issued_reports(communes: Iterable[Commune], years: Collection[int]) -> Iterable[RegisterEntry]:
    """The entries in the register of these communes' yearly reports on the plan, the newest last."""
    entries = RegisterEntry.objects.filter(report__commune__in=communes, report__year__in=years)
    annual = entries.filter(report__kind=ReportKind.ANNUAL, report__state=ReportState.ISSUED)
    return annual.select_related("report").order_by("signed_on")


def due_of(duty: Duty, year: int, setting: DutySetting | None, deadline: date | None) -> tuple[date | None, bool]:
    """The day, and whether it is only suggested; `deadline` is that of the reporting year where it is opened.

    What the officer has set goes before what the act says.
    """
    if setting is not None and setting.due_day and setting.due_month:
        return DueDay(setting.due_day, setting.due_month, int(setting.is_year_after)).of(year), False
    if duty.is_due_with_the_year:
        return deadline or default_window(year).report_deadline, False
    return (duty.due.of(year), bool(duty.elsewhere)) if duty.due else (None, False)


def _sent(row: SentDuty | None, report: RegisterEntry | None) -> str:
    """“gửi ngày 12/12/2026, số 45/BC-UBND”; of the report on the plan its number in the register is enough."""
    if row is not None:
        number = f", số {row.document_number}" if row.document_number else ""
        return f"gửi ngày {formats.date_short(row.sent_on)}{number}"
    if report is not None:
        return f"ban hành ngày {formats.date_short(report.signed_on)}, số {report.full_number}"
    return ""


def _addressees(heads: Sequence[ReportHead], day: date) -> str:
    """To whom the commune's reports go on a day, as it has chosen; `heads` by their first day."""
    holding = {row.purpose: row for row in heads if row.holds_on(day)}
    return formats.joined([name for row in holding.values() for name in lines(row.addressees)])


def _readiness(duty: Duty, year: int, forms: Forms) -> Iterator[Readiness]:
    """How far the figures are there that a duty needs, a kind each; none where the kind has no facility."""
    for kind in kinds():
        if kind.slug not in duty.figures:
            continue
        counted = [
            numbers
            for of_kind, numbers in forms.get((year, kind.slug), {}).items()
            if not duty.kinds_of_facilities or of_kind in duty.kinds_of_facilities
        ]
        if counted:
            yield Readiness(kind.noun, sum(done for done, _ in counted), sum(asked for _, asked in counted))


def _answers(commune: Commune, years: Collection[int]) -> dict[int, dict[str, Any]]:
    """What the commune has answered for the official forms, as it holds in each year."""
    rows = FormAnswers.objects.filter(commune=commune, library=None, year__lte=max(years, default=0)).order_by("year")
    return {
        year: {name: answer for row in rows if row.year <= year for name, answer in row.answers.items()}
        for year in years
    }


def _forms(commune: Commune, years: Collection[int], unit: Unit | None) -> Forms:
    """How many forms of each kind of facility are accepted; a query a kind of figures."""
    forms: dict[tuple[int, str], dict[str, tuple[int, int]]] = {}
    for kind in kinds():
        rows: Any = kind.figures_asked.filter(facility__commune=commune, reporting_year__year__in=years).order_by()
        if unit is not None:
            rows = rows.filter(facility__unit=unit)
        counted = rows.values_list("reporting_year__year", "facility__kind").annotate(
            accepted=Count("pk", filter=COUNTS), asked=Count("pk")
        )
        for year, of_kind, accepted, asked in counted:
            forms.setdefault((year, kind.slug), {})[of_kind] = (accepted, asked)
    return forms
