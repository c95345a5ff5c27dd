"""What needs a decision now: each in a sentence with the way to it. Whoever wants to decide nothing sees nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from baocao.attainment import GrowthResult
from baocao.board import TargetLine
from baocao.verdicts import FAILS
from kehoach import formats
from kehoach.comparisons import lower_first
from kehoach.enums import State
from kehoach.submissions import Submissions


@dataclass(frozen=True)
class Decision:
    """One thing to decide: what stands there, why, and the page where it is decided. `tone` as of a verdict."""

    what: str
    why: str
    url: str
    label: str
    tone: str


def on_targets(lines: Sequence[TargetLine], year: int) -> Iterator[Decision]:
    """For each target that fails: who should do what, to be tried out first; and an average that reads two ways."""
    for line in lines:
        result = line.view.main.result
        if line.view.verdict in FAILS and line.nearest:
            first = line.nearest[0]
            yield Decision(
                what=f"{line.view.target.short_name}: {lower_first(line.view.verdict_words)}",
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


def on_submissions(found: Submissions) -> Iterator[Decision]:
    """What the open year's collection waits for."""
    year = found.year.year
    grid = reverse("collection", kwargs={"year": year})
    if found.overdue:
        most = max(one.overdue_days for one in found.overdue)
        yield Decision(
            what=f"{formats.count(len(found.overdue))} cơ sở quá hạn nộp số liệu năm {year}",
            why=f"Hạn là {formats.date_short(found.year.unit_deadline)}, đã quá {formats.count(most)} ngày.",
            url=f"{grid}?qua-han=1",
            label="Xem cơ sở quá hạn",
            tone="late",
        )
    if found.to_check:
        yield Decision(
            what=f"{formats.count(len(found.to_check))} phiếu đã nộp chờ công chức duyệt",
            why=f"Phiếu lâu nhất đã chờ {formats.count(found.to_check[0].days)} ngày.",
            url=f"{grid}?trang-thai={State.SUBMITTED.value}",
            label="Xem phiếu chờ duyệt",
            tone="path",
        )
    if found.all and len(found.accepted) == len(found.all):
        yield Decision(
            what=f"Đủ {formats.count(len(found.all))} phiếu năm {year}, có thể khóa năm",
            why="Khóa năm để số liệu không đổi nữa và báo cáo được.",
            url=grid,
            label="Xem số liệu",
            tone="met",
        )
