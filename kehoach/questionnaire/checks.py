"""Checks of one facility's yearly figures against themselves and against last year's. Imports no Django.

As in the US library surveys and England's school census: an error must be corrected, a query must be explained by a
note, a hint is only shown. A check is a named function over a Case; its name is the code of what it finds. Whatever
is absent is left out of account: it makes no check fire.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from kehoach.questionnaire.layout import Layout, applying, total
from kehoach.questionnaire.values import Absent, Values


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
    """One facility's year: its kind, this year's values, last year's accepted ones or None, the window's last day."""

    kind: str
    values: Values
    last: Values | None
    last_day: date | None = None

    def now(self, *names: str) -> int | None:
        """This year's number, or the sum of several; None where one is not known or none of them applies."""
        if len(names) == 1:
            value = self.values.get(names[0])
            return value if type(value) is int else None
        return _known_sum(self.values, names)

    def before(self, *names: str) -> int | None:
        """The same of last year."""
        return _known_sum(self.last, names) if self.last else None

    def chosen(self, name: str) -> frozenset[str] | None:
        """This year's choices; None where there was no answer."""
        return _chosen(self.values, name)

    def chosen_before(self, name: str) -> frozenset[str] | None:
        """Last year's choices."""
        return _chosen(self.last or {}, name)

    def choice(self, name: str) -> str | None:
        """This year's one choice of several; None where there was no answer."""
        value = self.values.get(name)
        return value if isinstance(value, str) and not isinstance(value, Absent) else None

    def day(self, name: str) -> date | None:
        """This year's day; None where there was no answer."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def is_unanswered(self, name: str) -> bool:
        """Whether nobody has said anything, not even why there is no answer."""
        return self.values.get(name, Absent.UNANSWERED) is Absent.UNANSWERED


def _known_sum(values: Values, names: Sequence[str]) -> int | None:
    return total(values, names) if applying(values, names) else None


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


Body = Callable[[Case, Thresholds], Iterable[Remark]]


@dataclass(frozen=True)
class Check:
    """A named function over a case. Its name is its code; `title` says to people what it looks for."""

    code: str
    title: str
    severity: Severity
    body: Body

    def __call__(self, case: Case, limits: Thresholds) -> list[Finding]:
        """What it finds in this case."""
        return [Finding(self.code, self.severity, remark.fields, remark.message) for remark in self.body(case, limits)]


class Checks(list[Check]):
    """The checks of one kind of figures. Each is written as a function that yields remarks."""

    def error(self, title: str) -> Callable[[Body], Check]:
        """Adds a check whose findings must be corrected."""
        return self._adder(title, Severity.ERROR)

    def query(self, title: str) -> Callable[[Body], Check]:
        """Adds a check whose findings must be explained by a note or shown by a photo."""
        return self._adder(title, Severity.QUERY)

    def hint(self, title: str) -> Callable[[Body], Check]:
        """Adds a check whose findings are only shown."""
        return self._adder(title, Severity.HINT)

    def _adder(self, title: str, severity: Severity) -> Callable[[Body], Check]:
        def add(body: Body) -> Check:
            check = Check(body.__name__, title, severity, body)
            self.append(check)
            return check

        return add


def run(
    checks: Iterable[Check],
    case: Case,
    thresholds: Thresholds,
    order: Sequence[str],
    as_hints: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Everything that the checks find, at once: in the order of the form's columns, errors first within a column.

    The findings of the codes in `as_hints` are only shown, whatever their check is meant to ask.
    """
    findings = [
        replace(finding, severity=Severity.HINT) if finding.code in as_hints else finding
        for check in checks
        for finding in check(case, thresholds)
    ]
    if len(findings) > 1:
        ranks = {name: rank for rank, name in enumerate(order)}
        findings.sort(key=lambda finding: (ranks.get(finding.fields[0], len(ranks)), _GRAVEST_FIRST[finding.severity]))
    return tuple(findings)


def unanswered(layout: Layout, case: Case) -> tuple[Finding, ...]:
    """An error for each question that applies, must be answered and is not."""
    return tuple(
        Finding("unanswered", Severity.ERROR, (field.name,), f"Chưa trả lời: {field.label}.")
        for field in layout.for_kind(case.kind)
        if not field.optional and case.is_unanswered(field.name)
    )


def unexplained_unknowns(layout: Layout, case: Case, notes: Mapping[str, str]) -> tuple[Finding, ...]:
    """An error for each “chưa thống kê” without a note that says why."""
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


def open_queries(
    findings: Iterable[Finding], notes: Mapping[str, str], evidenced: Collection[str] = ()
) -> tuple[Finding, ...]:
    """The queries that are not answered yet, neither by a note nor by a photo or paper at the question.

    `evidenced` are the columns that have one. A blank note answers nothing.
    """
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.QUERY
        and finding.fields[0] not in evidenced
        and not _noted(notes, finding.fields[0])
    )


def _noted(notes: Mapping[str, str], name: str) -> bool:
    return bool(notes.get(name, "").strip())
