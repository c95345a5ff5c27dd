"""Sections IV and V of the report: what next year asks for, and what the commune is asked for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from baocao import words
from baocao.attainment import GrowthResult, ShareResult
from baocao.document import Block, Heading, Paragraph, Points
from baocao.enums import Purpose, ReportKind
from baocao.report.assessment import lacking_codes, lacking_names
from baocao.report.book_words import commended, honours_asked
from baocao.report.data import ReportData
from baocao.report.sentences import noun_of, only_name, scope_words
from baocao.report.words import ended, lower_first, some
from baocao.report.work import name_of
from kehoach import formats
from kehoach.enums import Measure, UnitKind
from kehoach.models import Facility
from thuvien.kind import LIBRARIES

# What is done for a facility that fails a share.
_HELP = {
    Measure.SERVICES: "mở dịch vụ phục vụ học tập suốt đời",
    Measure.IT: "ứng dụng công nghệ thông tin",
    Measure.ACTIVE: "duy trì lớp, câu lạc bộ hoặc nhóm và tổ chức hoạt động thường xuyên",
}


def outlook(data: ReportData) -> tuple[Block, ...]:
    """IV: from where the year ended to the next milestone, condition by condition."""
    steps = ended([*_figures(data), *_next_steps(data), *_keeping(data)])
    return (Heading(1, f"IV. Phương hướng, nhiệm vụ {_ahead(data)}"), *_listed(steps))


def _ahead(data: ReportData) -> str:
    """What lies ahead: the next year, or for a review the rest of the plan and what comes after it."""
    if data.kind is ReportKind.ANNUAL:
        return f"năm {data.year + 1}"
    return f"đến năm {data.plan.last_year}" if data.year < data.plan.last_year else "giai đoạn tiếp theo"


def _listed(items: tuple[str, ...]) -> tuple[Block, ...]:
    """Points; a single one is a paragraph."""
    return (Points(items),) if len(items) > 1 else tuple(Paragraph(item) for item in items)


def _figures(data: ReportData) -> Iterator[str]:
    """The year's figures come first where they are missing."""
    missing = len(data.unreported)
    whose = f"cả {missing} cơ sở" if not data.accepted else f"{missing} cơ sở còn lại"
    if data.reporting_year is None:
        yield f"Mở kỳ thu thập số liệu năm {data.year}"
    elif missing:
        yield f"Hoàn thành việc thu thập, duyệt số liệu năm {data.year} của {whose}"


def _next_steps(data: ReportData) -> Iterator[str]:
    for target in data.targets if data.accepted else ():
        for one in target.conditions:
            ahead = data.ahead[one.condition.pk]
            if isinstance(one.result, ShareResult) and isinstance(ahead, ShareResult):
                yield from _more_facilities(one.result, ahead, data)
            elif isinstance(one.result, GrowthResult) and isinstance(ahead, GrowthResult):
                yield from _more_visits(one.result, ahead, data)


def _more_facilities(result: ShareResult, ahead: ShareResult, data: ReportData) -> Iterator[str]:
    """Which facilities are to be helped to the next milestone; where not all are needed, among which to choose."""
    needed = min(math.ceil(ahead.milestone.floor * result.total) - result.met, len(result.lacking))
    if needed <= 0:
        return
    goal, help_ = f"mốc {words.percent_of(ahead.at_least)}", _HELP[Measure(result.measure)]
    when = _by(ahead.milestone.year, data.year + 1)
    if result.total == 1:
        yield f"Hỗ trợ {only_name(result, data)} {help_} để đạt {goal}{when}"
        return
    names, whom = lacking_names(result, data), f"của {scope_words(result.scope, data)}"
    if needed == len(result.lacking):
        yield f"Hỗ trợ {names} {help_}, hướng tới {goal} {whom}{when}"
    else:
        noun = noun_of(result.scope, data)
        yield f"Hỗ trợ thêm ít nhất {needed} {noun} {help_}, hướng tới {goal} {whom}{when}; lựa chọn trong số: {names}"


def _by(milestone: int, next_year: int) -> str:
    """ngay trong năm 2025 · vào năm 2030; nothing after the milestone's year."""
    if milestone < next_year:
        return ""
    return f" ngay trong năm {milestone}" if milestone == next_year else f" vào năm {milestone}"


def _more_visits(result: GrowthResult, ahead: GrowthResult, data: ReportData) -> Iterator[str]:
    """How many visits next year's point on the path asks for; it says nothing while this year's are not known."""
    if result.unreported or not result.total or not ahead.path or ahead.path[1] is None:
        return
    asked = math.ceil(ahead.path[0])
    more = asked - result.value
    against = f", tăng {formats.count(more)} lượt so với năm {data.year}" if more > 0 else ""
    yield f"Phấn đấu đạt ít nhất {formats.count(asked)} lượt người sử dụng thư viện{against}"


def _keeping(data: ReportData) -> Iterator[str]:
    """What goes on in any year, and what the end of the plan asks for."""
    if data.year >= data.plan.last_year and data.kind is ReportKind.FINAL:
        yield "Đề xuất kế hoạch của giai đoạn tiếp theo trên cơ sở kết quả đã đạt và các bài học kinh nghiệm"
        return
    if data.year >= data.plan.last_year:
        yield f"Tổng kết việc thực hiện Kế hoạch đến năm {data.plan.last_year}, đề xuất nhiệm vụ giai đoạn tiếp theo"
        return
    groups = f"{len(data.work.groups)} nhóm nhiệm vụ, giải pháp" if data.work.groups else "các nhiệm vụ"
    yield f"Tiếp tục thực hiện {groups} của Kế hoạch theo phân công; thu thập, duyệt số liệu của năm đúng thời hạn"


def proposals(data: ReportData) -> tuple[Block, ...]:
    """V: what the commune's committee is asked to decide."""
    head, requests = Heading(1, "V. Đề xuất, kiến nghị"), list(_requests(data))
    honoured = commended(data)
    if len(requests) == 1:
        return (head, *honoured, Paragraph(f"Đề nghị {data.head.asked} {lower_first(requests[0])}."))
    return (head, *honoured, Paragraph(f"Đề nghị {data.head.asked}:"), Points(ended(requests)))


def _requests(data: ReportData) -> Iterator[str]:
    """The level above is asked for help; the commune's own committee for decisions about its units as well."""
    if data.head.purpose is Purpose.TO_COMMITTEE:
        yield from _orders(data)
    yield from _help(data)


def _help(data: ReportData) -> Iterator[str]:
    libraries = data.pair(LIBRARIES)
    if libraries and (bare := lacking_codes(data, Measure.IT) & libraries.now.without("computers")):
        names = [facility.name for facility in libraries.now.facilities if facility.code in bare]
        told = some(names, noun="thư viện", see=libraries.appendix)
        yield f"Bố trí kinh phí, vận động xã hội hóa để trang bị máy tính, thiết bị tra cứu cho {told}"
    yield "Tiếp tục bố trí kinh phí thường xuyên cho việc thực hiện Kế hoạch"


def _orders(data: ReportData) -> Iterator[str]:
    if not data.accepted:
        yield f"Chỉ đạo các đơn vị quản lý thư viện, thiết chế văn hóa báo cáo đầy đủ số liệu năm {data.year}"
    elif owners := _owners(data, data.unreported):
        yield f"Chỉ đạo {owners} nộp đủ số liệu năm {data.year}"
    failing = frozenset().union(*(lacking_codes(data, measure) for measure in _HELP))
    facilities = [facility for pair in data.kinds for facility in pair.now.facilities if facility.code in failing]
    if owners := _owners(data, facilities):
        yield f"Giao {owners} có giải pháp khắc phục tồn tại và báo cáo kết quả trong năm {data.year + 1}"
    yield from honours_asked(data)


def _owners(data: ReportData, facilities: Iterable[Facility]) -> str:
    """The units of these facilities; the culture office, whose report this is, needs no order to itself."""
    owners = dict.fromkeys(facility.unit for facility in facilities)
    names = [name_of(unit) for unit in owners if unit.kind != UnitKind.CULTURE_OFFICE]
    return some(names, noun="đơn vị", see=data.appendices)
