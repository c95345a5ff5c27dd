"""Checks of one facility's yearly figures against themselves and against last year's. Imports no Django.

As in the US library surveys and England's school census (domain 5.4): an error must be corrected, a query must be
explained by a note, a hint only tells. A check is a named function over a Case; its name is the code of what it finds.
Whatever is absent is left out of account: it makes no check fire.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import wraps
from typing import NamedTuple

from kehoach.formats import change, count, decimal, money
from kehoach.layout import Field, Kind, Layout, Total, number, total
from kehoach.values import Absent, Values


class Severity(StrEnum):
    """What a finding asks of people, the gravest first."""

    ERROR = "error"
    QUERY = "query"
    HINT = "hint"

    @property
    def label(self) -> str:
        """The word for people."""
        return _LABELS[self]

    @property
    def tone(self) -> str:
        """The tone in the stylesheet; the word beside it says the same."""
        return _TONES[self]


_LABELS = {Severity.ERROR: "Lỗi phải sửa", Severity.QUERY: "Cần giải trình", Severity.HINT: "Lưu ý"}
_TONES = {Severity.ERROR: "late", Severity.QUERY: "open", Severity.HINT: "path"}
_GRAVEST_FIRST = {severity: rank for rank, severity in enumerate(Severity)}

STOCK_EXPLANATIONS: tuple[str, ...] = (
    "Thay đổi cách đếm",
    "Năm trước thống kê sót",
    "Số học sinh thay đổi",
    "Sáp nhập trường, thôn",
    "Thư viện, nhà văn hóa sửa chữa",
    "Nghỉ học kéo dài",
    "Được trang bị, tài trợ thêm",
    "Kiểm kê, thanh lý sách cũ",
    "Có minh chứng lưu tại đơn vị",
)


@dataclass(frozen=True)
class Finding:
    """What a check has to say. `fields` are the columns concerned; the note that answers it belongs to the first."""

    code: str
    severity: Severity
    fields: tuple[str, ...]
    message: str


@dataclass(frozen=True)
class Case:
    """One facility's year: its kind, this year's values, and last year's accepted ones or None."""

    kind: str
    values: Values
    last: Values | None

    def now(self, *names: str) -> int | None:
        """This year's number, or the sum of several; None where one is not known or none of them applies."""
        return _known_sum(self.values, names)

    def before(self, *names: str) -> int | None:
        """The same of last year."""
        return _known_sum(self.last or {}, names)

    def chosen(self, name: str) -> frozenset[str] | None:
        """This year's choices; None where there was no answer."""
        return _chosen(self.values, name)

    def chosen_before(self, name: str) -> frozenset[str] | None:
        """Last year's choices."""
        return _chosen(self.last or {}, name)


def _known_sum(values: Values, names: Sequence[str]) -> int | None:
    if len(names) == 1:
        return number(values, names[0])
    return total(values, names) if _applying(values, names) else None


def _applying(values: Values, names: Sequence[str]) -> list[str]:
    return [name for name in names if number(values, name) is not None]


def _chosen(values: Values, name: str) -> frozenset[str] | None:
    value = values.get(name)
    return value if isinstance(value, frozenset) else None


Thresholds = Mapping[str, Decimal]


@dataclass(frozen=True)
class Threshold:
    """A number that a check compares with, which an administrator may change; `default` is the form's proposal."""

    code: str
    default: Decimal
    label: str
    unit: str


class Remark(NamedTuple):
    """The columns that a check found something in, and what it says about them."""

    fields: tuple[str, ...]
    message: str


Check = Callable[[Case, Thresholds], Iterable[Finding]]
_Body = Callable[[Case, Thresholds], Iterable[Remark]]


class Checks(list[Check]):
    """The checks of one kind of figures. Each is written as a function that yields remarks; its name is its code."""

    def error(self, body: _Body) -> Check:
        """Adds a check whose findings must be corrected."""
        return self._add(body, Severity.ERROR)

    def query(self, body: _Body) -> Check:
        """Adds a check whose findings must be explained by a note."""
        return self._add(body, Severity.QUERY)

    def hint(self, body: _Body) -> Check:
        """Adds a check whose findings are only shown."""
        return self._add(body, Severity.HINT)

    def _add(self, body: _Body, severity: Severity) -> Check:
        @wraps(body)
        def named(case: Case, limits: Thresholds) -> Iterator[Finding]:
            for remark in body(case, limits):
                yield Finding(body.__name__, severity, remark.fields, remark.message)

        self.append(named)
        return named


def run(checks: Sequence[Check], case: Case, thresholds: Thresholds, order: Sequence[str]) -> tuple[Finding, ...]:
    """Everything that the checks find, at once: in the order of the form's columns, errors first within a column."""
    places = {name: place for place, name in enumerate(order)}
    found = [finding for one in checks for finding in one(case, thresholds)]
    found.sort(key=lambda finding: (places.get(finding.fields[0], len(places)), _GRAVEST_FIRST[finding.severity]))
    return tuple(found)


def unanswered(layout: Layout, case: Case) -> tuple[Finding, ...]:
    """An error for each question that applies and that nobody has answered (domain 5.4: every field must be filled)."""
    return tuple(
        Finding("unanswered", Severity.ERROR, (field.name,), f"Chưa trả lời: {field.label}.")
        for field in layout.for_kind(case.kind)
        if case.values.get(field.name, Absent.UNANSWERED) is Absent.UNANSWERED
    )


def unexplained_unknowns(layout: Layout, case: Case, notes: Mapping[str, str]) -> tuple[Finding, ...]:
    """An error for each “chưa thống kê” without a note that says why (design section 6)."""
    return tuple(
        Finding(
            "unexplained_unknowns",
            Severity.ERROR,
            (field.name,),
            f"{field.label}: chưa thống kê, cần ghi chú nêu lý do.",
        )
        for field in layout.for_kind(case.kind)
        if case.values.get(field.name) is Absent.UNKNOWN and not _noted(notes, field.name)
    )


def open_queries(findings: Iterable[Finding], notes: Mapping[str, str]) -> tuple[Finding, ...]:
    """The queries that no note answers yet. A blank note answers nothing."""
    return tuple(
        finding for finding in findings if finding.severity is Severity.QUERY and not _noted(notes, finding.fields[0])
    )


def _noted(notes: Mapping[str, str], name: str) -> bool:
    return bool(notes.get(name, "").strip())


# What the checks of all kinds of figures have in common. Each yields remarks; the named check says when to ask it.

EXPLAIN = "cần giải trình"
REVIEW = "nên kiểm tra lại"


def changed_over(
    case: Case, figure: Field | Total, percent: Decimal, ask: str, more_than: Decimal = Decimal(0)
) -> Iterator[Remark]:
    """A change of more than `percent` of last year's value, and of more than `more_than` in number.

    Against zero or nothing no change is computed, nor between sums of which different parts apply.
    """
    now, before = case.now(*figure.parts), case.before(*figure.parts)
    if now is None or not before:
        return
    difference = abs(now - before)
    if difference * 100 <= percent * before or difference <= more_than or not _same_parts_apply(case, figure):
        return
    told = f"{count(now)}, năm trước {count(before)}: {change(now, before)}"
    yield Remark(figure.parts, f"{figure.label} {told}, hơn mức {decimal(percent)}% {ask}.")


def _same_parts_apply(case: Case, figure: Field | Total) -> bool:
    return _applying(case.values, figure.parts) == _applying(case.last or {}, figure.parts)


def changed_at_all(case: Case, fields: Iterable[Field]) -> Iterator[Remark]:
    """A value that rarely changes and is another than last year's (the IMLS family's “historical” edit)."""
    for field in fields:
        now, before = case.now(field.name), case.before(field.name)
        if now is not None and before is not None and now != before:
            told = f"{field.label} {count(now)} {field.unit}, năm trước {count(before)} {field.unit}"
            yield Remark((field.name,), f"{told}: số này ít khi thay đổi, nên kiểm tra lại.")


def same_as_last_year(case: Case, fields: Sequence[Field]) -> Iterator[Remark]:
    """All of these equal last year's, and not all of them zero: last year's figure is not an estimate."""
    now = [case.now(field.name) for field in fields]
    if None in now or not any(now) or now != [case.before(field.name) for field in fields]:
        return
    told = "; ".join(
        f"{lower_first(field.label)} {count(amount or 0)}" for field, amount in zip(fields, now, strict=True)
    )
    names = tuple(field.name for field in fields)
    yield Remark(names, f"Trùng y số năm trước: {told}. Hãy kiểm tra đã nhập số của năm nay chưa.")


def not_positive(case: Case, fields: Iterable[Field]) -> Iterator[Remark]:
    """A zero where there must be something."""
    for field in fields:
        if case.now(field.name) == 0:
            yield Remark((field.name,), f"{field.label} là 0, cần một số lớn hơn 0.")


def only_together(case: Case, things: Field | Total, people: Field) -> Iterator[Remark]:
    """Things without people, or people without things: both are zero or neither is."""
    number_of_things, number_of_people = case.now(*things.parts), case.now(people.name)
    if number_of_things is None or number_of_people is None or bool(number_of_things) == bool(number_of_people):
        return
    told = f"{things.label} là {count(number_of_things)} nhưng {lower_first(people.label)} là {count(number_of_people)}"
    yield Remark((people.name, *things.parts), f"{told}: hai số phải cùng bằng 0 hoặc cùng lớn hơn 0.")


def small_money(case: Case, layout: Layout, least: Decimal) -> Iterator[Remark]:
    """A sum of money so small that it was probably typed in thousands or millions (domain 5.3 #22)."""
    for field in layout.fields:
        amount = case.now(field.name)
        if field.kind is Kind.MONEY and amount and amount < least:
            told = f"{field.label} {money(amount)}, chưa đến {decimal(least)} đồng"
            yield Remark((field.name,), f"{told}: có thể đã nhập theo nghìn hoặc triệu đồng, hãy nhập đủ số đồng.")


def lower_first(label: str) -> str:
    """A label inside a sentence: Số tên sách → số tên sách."""
    return label[:1].lower() + label[1:]
