"""The appendices of the report: every figure of every facility, a table for each section of the form."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import TypeVar

from baocao.document.blocks import Align, Appendix, Block, Column, Paragraph, Table
from baocao.report.figure_kinds import KindPair, KindYear
from kehoach.common import formats
from kehoach.figures.state_words import OFFICE_WORDS
from kehoach.models import Facility, State
from kehoach.models.kinds import FigureKind
from kehoach.questionnaire.layout import AMOUNTS, Field, Kind, Total, total
from kehoach.questionnaire.values import Absent, Value, Values

# The words are too wide for a column of numbers; the legend above the tables says what the letters mean.
UNREPORTED = ("CBC", "chưa báo cáo")
# Why a facility's figures do not count yet, in the words that its form has on every page.
WAITING = {
    State.NOT_OPENED: ("CM", OFFICE_WORDS[State.NOT_OPENED].lower()),
    State.DRAFT: ("CN", f"{OFFICE_WORDS[State.DRAFT].lower()}, chưa nộp"),
    State.SUBMITTED: ("CD", OFFICE_WORDS[State.SUBMITTED].lower()),
    State.RETURNED: ("TL", f"{OFFICE_WORDS[State.RETURNED].lower()}, chưa nộp lại"),
}
SHORT = {
    Absent.UNANSWERED: ("CTL", "chưa trả lời"),
    Absent.UNKNOWN: ("CTK", "chưa thống kê"),
    Absent.NOT_APPLICABLE: ("KAD", "không áp dụng"),
}
# Shares of the width in percent: number and name are as wide in every table, the questions share the rest.
_NUMBER, _NAME, _QUESTIONS = 4, 30, 66
# More columns than this leave no room for a number in millions of đồng.
_MOST_QUESTIONS = 8
# With more facilities than this, sections share tables: a table a section would have them all down the page again.
_MANY = 20
_CONTINUED = " (tiếp theo)"
# What a section's title says to those who fill in the form, and not to those who read the report.
_FORM_TALK = " (không bắt buộc)"
_ALIGNED: dict[Kind, Align] = {
    Kind.CHOICES: "left",
    Kind.ONE: "left",
    Kind.TEXT: "left",
    Kind.SWITCH: "center",
    Kind.DATE: "center",
    Kind.YEAR: "center",
}

Question = Field | Total
Asked = TypeVar("Asked")


def appendix(pair: KindPair, year: int) -> Appendix:
    """All figures of one kind of facilities, facilities down and questions across."""
    many = len(pair.now.facilities) > _MANY
    tables = list(_shared_tables(pair.now) if many else _section_tables(pair.now))
    meanings = legend(tables)
    blocks: list[Block] = [Paragraph(meanings, lead="Chữ viết tắt:")] if meanings else []
    blocks += not_counted(pair.now)
    return Appendix(
        number=pair.appendix.removeprefix("Phụ lục").strip(),
        title=f"Số liệu {pair.name} năm {year}",
        attached_to="",
        blocks=(*blocks, *tables),
        landscape=True,
    )


def not_counted(now: KindYear) -> Iterator[Paragraph]:
    """Who closed during the year, and whom a target leaves out by the officer's decision."""
    gone = [f"{facility.name}, {facility.lifetime}" for facility in now.closed]
    if gone or now.taken_out:
        yield Paragraph(f"{'; '.join((*gone, *now.taken_out))}.", lead=f"Không tính vào năm {now.year}:")


def why_missing(now: KindYear, code: str) -> str:
    """The letters of why nothing of a facility counts."""
    state = now.states.get(code)
    return WAITING.get(state, UNREPORTED)[0] if state else UNREPORTED[0]


def _section_tables(now: KindYear) -> Iterator[Table]:
    """A table for each section of the form; a wide one in several."""
    for title, questions in _sections(now):
        yield from _tables_of(now, title, questions)


def _tables_of(now: KindYear, title: str, questions: Sequence[Question]) -> Iterator[Table]:
    for index, some in enumerate(_pieces(questions)):
        yield _table(now, some, title + (_CONTINUED if index else ""))


def _shared_tables(now: KindYear) -> Iterator[Table]:
    """Numbers in tables as wide as the page, whatever section they are of: with many facilities rows cost.

    A section with words keeps its tables: in a narrow column they would run down the page.
    """
    for has_words, run in groupby(_sections(now), key=lambda section: any(map(_is_words, section[1]))):
        if has_words:
            for title, questions in run:
                yield from _tables_of(now, title, questions)
        else:
            yield from _packed_tables(now, [(title, question) for title, questions in run for question in questions])


def _packed_tables(now: KindYear, questions: Sequence[tuple[str, Question]]) -> Iterator[Table]:
    begun: set[str] = set()
    for some in _pieces(questions):
        titles = dict.fromkeys(title for title, _ in some)
        caption = "; ".join(title + (_CONTINUED if title in begun else "") for title in titles)
        yield _table(now, [question for _, question in some], caption)
        begun.update(titles)


def _is_words(question: Question) -> bool:
    return isinstance(question, Field) and _ALIGNED.get(question.kind) == "left"


def _sections(now: KindYear) -> Iterator[tuple[str, list[Question]]]:
    """The sections of the form that have anything to print, each with its questions and, behind them, its totals."""
    for section in now.kind.layout.sections:
        fields = [field for field in section.fields if not field.optional or _anybody_answers(now, field)]
        names = {field.name for field in fields}
        questions: list[Question] = [*fields, *(summed for summed in section.totals if names & set(summed.parts))]
        if questions:
            yield section.title.removesuffix(_FORM_TALK), questions


def _pieces(questions: Sequence[Asked]) -> list[Sequence[Asked]]:
    """As few pieces as the page's width allows, all about equally long."""
    number = math.ceil(len(questions) / _MOST_QUESTIONS)
    edges = [piece * len(questions) // number for piece in range(number + 1)]
    return [questions[left:right] for left, right in pairwise(edges)]


def _anybody_answers(now: KindYear, field: Field) -> bool:
    """Whether a question that may stay unanswered has an answer to print."""
    answers = [values[field.name] for values in now.values.values()]
    return any(answer != frozenset() and not isinstance(answer, Absent) for answer in answers)


def _table(now: KindYear, questions: Sequence[Question], caption: str) -> Table:
    rows = tuple(
        (str(number), facility.name, *(_cell(now, facility, question) for question in questions))
        for number, facility in enumerate(now.facilities, start=1)
    )
    sums = [_sum(now, question) for question in questions]
    return Table(
        columns=(
            Column("TT", "center", _NUMBER * sum(map(_room, questions))),
            Column(now.kind.title, "left", _NAME * sum(map(_room, questions))),
            *(_column(question) for question in questions),
        ),
        rows=rows,
        caption=caption,
        total=("", "Cộng", *sums) if len(rows) > 1 and any(sums) else None,
    )


def _column(question: Question) -> Column:
    """A question with its unit; numbers stand to the right, words to the left."""
    aligned = _ALIGNED.get(question.kind, "right") if isinstance(question, Field) else "right"
    return Column(_with_unit(question), aligned, _QUESTIONS * _room(question))


def _room(question: Question) -> int:
    """How wide a question's column is beside the others: đồng have so many digits that it is half as wide again."""
    return 3 if question.unit == formats.DONG else 2


def _with_unit(question: Question) -> str:
    """Diện tích thư viện (m²); a label that names its unit already does not say it twice."""
    words = set(re.findall(r"\w+", question.label.lower()))
    is_list = isinstance(question, Field) and question.kind is Kind.CHOICES
    if is_list or (set(question.unit.split()) <= words and question.unit != formats.DONG):
        return question.label
    return f"{question.label} ({question.unit})"


def _cell(now: KindYear, facility: Facility, question: Question) -> str:
    """0 is printed as 0; what is missing says why, and what does not apply is not missing."""
    values = now.values.get(facility.code)
    if values is None:
        is_asked = any(now.kind.layout.field(name).asked_of(facility.kind) for name in question.parts)
        return why_missing(now, facility.code) if is_asked else SHORT[Absent.NOT_APPLICABLE][0]
    if isinstance(question, Total):
        return _total_cell(values, question)
    value = values[question.name]
    return SHORT[value][0] if isinstance(value, Absent) else question.shown(value)


def _total_cell(values: Values, question: Total) -> str:
    if all(values[name] is Absent.NOT_APPLICABLE for name in question.parts):
        return SHORT[Absent.NOT_APPLICABLE][0]
    amount = total(values, question.parts)
    return SHORT[Absent.UNKNOWN][0] if amount is None else formats.count(amount)


def _sum(now: KindYear, question: Question) -> str:
    """What a column adds up to: an amount, or how many of those who know have it; words add up to nothing."""
    if isinstance(question, Field) and question.kind in (Kind.CHOICES, Kind.SWITCH):
        having = now.having(question.name)
        return f"{having} có" if having else ""
    if isinstance(question, Field) and question.kind not in AMOUNTS:
        return ""
    column_sum = now.sum(*question.parts)
    return formats.count(column_sum.amount) if column_sum else ""


def legend(tables: Sequence[Table], *more: tuple[str, str]) -> str:
    """What the letters mean that occur, `more` of them included, and what the sums leave out."""
    cells = {cell for table in tables for row in table.rows for cell in row}
    missing = (UNREPORTED, *WAITING.values())
    meanings = [f"{letters}: {meaning}" for letters, meaning in (*missing, *SHORT.values(), *more) if letters in cells]
    if not meanings:
        return ""
    partial = (*missing, SHORT[Absent.UNKNOWN], SHORT[Absent.UNANSWERED])
    is_partial = bool(cells & {letters for letters, _ in partial})
    has_sums = any(table.total for table in tables)
    return "; ".join(meanings) + (". Dòng cộng chỉ cộng những số đã có." if is_partial and has_sums else ".")


def as_json(kind: FigureKind, now: KindYear) -> list[dict[str, object]]:
    """All figures for programs: a number, a list of choices, true or false, a word or day, or why there is none."""
    return [
        {
            "kind": kind.slug,
            "code": facility.code,
            "name": facility.name,
            "unit": facility.unit.name,
            "values": _plain(now.values.get(facility.code)),
            "totals": _totals(kind, now.values.get(facility.code)),
        }
        for facility in now.facilities
    ]


def _plain(values: Values | None) -> Mapping[str, object] | None:
    """None for a facility without accepted figures."""
    return None if values is None else {name: _json_value(value) for name, value in values.items()}


def _totals(kind: FigureKind, values: Values | None) -> dict[str, int | None]:
    """What is added up for a facility, by the words above it."""
    totals = [summed for section in kind.layout.sections for summed in section.totals]
    return {summed.label: total(values, summed.parts) for summed in totals} if values else {}


def _json_value(value: Value) -> object:
    if isinstance(value, Absent):
        return {"absent": value.value}
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
