"""What needs a decision now: each in a sentence with the way to it. Whoever wants to decide nothing sees nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from baocao.attainment.results import GrowthResult
from baocao.attainment.verdicts import FAILS
from baocao.dashboard.board import TargetLine
from baocao.dashboard.work_board import late_url
from baocao.models import Report
from kehoach.books.funding import FundingOfYear
from kehoach.common import formats
from kehoach.common.formats import uncapitalized
from kehoach.common.periods import days_between
from kehoach.figures.submissions import Submissions
from kehoach.models import FundingSource, State
from kehoach.tasks.clauses import UnitProgress

# So many days before its deadline a report that nobody has proposed is the leader's business.
_NEAR = 30


@dataclass(frozen=True)
class Decision:
    """One thing to decide: what stands there, why, and the page where it is decided. `tone` as of a verdict."""

    what: str
    why: str
    url: str
    label: str
    tone: str


def on_targets(lines: Sequence[TargetLine], year: int, whose: str = "") -> Iterator[Decision]:
    """For each target that fails: who should do what, to be tried out first; and an average that reads two ways.

    `whose` names the commune whose plan it is, where there are several.
    """
    of_plan = f" ({whose})" if whose else ""
    for line in lines:
        result = line.view.main.result
        if line.view.verdict in FAILS and line.nearest:
            first = line.nearest[0]
            yield Decision(
                what=f"{line.view.target.short_name}: {uncapitalized(line.view.verdict_words)}{of_plan}",
                why=f"{line.view.main.gap} {line.order}: {first.name} ({first.lacks}).".strip(),
                url=line.url,
                label="Xem từng cơ sở",
                tone=line.view.verdict.tone,
            )
        if isinstance(result, GrowthResult) and result.means_disagree:
            yield Decision(
                what="Hai cách tính “tăng bình quân” cho kết luận khác nhau",
                why="Cần thống nhất cách hiểu trước khi báo cáo.",
                url=f"{reverse('living_plan')}?nam={year}#cach-hieu",
                label="Xem cách hiểu đang dùng",
                tone="open",
            )


def on_work(late: Sequence[UnitProgress]) -> Iterator[Decision]:
    """What is overdue of an open year's tasks, and what was to be explained and is not."""
    if late:
        first = late[0]
        yield Decision(
            what=f"{formats.count(len(late))} việc quá hạn năm {first.year}",
            why=f"Lâu nhất: {first.task}, {first.unit}, quá {formats.count(first.overdue_days)} ngày.",
            url=late_url(first.year),
            label="Xem việc quá hạn",
            tone="late",
        )
    silent = [part for part in late if part.has_late_explanation]
    if silent:
        yield Decision(
            what=f"{formats.count(len(silent))} yêu cầu giải trình đã quá hạn trả lời",
            why=f"{silent[0].unit}: {silent[0].task}.",
            url=late_url(silent[0].year),
            label="Xem việc quá hạn",
            tone="late",
        )


def on_money(money: FundingOfYear, year: int) -> Iterator[Decision]:
    """More of the budget's money spent than was planned; more gifts than were hoped for need no decision."""
    for source in money.by_source:
        if source.overspent and source.label == FundingSource.STATE.label:
            yield Decision(
                what=f"{source.label}: chi vượt dự toán {formats.money(source.overspent)}",
                why=f"Dự toán {formats.money(source.planned or 0)}, đã chi {formats.money(source.spent_of_plan)}.",
                url=f"{reverse('funding:rows')}?nam={year}",
                label="Xem từng khoản",
                tone="late",
            )


def on_reports(reports: Iterable[Report], today: date) -> Iterator[Decision]:
    """What lies before the leader to be issued, and for how long."""
    for report in reports:
        proposed = timezone.localdate(report.proposed_at)
        waited = f"đã chờ {formats.count(days_between(proposed, today))} ngày" if proposed < today else "hôm nay"
        yield Decision(
            what=f"{report.full_name} chờ ban hành",
            why=f"Trình ngày {formats.date_short(proposed)}, {waited}.",
            url=reverse("report_editor", kwargs={"pk": report.pk}),
            label="Xem và ban hành",
            tone="path",
        )


def on_submissions(collected: Submissions, unreported: Collection[int], today: date) -> Iterator[Decision]:
    """What the collecting of each open year waits for, the oldest first; whose report is due, of those `unreported`."""
    for year, forms in collected.by_year:
        grid, left = reverse("collection", kwargs={"year": year.year}), days_between(today, year.report_deadline)
        if year.year in unreported and left <= _NEAR:
            how_far = f"{'còn' if left > 0 else 'đã quá'} {formats.count(abs(left))} ngày" if left else "hôm nay"
            yield Decision(
                what=f"Báo cáo năm {year} của xã chưa trình",
                why=f"Hạn là {formats.date_short(year.report_deadline)}, {how_far}.",
                url=reverse("reports"),
                label="Xem báo cáo",
                tone="open" if left >= 0 else "late",
            )
        if forms.overdue:
            most = max(form.overdue_days for form in forms.overdue)
            yield Decision(
                what=f"{formats.count(len(forms.overdue))} cơ sở quá hạn nộp số liệu năm {year}",
                why=f"Hạn là {formats.date_short(year.unit_deadline)}, đã quá {formats.count(most)} ngày.",
                url=f"{grid}?qua-han=1",
                label="Xem cơ sở quá hạn",
                tone="late",
            )
        if forms.to_check:
            yield Decision(
                what=f"{formats.count(len(forms.to_check))} phiếu năm {year} đã nộp chờ công chức duyệt",
                why=f"Phiếu lâu nhất đã chờ {formats.count(forms.to_check[0].days)} ngày.",
                url=f"{grid}?trang-thai={State.SUBMITTED.value}",
                label="Xem phiếu chờ duyệt",
                tone="path",
            )
        if forms.all and len(forms.accepted) == len(forms.all):
            yield Decision(
                what=f"Đủ {formats.count(len(forms.all))} phiếu năm {year}, có thể khóa năm",
                why="Khóa năm để số liệu không đổi nữa và báo cáo được.",
                url=grid,
                label="Xem số liệu",
                tone="met",
            )
