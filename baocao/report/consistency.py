"""Whether what a report is made from agrees with itself: forms, books, units' results and the officer's own words.

Each finding is a sentence for the officer, who mends the row or gives a reason; nothing is decided for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from django.utils import timezone

from baocao.attainment.verdicts import FAILS
from baocao.living_plan.results import ClauseResult
from baocao.report.content.units import FUNDING
from baocao.report.data import ReportData
from baocao.report.figure_kinds import KindPair
from baocao.report.section_markup import CODE, Figure
from baocao.report.work import name_of
from kehoach.common import formats
from kehoach.common.formats import uncapitalized
from kehoach.models import ProgressState, UnitKind, YearFigures
from kehoach.questionnaire.layout import number
from kehoach.tasks.clauses import UnitProgress
from thuvien.kind import LIBRARIES

_AMOUNT = re.compile(r"\d[\d.]*(?=\s*đồng)")
_NUMBER = re.compile(r"(?<![\w/.,-])\d+(?:\.\d{3})*(?:,\d+)?%?(?:/\d+)?(?![\w/-])")
# Days, years, and the numbers of documents are no figures.
_NO_FIGURE = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}|\d+/[\w-]*[A-ZĐ][\w-]*|(?:ngày|tháng|năm|số|khóa|mẫu)\s+\d[\d/.-]*|\b20\d\d\b",
    re.IGNORECASE,
)
# The section of a report that says what went well, as the officer may write it.
_STRENGTHS = "III.1"
_SENTENCE_END = re.compile(r"(?<=[.;])\s+|\n+")
_DENIED = re.compile(r"\bchưa\b", re.IGNORECASE)
_ROTATION = "luân chuyển"
# What a task counts, and the register that counts the same.
_IN_BOOKS = {"hoạt động": "activities", "tin, bài phát thanh": "broadcasts", "lớp tập huấn": "courses"}


def contradictions(data: ReportData) -> list[str]:
    """What disagrees, a sentence each; five rules look at units' results, the others at books, forms and days."""
    found = [*_of_money(data), *_of_days(data), *_of_hands(data), *_of_documents(data)]
    for clause in data.clauses:
        for unit in clause.units:
            if unit.row is not None:
                found += [
                    f"{clause.task.code}, {name_of(unit.unit)}: {text}" for text in _of_result(data, clause, unit)
                ]
    return found


def _of_result(data: ReportData, clause: ClauseResult, unit: UnitProgress) -> Iterator[str]:
    """One unit's result against itself, the funding book, the register and its form."""
    state, words, count = unit.state, unit.as_row.result, unit.as_row.count
    known = {formats.count(amount) for amount in _amounts(data)}
    strange = [amount for amount in _AMOUNT.findall(words) if len(amount) > 7 and amount.strip(".") not in known]
    if strange and data.books.funding:
        yield f"{strange[0]} đồng không có trong sổ kinh phí"
    noun = unit.task.counts.partition(",")[0]
    said = re.findall(rf"(\d[\d.]*) {re.escape(noun)}\b", words) if noun and count else []
    if said and count and formats.count(count) not in said:
        yield f"số lượng ghi {formats.count(count)}, lời kết quả ghi {said[0]} {noun}"
    if state is ProgressState.DONE and _DENIED.search(words):
        yield "ghi hoàn thành nhưng lời kết quả nói “chưa”"
    if unit.waits_for_officer:
        yield "kết quả chưa được công chức xã xác nhận"
    if len(clause.units) == 1 and count:
        for counted, noun in _IN_BOOKS.items():
            in_book = getattr(clause.records, noun)
            if counted in unit.task.counts and in_book not in (0, count):
                yield f"ghi {count} {counted}, sổ có {in_book}"
    pair = data.pair(LIBRARIES)
    if (
        pair
        and state is ProgressState.DONE
        and _ROTATION in unit.task.short_name.lower()
        and _never_rotated(pair, unit)
    ):
        yield "báo đã luân chuyển sách, phiếu thư viện ghi 0 đợt"


def _never_rotated(pair: KindPair, unit: UnitProgress) -> bool:
    """Whether the unit has libraries with accepted figures, and all of them say that no books went round."""
    own = [pair.now.values.get(facility.code) for facility in pair.now.facilities if facility.unit_id == unit.unit.pk]
    known = [values for values in own if values is not None]
    return bool(known) and all(number(values, "rotation_rounds") == 0 for values in known)


def _amounts(data: ReportData) -> Iterator[int]:
    """Every amount of the funding book, row by row and summed."""
    funding = data.books.funding
    for money in (*funding.by_source, *funding.by_task, *funding.by_donor, funding.total) if funding else ():
        yield from (amount for amount in (money.planned, money.spent, money.spent_of_plan) if amount is not None)


def _of_money(data: ReportData) -> Iterator[str]:
    """The forms' money beside the book's."""
    sums = [pair.now.sum(name) for pair in data.kinds for name in FUNDING]
    in_forms, funding = sum(column_sum.amount for column_sum in sums if column_sum), data.books.funding
    if funding and in_forms and in_forms != funding.total.spent:
        yield (
            f"Kinh phí khai trong phiếu là {formats.money(in_forms)}, sổ kinh phí ghi đã chi "
            f"{formats.money(funding.total.spent or 0)}; báo cáo dùng sổ"
        )


def _of_days(data: ReportData) -> Iterator[str]:
    """Forms that were handed in before the days that they count were over, and a deadline that asks for that."""
    opened = data.reporting_year
    if opened is None:
        return
    last = formats.date_short(opened.window_end)
    if opened.unit_deadline < opened.window_end:
        yield f"Hạn nộp phiếu {formats.date_short(opened.unit_deadline)} đặt trước ngày chốt số liệu {last}"
    days = [timezone.localdate(form.submitted_at) for form in _forms(data) if form.submitted_at]
    early = [day for day in days if day < opened.window_end]
    if early:
        first = formats.date_short(min(early))
        yield f"{len(early)}/{len(days)} phiếu nộp trước ngày chốt số liệu {last}, sớm nhất {first}"


def _of_hands(data: ReportData) -> Iterator[str]:
    """Forms that one person handed in and accepted."""
    alone = [form.facility.name for form in _forms(data) if form.submitted_by_id == form.accepted_by_id is not None]
    if alone:
        yield f"{len(alone)} phiếu do cùng một người nộp và duyệt: {', '.join(alone)}"


def _forms(data: ReportData) -> Iterator[YearFigures]:
    for of_kind in data.years.by_kind.values():
        yield from (form for (year, _), form in of_kind.accepted.items() if year == data.year)


def _of_documents(data: ReportData) -> Iterator[str]:
    """A document under the committee's symbol that the book has for another body."""
    for document in data.books.documents:
        symbol = document.number.partition("/")[2]
        if "UBND" in symbol and document.unit.kind != UnitKind.COMMITTEE:
            issuer = name_of(document.unit)
            yield f"{document.kind} số {document.number} mang ký hiệu của Ủy ban nhân dân, sổ ghi {issuer} ban hành"


def praised_failures(texts: Mapping[str, str], data: ReportData) -> list[str]:
    """Targets that are missed, or behind their path, and that somebody's own text counts among the strengths (III.1).

    A sentence that says so itself (“chưa”) praises nothing.
    """
    praise = [line for line in _SENTENCE_END.split(texts.get(_STRENGTHS, "")) if not _DENIED.search(line)]
    failed = [target.target for target in data.targets if target.verdict in FAILS]
    return [
        f"mục {_STRENGTHS} nêu “{target.short_name}” là ưu điểm, chỉ tiêu này chưa đạt hoặc chậm so với lộ trình"
        for target in failed
        if any(
            target.short_name.lower() in line.lower()
            or any(code.startswith(f"{target.code}.") for code in CODE.findall(line))
            for line in praise
        )
    ]


def names_of_one_post(data: ReportData, text: str) -> list[str]:
    """The culture office under its unit's name and under its officer's position in one text (NĐ 30, Phụ lục II)."""
    position = uncapitalized(data.position)
    offices = {name_of(unit) for unit in data.work.units if unit.kind == UnitKind.CULTURE_OFFICE} - {position}
    return [
        f"báo cáo gọi một chức danh bằng hai tên: {office}; {position}"
        for office in sorted(offices)
        if office in text and position in text
    ]


def typed_numbers(texts: Mapping[str, str], figures: Iterable[Figure]) -> list[str]:
    """The numbers that somebody typed into their own texts, by section: each with the code that it could be, if any.

    A number inside a code lives with the data; one that was typed stays when the data change.
    """
    by_text = {figure.text: figure.code for figure in figures}
    found = []
    for section, text in texts.items():
        bare = _NO_FIGURE.sub(" ", CODE.sub(" ", text))
        for typed in dict.fromkeys(_NUMBER.findall(bare)):
            code = by_text.get(typed)
            found.append(
                f"mục {section}: {typed}" + (f" (có thể chèn {{{{{code}}}}})" if code else " (không có trong số liệu)")
            )
    return found
