"""What the entry form and the tables of figures show, question by question."""

from __future__ import annotations

from dataclasses import dataclass

from kehoach.questionnaire.checks import Finding, Severity
from kehoach.questionnaire.layout import AMOUNTS, WORDS, Field, Kind, Total
from kehoach.questionnaire.values import Absent


@dataclass(frozen=True)
class Row:
    """One question with all that its card shows; texts arrive formatted."""

    field: Field
    input_name: str
    text: str
    choices: tuple[tuple[str, str, bool], ...]
    absent: str
    note: str
    errors: tuple[str, ...]
    findings: tuple[Finding, ...]
    last: str
    change: str
    prefilled: bool
    theirs: str
    saved: str
    recorded: str

    @property
    def input_id(self) -> str:
        """The id that errors and the summary link to."""
        return f"id_{self.input_name}"

    @property
    def kind(self) -> str:
        """Which sort of input the card draws."""
        return self.field.kind.value

    @property
    def wants_evidence(self) -> bool:
        """Whether a check asks for an explanation, which a photo or paper can be."""
        return any(finding.severity is Severity.QUERY for finding in self.findings)

    @property
    def is_answered(self) -> bool:
        """Whether the question has a number, a choice or a reason for having none."""
        return bool(self.text or self.absent or any(value and checked for value, _, checked in self.choices))

    @property
    def is_amount(self) -> bool:
        """Whether the answer is a number of something, so that 0 says that there was none."""
        return self.field.kind in AMOUNTS

    @property
    def in_words(self) -> bool:
        """Whether the answer is words, which a table sets to the left."""
        return self.field.kind in WORDS or self.field.kind is Kind.CHOICES

    @property
    def is_told(self) -> bool:
        """Whether a table has anything to say: an optional question without an answer is left out."""
        is_empty = not self.is_answered or self.absent == Absent.NOT_APPLICABLE
        return not (self.field.optional and is_empty) or bool(self.last or self.note or self.findings)


@dataclass(frozen=True)
class RowSection:
    """A titled group of questions and the totals computed from them."""

    title: str
    rows: tuple[Row, ...]
    totals: tuple[tuple[Total, str, str], ...]

    @property
    def is_optional(self) -> bool:
        """Whether nothing here has to be answered, so that the page may fold it away."""
        return all(row.field.optional for row in self.rows)

    @property
    def is_open(self) -> bool:
        """Whether a folded section has something that must be seen."""
        return any(row.errors or row.theirs or row.is_told for row in self.rows)

    @property
    def told(self) -> tuple[Row, ...]:
        """The rows that a table shows."""
        return tuple(row for row in self.rows if row.is_told)
