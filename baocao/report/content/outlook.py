"""Sections IV and V of the report: what next year asks for, and what the commune is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from baocao.attainment import words
from baocao.attainment.results import GrowthResult, ShareResult
from baocao.document.blocks import Block, Heading, Paragraph
from baocao.models import Purpose, ReportKind
from baocao.report.content.ahead import facilities_needed, visits_asked
from baocao.report.content.assessment import lacking_names
from baocao.report.content.book_words import honours_asked
from baocao.report.content.causes import failed_targets, lacking_codes
from baocao.report.content.cited_sentence import CitedSentence, as_points
from baocao.report.content.sentences import noun_of, only_name, scope_words
from baocao.report.content.words import some
from baocao.report.data import ReportData
from baocao.report.groups import FACILITIES, PLAN
from baocao.report.work import name_of
from kehoach.common import formats
from kehoach.common.formats import joined, uncapitalized
from kehoach.models import Facility, Measure, Scope, UnitKind
from thuvien.kind import LIBRARIES

# What is done for a facility that fails a share.
HELP = {
    Measure.SERVICES: "mở dịch vụ phục vụ học tập suốt đời",
    Measure.IT: "ứng dụng công nghệ thông tin",
    Measure.ACTIVE: "duy trì lớp, câu lạc bộ hoặc nhóm và tổ chức hoạt động thường xuyên",
}


def outlook(data: ReportData) -> tuple[Block, ...]:
    """IV: from where the year ended to the next milestone, condition by condition."""
    steps = [*_figures(data), *_next_steps(data), *_keeping(data)]
    return (Heading(1, f"IV. Phương hướng, nhiệm vụ {_ahead(data)}"), *as_points(steps))


def _ahead(data: ReportData) -> str:
    """What lies ahead: the next year, or for a review the rest of the plan and what comes after it."""
    if data.kind is ReportKind.ANNUAL:
        return f"năm {data.year + 1}"
    return f"đến năm {data.plan.last_year}" if data.year < data.plan.last_year else "giai đoạn tiếp theo"


def _figures(data: ReportData) -> Iterator[CitedSentence]:
    """The year's figures come first where they are missing."""
    missing = len(data.unreported)
    whose = f"cả {missing} cơ sở" if not data.accepted else f"{missing} cơ sở còn lại"
    if data.reporting_year is None:
        yield CitedSentence(f"Mở kỳ thu thập số liệu năm {data.year}")
    elif missing:
        yield CitedSentence(f"Hoàn thành việc thu thập, duyệt số liệu năm {data.year} của {whose}", (FACILITIES,))


def _next_steps(data: ReportData) -> Iterator[CitedSentence]:
    for target in data.targets if data.accepted else ():
        for condition in target.conditions:
            ahead = data.ahead[condition.condition.pk]
            step = ""
            if isinstance(condition.result, ShareResult) and isinstance(ahead, ShareResult):
                step = _more_facilities(condition.result, ahead, data)
            elif isinstance(condition.result, GrowthResult) and isinstance(ahead, GrowthResult):
                step = _more_visits(condition.result, ahead, data)
            if step:
                yield CitedSentence(step, (target.target.code,))


def _more_facilities(result: ShareResult, ahead: ShareResult, data: ReportData) -> str:
    """Which facilities are to be helped to the next milestone; where not all are needed, among which to choose."""
    needed = facilities_needed(result, ahead)
    if not needed:
        return ""
    goal, help_ = f"mốc {words.percent_of(ahead.at_least)}", HELP[Measure(result.measure)]
    when = _by(ahead.milestone.year, data.year + 1)
    if result.total == 1:
        return f"Hỗ trợ {only_name(result, data)} {help_} để đạt {goal}{when}"
    names, whom = lacking_names(result, data), f"của {scope_words(result.scope, data)}"
    if needed == len(result.lacking):
        return f"Hỗ trợ {names} {help_}, hướng tới {goal} {whom}{when}"
    noun = noun_of(result.scope, data)
    return f"Hỗ trợ thêm ít nhất {needed} {noun} {help_}, hướng tới {goal} {whom}{when}; lựa chọn trong số: {names}"


def _by(milestone: int, next_year: int) -> str:
    """ngay trong năm 2025 · vào năm 2030; nothing after the milestone's year."""
    if milestone < next_year:
        return ""
    return f" ngay trong năm {milestone}" if milestone == next_year else f" vào năm {milestone}"


def _more_visits(result: GrowthResult, ahead: GrowthResult, data: ReportData) -> str:
    """What next year's path asks for, in a review the milestone too; nothing while this year's visits are not known."""
    visits = visits_asked(result, ahead)
    if visits is None:
        return ""
    if data.kind is not ReportKind.ANNUAL and ahead.needed is not None and ahead.milestone.year > data.year + 1:
        return (
            f"Phấn đấu đến năm {ahead.milestone.year} đạt ít nhất {formats.count(ahead.needed)} lượt người sử dụng thư "
            f"viện trong năm; riêng năm {data.year + 1} đạt ít nhất {formats.count(visits)} lượt"
        )
    more = visits - result.value
    against = f", tăng {formats.count(more)} lượt so với năm {data.year}" if more > 0 else ""
    return f"Phấn đấu đạt ít nhất {formats.count(visits)} lượt người sử dụng thư viện{against}"


def _keeping(data: ReportData) -> Iterator[CitedSentence]:
    """What goes on in any year, and what the end of the plan asks for."""
    if data.year >= data.plan.last_year and data.kind is ReportKind.FINAL:
        yield CitedSentence(
            "Đề xuất kế hoạch của giai đoạn tiếp theo trên cơ sở kết quả đã đạt và các bài học kinh nghiệm"
        )
        return
    if data.year >= data.plan.last_year:
        until = f"Tổng kết việc thực hiện Kế hoạch đến năm {data.plan.last_year}"
        yield CitedSentence(f"{until}, đề xuất nhiệm vụ giai đoạn tiếp theo")
        return
    number = len(data.work.groups)
    groups = f"{number} nhóm nhiệm vụ, giải pháp" if number else "các nhiệm vụ"
    on_time = "thu thập, duyệt số liệu của năm đúng thời hạn"
    yield CitedSentence(
        f"Tiếp tục thực hiện {groups} của Kế hoạch theo phân công; {on_time}", (PLAN,) if number else ()
    )


def goals(data: ReportData) -> tuple[Block, ...]:
    """IV of the report that is sent: the figures still owed, the goals of every target; who does what is in a table."""
    visits = [
        CitedSentence(_more_visits(condition.result, ahead, data), (target.target.code,))
        for target in data.targets
        for condition in target.conditions
        if data.accepted
        and isinstance(condition.result, GrowthResult)
        and isinstance(ahead := data.ahead[condition.condition.pk], GrowthResult)
    ]
    steps, strived = [*_figures(data)], [goal for goal in (*visits, *_shares_ahead(data)) if goal.text]
    if strived:
        text = "; ".join([strived[0].text, *(uncapitalized(goal.text) for goal in strived[1:])])
        steps.append(CitedSentence(text, tuple(dict.fromkeys(code for goal in strived for code in goal.sources))))
    return as_points(steps or [*_keeping(data)])


def _shares_ahead(data: ReportData) -> Iterator[CitedSentence]:
    """Hướng tới mốc năm 2030: 90% thư viện … có dịch vụ …, 80% có …: each milestone ahead that is not reached yet."""
    asked = defaultdict[int, dict[Scope, list[str]]](lambda: defaultdict(list))
    codes = defaultdict[int, list[str]](list)
    for target in data.targets if data.accepted else ():
        for condition in target.conditions:
            result, ahead = condition.result, data.ahead[condition.condition.pk]
            if isinstance(result, ShareResult) and isinstance(ahead, ShareResult) and facilities_needed(result, ahead):
                scopes, scope = asked[ahead.milestone.year], Scope(result.scope)
                whose = "" if scope in scopes else f"{scope_words(scope, data)} "
                scopes[scope].append(f"{words.percent_of(ahead.at_least)} {whose}{Measure(result.measure).label}")
                codes[ahead.milestone.year].append(target.target.code)
    for year, scopes in sorted(asked.items()):
        text = f"Đến năm {year}, {', '.join(phrase for phrases in scopes.values() for phrase in phrases)}"
        yield CitedSentence(text, tuple(dict.fromkeys(codes[year])))


def proposals(data: ReportData) -> tuple[Block, ...]:
    """V: what the commune's committee is asked to decide."""
    head, requests = Heading(1, "V. Đề xuất, kiến nghị"), list(_requests(data))
    if len(requests) == 1:
        request = CitedSentence(f"Đề nghị {data.head.asked} {uncapitalized(requests[0].text)}.", requests[0].sources)
        return (head, request.paragraph)
    return (head, Paragraph(f"Đề nghị {data.head.asked}:"), *as_points(requests))


def _requests(data: ReportData) -> Iterator[CitedSentence]:
    """The level above is asked for what it alone can give; the commune's own committee for decisions."""
    if data.head.purpose is Purpose.TO_COMMITTEE:
        yield from _orders(data)
        yield from _help(data)
    else:
        yield from _guidance(data)


def _guidance(data: ReportData) -> Iterator[CitedSentence]:
    """How the plan is read where the commune had to choose, a course for who lacks one, means for who lacks them."""
    chosen = {target.target.pk: target.target for target in data.targets if data.interpretations.get(target.target.pk)}
    if chosen:
        names = joined([f"“{target.short_name}”" for target in chosen.values()])
        codes = tuple(target.code for target in chosen.values())
        which = f"các chỉ tiêu {names}" if len(chosen) > 1 else f"chỉ tiêu {names}"
        if 1 < len(chosen) == len(data.targets):
            which = f"cả {len(chosen)} chỉ tiêu của Kế hoạch"
        yield CitedSentence(f"Hướng dẫn cách tính {which}", codes if len(codes) == 1 else (PLAN,))
    libraries = data.pair(LIBRARIES)
    people = libraries.now.sum("librarians_part_time") if libraries else None
    if people and people.amount:
        who = f"{formats.count(people.amount)} người làm thư viện kiêm nhiệm của {data.plan.commune.get_kind_display()}"
        yield CitedSentence(f"Mở lớp bồi dưỡng nghiệp vụ cho {who} trong năm {data.year + 1}", (FACILITIES,))
    if libraries and (bare := lacking_codes(data, Measure.IT) & libraries.now.without("computers")):
        names = some(
            [facility.name for facility in libraries.now.facilities if facility.code in bare],
            noun="thư viện",
            see=libraries.appendix,
        )
        means = f"Hỗ trợ máy tính, thiết bị tra cứu cho {names}"
        yield CitedSentence(means, failed_targets(data, Measure.IT))
    if not chosen and not (people and people.amount):
        yield CitedSentence("Tiếp tục hướng dẫn việc thực hiện Chương trình", (PLAN,))


def _help(data: ReportData) -> Iterator[CitedSentence]:
    libraries = data.pair(LIBRARIES)
    if libraries and (bare := lacking_codes(data, Measure.IT) & libraries.now.without("computers")):
        names = [facility.name for facility in libraries.now.facilities if facility.code in bare]
        libraries_without = some(names, noun="thư viện", see=libraries.appendix)
        means = "Bố trí kinh phí, vận động xã hội hóa để trang bị máy tính, thiết bị tra cứu"
        yield CitedSentence(f"{means} cho {libraries_without}", failed_targets(data, Measure.IT))
        if not data.is_full:
            return
    yield CitedSentence("Tiếp tục bố trí kinh phí thường xuyên cho việc thực hiện Kế hoạch")


def _orders(data: ReportData) -> Iterator[CitedSentence]:
    if not data.accepted:
        units = "các đơn vị quản lý thư viện, thiết chế văn hóa"
        yield CitedSentence(f"Chỉ đạo {units} báo cáo đầy đủ số liệu năm {data.year}")
    elif owners := _owners(data, data.unreported):
        yield CitedSentence(f"Chỉ đạo {owners} nộp đủ số liệu năm {data.year}")
    failing = frozenset().union(*(lacking_codes(data, measure) for measure in HELP))
    facilities = [facility for pair in data.kinds for facility in pair.now.facilities if facility.code in failing]
    if owners := _owners(data, facilities):
        if data.kind is ReportKind.ANNUAL and not data.is_full:
            yield CitedSentence(f"Giao các đơn vị làm các việc nêu ở mục IV trong năm {data.year + 1}")
        else:
            what = f"có giải pháp khắc phục tồn tại và báo cáo kết quả trong năm {data.year + 1}"
            yield CitedSentence(f"Giao {owners} {what}")
    yield from honours_asked(data)


def _owners(data: ReportData, facilities: Iterable[Facility]) -> str:
    """The units of these facilities; the culture office, whose report this is, needs no order to itself."""
    owners = dict.fromkeys(facility.unit for facility in facilities)
    names = [name_of(unit) for unit in owners if unit.kind != UnitKind.CULTURE_OFFICE]
    return some(names, noun="đơn vị", see=data.appendices)
