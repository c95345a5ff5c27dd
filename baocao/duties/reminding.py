"""The duties of which an officer is reminded: a week before, on the day, then once a week for four weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from baocao.duties.definitions import DUTIES, REPORT_ON_THE_PLAN, Duty
from baocao.duties.standing import due_of, issued_reports
from baocao.models import DutySetting, SentDuty
from kehoach.common import formats
from kehoach.common.periods import days_between
from kehoach.models import Commune, ReminderKind, ReportingYear
from kehoach.reminders.matters import Matter

WEEK = 7
# Somebody who does not note what was sent is not written to for ever.
WEEKS_AFTER = 4


def matters_of_duties(years: Sequence[ReportingYear], today: date) -> dict[int, list[Matter]]:
    """By commune what its officer has not noted as sent; four queries, however many communes there are."""
    newest = {year.commune_id: year for year in sorted(years, key=lambda year: year.year)}
    data_years = (today.year - 1, today.year)
    settings = {(row.commune_id, row.code): row for row in DutySetting.objects.filter(commune__in=newest)}
    sent = SentDuty.objects.filter(commune__in=newest, year__in=data_years)
    done = set(sent.values_list("commune", "code", "year"))
    reports = issued_reports(Commune.objects.filter(pk__in=newest), data_years)
    done |= {(entry.report.commune_id, REPORT_ON_THE_PLAN.code, entry.report.year) for entry in reports}
    opened = ReportingYear.objects.filter(commune__in=newest, year__in=data_years)
    deadlines = {
        (commune, year): day for commune, year, day in opened.values_list("commune", "year", "report_deadline")
    }
    matters: dict[int, list[Matter]] = defaultdict(list)
    for commune, open_year in newest.items():
        for code, duty in DUTIES.items():
            setting = settings.get((commune, code))
            for year in data_years:
                due, is_suggested = due_of(duty, year, setting, deadlines.get((commune, year)))
                is_owed = setting is None or setting.is_owed
                if due is not None and is_owed and (commune, code, year) not in done:
                    matters[commune] += _matters(duty, year, due, is_suggested, open_year, today)
    return matters


def _matters(
    duty: Duty, year: int, due: date, is_suggested: bool, open_year: ReportingYear, today: date
) -> list[Matter]:
    """The one matter of the day, or none. Past a day that is only suggested nobody is reminded."""
    left, day = days_between(today, due), formats.date_short(due)
    if 0 < left <= WEEK:
        phase, when = "", f"còn {formats.count(left)} ngày (hạn {day})"
    elif left == 0:
        phase, when = "/0", f"hôm nay, {day}, là hạn"
    elif -WEEKS_AFTER * WEEK <= left < 0 and not is_suggested:
        phase, when = f"/{(-left - 1) // WEEK + 1}", f"quá hạn {formats.count(-left)} ngày (hạn {day})"
    else:
        return []
    suggested = " Ngày này là gợi ý, biết ở địa phương khác; xã ghi hạn của tỉnh mình." if is_suggested else ""
    return [
        Matter(
            occasion=ReminderKind.DUTY,
            about=f"{duty.code}/{year}/{due}{phase}",
            year=open_year,
            subject=f"{duty.title}: {when}",
            text=f"{duty.title}, số liệu năm {year}, theo {duty.act}: {when}.{suggested} Gửi rồi thì ghi vào lịch.",
            path=reverse("duty", kwargs={"year": year, "code": duty.code}),
        )
    ]
