"""What the report can say of a target: its value, its milestones, who fails it and why, and what is asked next."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from baocao.attainment.queries import ConditionAttainment, TargetAttainment
from baocao.attainment.results import GrowthResult, ShareResult
from baocao.report.catalogue.forms import Forms, forms_in, forms_of_condition
from baocao.report.content.ahead import facilities_needed, visits_asked
from baocao.report.content.causes import missing_means, slow_growth
from baocao.report.content.sentences import growth_percent, scope_words, share_percents
from baocao.report.content.targets import COUNTED, asked_by
from baocao.report.content.words import MOST_NAMES, upper_first
from baocao.report.data import ReportData
from baocao.report.groups import VERDICTS
from baocao.report.section_markup import Figure
from kehoach.common import formats
from kehoach.models import Measure, Scope


@dataclass(frozen=True)
class _Told:
    """A figure of one condition, before it has its code; of its whole scope, or of one facility."""

    name: str
    label: str
    text: str
    forms: Forms
    before: str = ""
    origin: str = ""
    of_scope: bool = True


def of_target(target: TargetAttainment, data: ReportData) -> Iterator[Figure]:
    """The last condition of a target has the bare code; those before it are told apart by their scope."""
    group, *_, last = (target.target.code, *target.conditions)
    for condition in target.conditions:
        scope, measure = scope_words(condition.result.scope, data), Measure(condition.result.measure).label
        whose = scope if isinstance(condition.result, GrowthResult) else f"{scope} {measure}"
        prefix = f"{group}." if condition is last else f"{group}.{scope}."
        for value in _of_condition(condition, data):
            yield Figure(
                code=f"{prefix}{value.name}",
                group=group,
                label=f"{value.label}, {whose}" if value.of_scope else value.label,
                text=value.text,
                before=value.before,
                forms=value.forms,
                origin=value.origin,
            )
    yield from _causes(group, data)


def _of_condition(condition: ConditionAttainment, data: ReportData) -> Iterator[_Told]:
    result, ahead = condition.result, data.ahead[condition.condition.pk]
    yield from _milestones(condition, data)
    if not result.total:
        return
    if result.unreported:
        yield _Told("số cơ sở", "Số cơ sở được tính", formats.count(result.total), ())
        yield _Told("chưa có số liệu", "Trong đó chưa có số liệu", formats.count(result.unreported), ())
        known = formats.count(result.total - result.unreported)
        yield _Told("có đủ số liệu", "Trong đó có đủ số liệu", known, forms_of_condition(condition, data))
    if result.unreported == result.total:
        return
    if isinstance(result, ShareResult) and isinstance(ahead, ShareResult):
        yield from _share(condition, result, data)
        yield from _failing(result, ahead, data)
    elif isinstance(result, GrowthResult) and isinstance(ahead, GrowthResult):
        yield from _growth(condition, result, data)
        yield from _asked_next(condition, result, ahead, data)


def _milestones(condition: ConditionAttainment, data: ReportData) -> Iterator[_Told]:
    """What the plan asks; that comes from the plan and from no form."""
    a_year = ", mỗi năm" if isinstance(condition.result, GrowthResult) else ""
    for row in condition.condition.milestones.all():
        name = "mốc" if row.year == condition.result.milestone.year else f"mốc {row.year}"
        yield _Told(name, f"Mốc năm {row.year}{a_year}", asked_by(row), (), origin=data.short_citation)


def _share(condition: ConditionAttainment, result: ShareResult, data: ReportData) -> Iterator[_Told]:
    """How many of how many, the percentage, the path, the gap; a part that is known has names of its own."""
    forms, before = forms_of_condition(condition, data), data.before.get(condition.condition.pk)
    was = before if isinstance(before, ShareResult) and before.total and not before.unreported else None
    percent, against = share_percents(result)
    if result.unreported:
        yield _Told("đã đáp ứng", "Số cơ sở đã đáp ứng", formats.count(result.met), forms)
        yield _Told("tỷ lệ đã có", "Tỷ lệ của phần đã có số liệu trên tổng số", percent, forms)
    else:
        both = forms + (forms_in(Scope(result.scope), [data.since], data) if was else ())
        met, share = (f"{was.met}/{was.total}", share_percents(was)[0]) if was else ("", "")
        yield _Told("số đạt", "Số cơ sở đáp ứng", f"{result.met}/{result.total}", both, met)
        yield _Told("tỷ lệ", "Tỷ lệ", percent, both, share)
    if result.path and data.year < result.milestone.year:
        yield _Told("lộ trình", f"Mức theo lộ trình của năm {data.year}", against, forms)
    if result.gap is not None:
        yield _Told("còn thiếu", f"Còn thiếu đến mốc năm {result.milestone.year}", formats.count(result.gap), forms)


def _failing(result: ShareResult, ahead: ShareResult, data: ReportData) -> Iterator[_Told]:
    """Who fails, how far each is where that is counted, and how many of them the next milestone needs."""
    lacking = tuple((data.year, code) for code in result.lacking)
    if lacking:
        yield _Told("chưa đáp ứng", "Số cơ sở chưa đáp ứng", f"{len(lacking)}/{result.total}", lacking)
    if Measure(result.measure) is Measure.ACTIVE:
        names = data.years.names
        for code in result.lacking[: MOST_NAMES + 1]:
            lacks = upper_first(result.lacks[code])
            yield _Told(code, names[code], lacks, ((data.year, code),), of_scope=False)
    if needed := facilities_needed(result, ahead):
        label = f"Số cơ sở cần hỗ trợ để đạt mốc năm {ahead.milestone.year}"
        yield _Told("cần hỗ trợ", label, formats.count(needed), lacking)


def _growth(condition: ConditionAttainment, result: GrowthResult, data: ReportData) -> Iterator[_Told]:
    """The visits, their base, the rate, what the milestone needs and how many are missing."""
    forms, before = forms_of_condition(condition, data), data.before.get(condition.condition.pk)
    was = before if isinstance(before, GrowthResult) and before.total and not before.unreported else None
    both = tuple(dict.fromkeys(forms + (forms_in(Scope(result.scope), [data.since], data) if was else ())))
    yield _Told(
        "lượt", "Lượt người sử dụng", formats.count(result.value), both, formats.count(was.value) if was else ""
    )
    if result.base is not None:
        yield _Told("năm gốc", f"Lượt người năm gốc {result.base_year}", formats.count(result.base), forms)
    if percent := growth_percent(result):
        yield _Told("mức tăng", "Mức tăng bình quân mỗi năm", percent, both, growth_percent(was) if was else "")
    if result.mean_percent is not None:
        mean = f"{formats.decimal(Decimal(result.mean_percent))}%"
        years = forms_in(Scope(result.scope), range(result.base_year, data.year + 1), data)
        yield _Told("bình quân cộng", "Bình quân cộng của mức tăng từng năm", mean, years)
    if result.path and data.year < result.milestone.year:
        path = formats.count(math.ceil(result.path[0]))
        yield _Told("lộ trình", f"Mức theo lộ trình của năm {data.year}", path, forms)
    if result.needed is not None:
        needed = formats.count(result.needed)
        yield _Told("cần có", f"Lượt cần có ở mốc năm {result.milestone.year}", needed, forms)
    if result.gap is not None:
        yield _Told("còn thiếu", f"Còn thiếu đến mốc năm {result.milestone.year}", formats.count(result.gap), forms)
    if result.opened_after_base:
        opened = tuple((data.year, code) for code in result.opened_after_base)
        yield _Told("mở sau năm gốc", "Số thư viện mở sau năm gốc", formats.count(len(opened)), opened)


def _asked_next(
    condition: ConditionAttainment, result: GrowthResult, ahead: GrowthResult, data: ReportData
) -> Iterator[_Told]:
    """What the path asks for in the next year."""
    visits = visits_asked(result, ahead)
    if visits is None:
        return
    forms = forms_in(Scope(result.scope), [data.year, ahead.base_year], data)
    yield _Told("lộ trình năm sau", f"Mức theo lộ trình của năm {data.year + 1}", formats.count(visits), forms)
    if ahead.needed is not None and ahead.milestone.year > data.year + 1:
        needed = formats.count(ahead.needed)
        yield _Told(f"cần có năm {ahead.milestone.year}", f"Lượt cần có năm {ahead.milestone.year}", needed, forms)
    if visits > result.value:
        more = formats.count(visits - result.value)
        yield _Told("cần tăng thêm", f"Cần tăng thêm trong năm {data.year + 1}", more, forms)


def _causes(group: str, data: ReportData) -> Iterator[Figure]:
    """How many of those that fail a target are without what they would need, and which libraries grew slowly."""
    for means in missing_means(data):
        if group in means.targets:
            for name, codes in (("chưa có", means.lacking), ("có", means.passing)):
                label = f"Số {means.pair.name} {'' if name == 'có' else means.which + ', '}{name} {means.thing}"
                forms = tuple((data.year, code) for code in sorted(codes))
                yield Figure(f"{group}.{name} {means.thing}", group, label, formats.count(len(codes)), forms=forms)
    growth = slow_growth(data)
    if growth and growth.target == group and growth.shortfalls:
        year, base_year, forms_of_known = data.year, growth.base_year, {}
        for facility in growth.known:
            before = ((base_year, code) for code in growth.origins[facility.code])
            forms_of_known[facility.code] = ((year, facility.code), *before)
        forms = tuple(form for of_one in forms_of_known.values() for form in of_one)
        label = f"Số thư viện chưa đạt mức tăng {growth.asked} từ năm {growth.base_year}"
        text = f"{len(growth.shortfalls)}/{len(growth.known)}"
        yield Figure(f"{group}.tăng chậm", group, label, text, forms=forms)
        facility, missing = growth.shortfalls[0]
        label, own = f"Số lượt còn thiếu của {facility.name}", forms_of_known[facility.code]
        yield Figure(f"{group}.thiếu nhiều nhất", group, label, formats.count(missing), forms=own)


def of_verdicts(data: ReportData) -> Iterator[Figure]:
    """How many targets there are, and how many of them stand how."""
    forms = tuple(
        sorted(
            {
                form
                for target in data.targets
                for condition in target.conditions
                for form in forms_of_condition(condition, data)
            }
        )
    )
    if not data.targets:
        return
    plan = data.short_citation
    yield Figure(f"{VERDICTS}.tổng số", VERDICTS, "Số chỉ tiêu", formats.count(len(data.targets)), origin=plan)
    counted = Counter(target.verdict for target in data.targets)
    for verdict, words in COUNTED.items():
        if counted[verdict]:
            code, label = f"{VERDICTS}.{words}", f"Số chỉ tiêu {words}"
            yield Figure(code, VERDICTS, label, formats.count(counted[verdict]), forms=forms)
