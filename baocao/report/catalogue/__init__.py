"""Every figure that the report can name, with the forms that it is counted from: what codes in the text stand for.

A code is a group and a name: I.2.a-3.lượt, TV.số bản sách. The group stands behind a sentence of the report, and the
appendix of sources lists the figures of each group.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from baocao import words
from baocao.attainment import GrowthResult, ShareResult
from baocao.prose import Figure
from baocao.queries import ConditionAttainment, TargetAttainment
from baocao.report.data import ReportData
from baocao.report.groups import BOOKS, FACILITIES, MONEY, OF_KIND, PLAN_MONEY, TASKS
from baocao.report.kinds import KindPair
from baocao.report.sentences import growth_percent, scope_words
from baocao.report.tasks import STATES
from baocao.report.units import FUNDING
from kehoach import formats
from kehoach.enums import Decision, Scope
from kehoach.funding import Money
from kehoach.layout import AMOUNTS, Field, Total
from kehoach.models import Activity, Broadcast, Course, Mobilisation

Forms = tuple[tuple[int, str], ...]
_OF_TASKS, _OF_ACTIVITIES = "Kết quả nhiệm vụ", "Sổ theo dõi: Hoạt động"


def catalogue(data: ReportData) -> dict[str, Figure]:
    """All figures by code, in the order of the report."""
    found = [
        *(figure for target in data.targets for figure in _of_target(target, data)),
        *_of_facilities(data),
        *(figure for pair in data.kinds for figure in _of_kind(pair, data)),
        *_of_money(data),
        *_of_tasks(data),
        *_of_books(data),
    ]
    return {figure.code: figure for figure in found}


def _of_target(target: TargetAttainment, data: ReportData) -> Iterator[Figure]:
    """The last condition of a target has the bare code; those before it are told apart by their scope."""
    group, *_, last = (target.target.code, *target.conditions)
    for one in target.conditions:
        scope = scope_words(one.result.scope, data)
        prefix = f"{group}." if one is last else f"{group}.{scope}."
        told = _growth(one, data) if isinstance(one.result, GrowthResult) else _share(one, data)
        forms = _forms_of(one, data)
        for name, label, text, before in told:
            yield Figure(f"{prefix}{name}", group, f"{label}, {scope}", text, before, forms=forms)


def _forms_of(one: ConditionAttainment, data: ReportData) -> Forms:
    """The accepted forms that a condition counts: of this year, and for growth of its base year."""
    result, scope = one.result, Scope(one.result.scope)
    years = [data.year, *([result.base_year] if isinstance(result, GrowthResult) else [])]
    of_kind = data.years.by_kind[data.years.kind_of(scope).slug]
    return tuple(
        (year, code)
        for year in dict.fromkeys(years)
        for code in of_kind.population(scope, data.years.window_end(year))
        if (year, code) in of_kind.accepted
    )


Row = tuple[str, str, str, str]


def _share(one: ConditionAttainment, data: ReportData) -> Iterator[Row]:
    """Names, labels and values of a share: how many of how many, the percentage, the milestone, the path, the gap."""
    result, before = one.result, data.before.get(one.condition.pk)
    if not isinstance(result, ShareResult) or not result.total or result.unreported:
        return
    was = before if isinstance(before, ShareResult) and before.total and not before.unreported else None
    yield "số đạt", "Số cơ sở đáp ứng", f"{result.met}/{result.total}", f"{was.met}/{was.total}" if was else ""
    yield "tỷ lệ", "Tỷ lệ", formats.percent(result.low or 0), formats.percent(was.low or 0) if was else ""
    yield "mốc", f"Mốc năm {result.milestone.year}", words.percent_of(result.at_least), ""
    if result.path and data.year < result.milestone.year:
        yield "lộ trình", "Mức theo lộ trình của năm", formats.percent(result.path[0]), ""
    if result.gap is not None:
        yield "còn thiếu", f"Còn thiếu đến mốc năm {result.milestone.year}", formats.count(result.gap), ""


def _growth(one: ConditionAttainment, data: ReportData) -> Iterator[Row]:
    """The visits, their base, the rate, what the milestone needs and how many are missing."""
    result, before = one.result, data.before.get(one.condition.pk)
    if not isinstance(result, GrowthResult) or not result.total or result.unreported == result.total:
        return
    was = formats.count(before.value) if isinstance(before, GrowthResult) and not before.unreported else ""
    yield "lượt", "Lượt người sử dụng", formats.count(result.value), was
    if result.base is not None:
        yield "năm gốc", f"Lượt người năm gốc {result.base_year}", formats.count(result.base), ""
    if percent := growth_percent(result):
        yield "mức tăng", "Mức tăng bình quân mỗi năm", percent, ""
    yield "mốc", f"Mốc năm {result.milestone.year}, mỗi năm", words.percent_of(result.at_least), ""
    if result.path and data.year < result.milestone.year:
        yield "lộ trình", "Mức theo lộ trình của năm", formats.count(math.ceil(result.path[0])), ""
    if result.needed is not None:
        yield "cần có", f"Lượt cần có ở mốc năm {result.milestone.year}", formats.count(result.needed), ""
    if result.gap is not None:
        yield "còn thiếu", f"Còn thiếu đến mốc năm {result.milestone.year}", formats.count(result.gap), ""


def _of_facilities(data: ReportData) -> Iterator[Figure]:
    """How many facilities there are and how many reported."""
    told = [("tổng số", "Số cơ sở", data.facilities), ("đã duyệt", "Số cơ sở có số liệu được duyệt", data.accepted)]
    told += [("chưa có số liệu", "Số cơ sở chưa có số liệu được duyệt", len(data.unreported))]
    told += [(pair.name, f"Số {pair.name}", len(pair.now.facilities)) for pair in data.kinds]
    told += [("nộp sau hạn", "Số cơ sở nộp sau hạn", data.accepted - data.on_time)]
    for name, label, number in told:
        yield Figure(f"{FACILITIES}.{name}", FACILITIES, label, formats.count(number))


def _of_kind(pair: KindPair, data: ReportData) -> Iterator[Figure]:
    """Every amount that the form asks for, and every total of it, added up over the facilities."""
    group = OF_KIND[pair.now.kind.slug]
    forms = forms_of(pair, data.year)
    for section in pair.now.kind.layout.sections:
        asked: Sequence[Field | Total] = [field for field in section.fields if field.kind in AMOUNTS]
        for question in (*asked, *section.totals):
            found, sums = pair.now.sum(*question.parts), pair.sums(*question.parts)
            if found is None:
                continue
            yield Figure(
                code=f"{group}.{question.label.lower()}",
                group=group,
                label=question.label,
                text=formats.count(found.amount),
                before=formats.count(sums[1]) if sums else "",
                change=pair.change(question.unit, "", *question.parts),
                forms=forms,
            )


def forms_of(pair: KindPair, year: int) -> Forms:
    """The accepted forms of one kind in a year."""
    return tuple((year, facility.code) for facility in pair.now.facilities if facility.code in pair.now.values)


def _of_money(data: ReportData) -> Iterator[Figure]:
    """The money of libraries and centres together: state, donated, both, and the donated share."""
    sums = [[pair.now.sum(name) for pair in data.kinds] for name in FUNDING]
    if not any(one for row in sums for one in row):
        return
    state, donated = (sum(one.amount for one in row if one) for row in sums)
    forms = tuple(form for pair in data.kinds for form in forms_of(pair, data.year))
    both = [pair.sums(*FUNDING) for pair in data.kinds]
    before = None if None in both else sum(pair[1] for pair in both if pair)
    yield Figure(
        code=f"{MONEY}.tổng kinh phí",
        group=MONEY,
        label="Tổng kinh phí (đồng)",
        text=formats.count(state + donated),
        before="" if before is None else formats.count(before),
        change="" if before is None else formats.change(state + donated, before),
        forms=forms,
    )
    told = [
        ("ngân sách nhà nước", "Ngân sách nhà nước (đồng)", formats.count(state)),
        ("xã hội hóa, tài trợ", "Xã hội hóa, tài trợ (đồng)", formats.count(donated)),
    ]
    if state + donated:
        share = formats.percent(Fraction(donated, state + donated))
        told.append(("tỷ lệ xã hội hóa", "Tỷ lệ xã hội hóa, tài trợ", share))
    for name, label, text in told:
        yield Figure(f"{MONEY}.{name}", MONEY, label, text, forms=forms)


def _of_books(data: ReportData) -> Iterator[Figure]:
    """What the books say: how many rows of each kind, what they add up to, and the plan's own money."""
    for name, label, number, origin in _counted_in_books(data):
        yield Figure(f"{BOOKS}.{name}", BOOKS, label, formats.count(number), origin=f"Sổ theo dõi: {origin}")
    for day, tally in data.books.occasions:
        held = (("hoạt động", tally.number), ("lượt tham gia", tally.first))
        for name, number in held:
            yield Figure(
                f"{BOOKS}.{day.lower()}, {name}", BOOKS, f"{day}, {name}", formats.count(number), origin=_OF_ACTIVITIES
            )
    funding = data.books.funding
    for one in (*funding.by_source, funding.total) if funding else ():
        for name, told in _of_money_row(one):
            code, label = f"{PLAN_MONEY}.{name} {one.label.lower()}", f"{one.label}, {name}"
            yield Figure(code, PLAN_MONEY, label, told, origin="Sổ theo dõi: Kinh phí")


def _of_money_row(one: Money) -> Iterator[tuple[str, str]]:
    """What was planned and spent (đồng), how much of that nobody had planned, and the share of the plan."""
    amounts = {"dự toán": one.planned, "đã chi": one.spent, "ngoài dự toán": (one.spent or 0) - one.spent_of_plan}
    for name, amount in amounts.items():
        if amount is not None:
            yield name, formats.count(amount)
    if one.share is not None:
        yield "tỷ lệ đã chi của dự toán", formats.percent(one.share)


def _counted_in_books(data: ReportData) -> Iterator[tuple[str, str, int, str]]:
    """Name, label, number and book; a book without rows has none."""
    books = data.books
    activities, broadcasts = books.of(Activity), books.of(Broadcast)
    courses, mobilised = books.of(Course), books.of(Mobilisation)
    told = (
        ("văn bản", "Số văn bản ban hành", len(books.documents), "Văn bản"),
        ("hoạt động", "Số hoạt động", activities.number, "Hoạt động"),
        ("lượt tham gia", "Lượt người tham gia hoạt động", activities.first, "Hoạt động"),
        ("tin, bài", "Số tin, bài phát thanh", broadcasts.number, "Truyền thanh"),
        ("lần phát", "Số lần phát", broadcasts.first, "Truyền thanh"),
        ("phút phát", "Số phút phát", broadcasts.second, "Truyền thanh"),
        ("lớp tập huấn", "Số lớp tập huấn", courses.number, "Tập huấn"),
        ("người học", "Lượt người học", courses.first, "Tập huấn"),
        ("người góp công", "Lượt người góp công", mobilised.first, "Huy động nhân lực"),
        ("giờ công", "Số giờ công", mobilised.second, "Huy động nhân lực"),
        ("đề nghị khen thưởng", "Số đề nghị khen thưởng", len(books.commendations), "Khen thưởng"),
        ("đã khen thưởng", "Số đã khen thưởng", len(books.with_decision(Decision.DECIDED)), "Khen thưởng"),
    )
    return (row for row in told if row[2])


def _of_tasks(data: ReportData) -> Iterator[Figure]:
    """How many of the plan's tasks and duties are how far, and what was counted for each."""
    states = Counter(clause.state for clause in data.clauses)
    for state, told in STATES.items():
        label, number = f"Nhiệm vụ, trách nhiệm {told}", formats.count(states[state])
        yield Figure(f"{TASKS}.{told}", TASKS, label, number, origin=_OF_TASKS)
    for clause in data.clauses:
        if clause.count is not None:
            task = clause.task
            label = f"{task.short_name} ({task.counts})" if task.counts else task.short_name
            yield Figure(f"{task.code}.số lượng", task.code, label, formats.count(clause.count), origin=_OF_TASKS)


def as_json(figures: Mapping[str, Figure]) -> list[dict[str, object]]:
    """The figures for programs."""
    return [
        {
            "code": figure.code,
            "label": figure.label,
            "value": figure.text,
            "before": figure.before,
            "change": figure.change,
            "forms": [f"{code} {year}" for year, code in figure.forms],
        }
        for figure in figures.values()
    ]
