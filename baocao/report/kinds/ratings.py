"""How a review rates a target: in words of its own, and carefully while the milestone lies ahead."""

from __future__ import annotations

from collections import Counter

from baocao.attainment.queries import TargetAttainment
from baocao.attainment.verdicts import FAILS, Verdict
from baocao.document.blocks import Column, Table
from baocao.report.data import ReportData
from kehoach.common.formats import joined

PARTLY = "Hoàn thành một phần"
# What a verdict means for the whole period. Before the milestone nothing is completed, and nothing has failed yet.
_RATINGS = {
    Verdict.EXCEEDED: "Hoàn thành vượt mức",
    Verdict.MET: "Hoàn thành",
    Verdict.MET_EARLY: "Hoàn thành trước thời hạn",
    Verdict.ON_PATH: "Có khả năng hoàn thành",
    Verdict.BEHIND: "Có nguy cơ không hoàn thành",
    Verdict.NOT_MET: "Chưa hoàn thành",
    Verdict.BASELINE: "Chưa xếp loại",
    Verdict.UNDETERMINED: "Chưa đủ số liệu để xếp loại",
}

_BEST_FIRST = (
    *(_RATINGS[verdict] for verdict in (Verdict.EXCEEDED, Verdict.MET, Verdict.MET_EARLY, Verdict.ON_PATH)),
    PARTLY,
    *(_RATINGS[verdict] for verdict in (Verdict.BEHIND, Verdict.NOT_MET, Verdict.BASELINE, Verdict.UNDETERMINED)),
)


def rating(attainment: TargetAttainment) -> str:
    """A target's rating. Where one of its conditions is met and another is not, it is completed in part."""
    conditions = {condition.result.verdict for condition in attainment.conditions}
    if attainment.verdict is Verdict.NOT_MET and conditions & {Verdict.MET, Verdict.EXCEEDED}:
        return PARTLY
    return _RATINGS[attainment.verdict]


def ratings_table(data: ReportData) -> Table:
    """Every target with its rating, and how many of its conditions hold."""
    rows = (
        (str(number), target.target.short_name, holding(target), rating(target))
        for number, target in enumerate(data.targets, start=1)
    )
    return Table(
        (
            Column("TT", "center", 6),
            Column("Chỉ tiêu", "left", 44),
            Column("Điều kiện đạt", "center", 16),
            Column("Xếp loại", "center", 34),
        ),
        tuple(rows),
    )


def holding(attainment: TargetAttainment) -> str:
    """1/2: how many of a target's conditions pass or are on their way."""
    failing = (*FAILS, Verdict.UNDETERMINED, Verdict.BASELINE)
    holding = sum(condition.result.verdict not in failing for condition in attainment.conditions)
    return f"{holding}/{len(attainment.conditions)}"


def rated(data: ReportData) -> str:
    """All ratings in one clause: 2 chỉ tiêu hoàn thành và 1 chỉ tiêu hoàn thành một phần."""
    counted = Counter(rating(target) for target in data.targets)
    ratings = [word for word in _BEST_FIRST if counted[word]]
    return joined([f"{counted[word]} chỉ tiêu {word[:1].lower()}{word[1:]}" for word in ratings])
