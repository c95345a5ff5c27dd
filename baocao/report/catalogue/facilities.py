"""What the report can say of libraries and centres: how many there are and reported, all their amounts, their money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from baocao.attainment.measures import VISITS
from baocao.report.catalogue.forms import forms_of, forms_of_both
from baocao.report.content.figures import READERS, knowing
from baocao.report.content.units import FUNDING
from baocao.report.data import ReportData
from baocao.report.figure_kinds import KindPair, Sum
from baocao.report.groups import FACILITIES, MONEY, OF_KIND
from baocao.report.section_markup import Figure
from kehoach.common import formats
from kehoach.common.formats import uncapitalized
from kehoach.questionnaire.layout import AMOUNTS, Field, Kind, Total
from thuvien.kind import LIBRARIES

_HAVING = (Kind.SWITCH, Kind.CHOICES)


def of_facilities(data: ReportData) -> Iterator[Figure]:
    """How many facilities there are, who keeps them, and how many reported."""
    counts = [("tổng số", "Số cơ sở", data.facilities)]
    counts += [("chưa có số liệu", "Số cơ sở chưa có số liệu được duyệt", len(data.unreported))]
    counts += [(pair.name, f"Số {pair.name}", len(pair.now.facilities)) for pair in data.kinds]
    counts += [("đơn vị quản lý", "Số đơn vị quản lý các cơ sở đó", len(data.owners))]
    for name, label, number in counts:
        yield Figure(f"{FACILITIES}.{name}", FACILITIES, label, formats.count(number))
    yield from _reported(data)


def _reported(data: ReportData) -> Iterator[Figure]:
    """How many forms are accepted, of a kind where some are missing, and how many came late."""
    of_kinds = {pair.name: forms_of(pair.now, data.year) for pair in data.kinds if not pair.now.is_whole}
    forms = tuple(form for pair in data.kinds for form in forms_of(pair.now, data.year))
    counts = [("đã duyệt", "Số cơ sở có số liệu được duyệt", data.accepted, forms)]
    counts += [
        (f"{name} đã duyệt", f"Số {name} có số liệu được duyệt", len(of_kind), of_kind)
        for name, of_kind in of_kinds.items()
    ]
    counts += [("nộp sau hạn", "Số cơ sở nộp sau hạn", data.accepted - data.on_time, forms)]
    for name, label, number, behind in counts:
        yield Figure(f"{FACILITIES}.{name}", FACILITIES, label, formats.count(number), forms=behind)


def of_kind(pair: KindPair, data: ReportData) -> Iterator[Figure]:
    """Every amount that the form asks for, and every total of it, added up over the facilities; then who has what."""
    for section in pair.now.kind.layout.sections:
        fields: Sequence[Field | Total] = [field for field in section.fields if field.kind in AMOUNTS]
        for question in (*fields, *section.totals):
            if column_sum := pair.now.sum(*question.parts):
                yield _amount(pair, question, column_sum, data)
    yield from _of_readers(pair, data)
    for field in pair.now.kind.layout.fields:
        having = pair.now.having(field.name) if field.kind in _HAVING else ""
        if having:
            group, thing = OF_KIND[pair.now.kind.slug], f"có {uncapitalized(field.label).removeprefix('có ')}"
            forms = forms_of(pair.now, data.year)
            yield Figure(f"{group}.{thing}", group, f"Số cơ sở {thing}", having, forms=forms)


def _amount(pair: KindPair, question: Field | Total, column_sum: Sum, data: ReportData) -> Figure:
    group, sums = OF_KIND[pair.now.kind.slug], pair.sums(*question.parts)
    return Figure(
        code=f"{group}.{question.label.lower()}",
        group=group,
        label=question.label + _left_out(column_sum.unknown),
        text=formats.count(column_sum.amount),
        before=formats.count(sums[1]) if sums else "",
        change=pair.change(question.unit, "", *question.parts),
        forms=forms_of_both(pair, data) if sums else forms_of(pair.now, data.year),
    )


def _left_out(unknown: int) -> str:
    return f" (chưa kể {unknown} cơ sở chưa thống kê)" if unknown else ""


def _of_readers(pair: KindPair, data: ReportData) -> Iterator[Figure]:
    """Who came to the libraries that know all of their visits, where others do not: only then do the parts add up."""
    if pair.now.kind is not LIBRARIES:
        return
    known = knowing(pair, VISITS)
    if len(known.now.values) == len(pair.now.values):
        return
    group = OF_KIND[pair.now.kind.slug]
    for phrase in READERS:
        if column_sum := known.now.sum(*phrase.parts):
            label = f"{phrase.after.capitalize()} ở các thư viện thống kê đủ"
            code = f"{group}.{label.lower()}"
            yield Figure(code, group, label, formats.count(column_sum.amount), forms=forms_of(known.now, data.year))


def of_money(data: ReportData) -> Iterator[Figure]:
    """The money of libraries and centres together: state, donated, both, and the donated share."""
    sums = [[pair.now.sum(name) for pair in data.kinds] for name in FUNDING]
    known = [total for row in sums for total in row if total]
    if not known:
        return
    state, donated = (sum(total.amount for total in row if total) for row in sums)
    forms = tuple(form for pair in data.kinds for form in forms_of(pair.now, data.year))
    both = [pair.sums(*FUNDING) for pair in data.kinds]
    before = None if None in both else sum(pair[1] for pair in both if pair)
    yield Figure(
        code=f"{MONEY}.tổng kinh phí",
        group=MONEY,
        label="Tổng kinh phí (đồng)",
        text=formats.count(state + donated),
        before="" if before is None else formats.count(before),
        change="" if before is None else formats.change(state + donated, before),
        forms=forms if before is None else tuple(form for pair in data.kinds for form in forms_of_both(pair, data)),
    )
    shares = [
        ("ngân sách nhà nước", "Ngân sách nhà nước (đồng)", formats.count(state)),
        ("xã hội hóa, tài trợ", "Xã hội hóa, tài trợ (đồng)", formats.count(donated)),
    ]
    if state + donated:
        share = formats.percent(Fraction(donated, state + donated))
        shares.append(("tỷ lệ xã hội hóa", "Tỷ lệ xã hội hóa, tài trợ", share))
    if unknown := sum(total.unknown for total in known):
        shares.append(("chưa thống kê", "Số khoản chưa thống kê", formats.count(unknown)))
    for name, label, text in shares:
        yield Figure(f"{MONEY}.{name}", MONEY, label, text, forms=forms)
