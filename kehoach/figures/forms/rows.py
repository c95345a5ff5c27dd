"""What the entry form and the tables of figures show, question by question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kehoach.common import formats
from kehoach.figures.proposals import Proposal
from kehoach.questionnaire.checks import STOCK_EXPLANATIONS, Finding, Severity
from kehoach.questionnaire.layout import AMOUNTS, WORDS, Field, Kind, Total, applying
from kehoach.questionnaire.layout import total as total_of
from kehoach.questionnaire.values import Absent, Value, Values

# The explanations that are offered as one tap; all of them are proposed while own words are typed.
OFFERED = STOCK_EXPLANATIONS[:4]
# That nothing has been said yet is no fault of a question that nobody has touched: the page before submitting asks.
_ASKED_BEFORE_SUBMITTING = frozenset({"unanswered", "unexplained_unknowns"})


@dataclass(frozen=True)
class Row:
    """One question with all that the pages show of it; texts arrive formatted.

    `text` and `choices` are what its input holds, `value` and `saved` what is kept, as a value and in words. `errors`
    are of the answer, `note_errors` of its note; where one was typed for a font of old, `offer` and `note_offer` are it
    in letters of today. `theirs` is what somebody else saved meanwhile, `proposal` what the book of activities or
    another room says. `is_to_correct`: the officer's return names it. `is_unsaved`: its input holds something else than
    what is kept, so that what follows from that says nothing of it.
    """

    field: Field
    input_name: str
    text: str
    choices: tuple[tuple[str, str, bool], ...]
    absent: str
    note: str
    errors: tuple[str, ...]
    note_errors: tuple[str, ...]
    offer: str
    note_offer: str
    findings: tuple[Finding, ...]
    last: str
    change: str
    theirs: str
    value: Value
    saved: str
    proposal: Proposal | None
    is_to_correct: bool
    is_unsaved: bool = False

    @property
    def input_id(self) -> str:
        """The id that errors and the summary link to."""
        return f"id_{self.input_name}"

    @property
    def kind(self) -> str:
        """Which sort of input the card draws."""
        return self.field.kind.value

    @property
    def is_typed(self) -> bool:
        """Whether its answer is typed into one input, not chosen."""
        return self.field.kind not in (Kind.SWITCH, Kind.ONE, Kind.CHOICES)

    @property
    def is_unanswered(self) -> bool:
        """Whether nothing is kept for it, not even a reason for having no answer."""
        return self.value is Absent.UNANSWERED

    @property
    def is_settled(self) -> bool:
        """Whether it counts as answered: something is kept, and nothing wrong stands in its input."""
        return not (self.is_unanswered or self.errors)

    @property
    def is_amount(self) -> bool:
        """Whether the answer is a number of something, so that 0 says that there was none."""
        return self.field.kind in AMOUNTS

    @property
    def is_money(self) -> bool:
        """Whether the answer is an amount in đồng, which needs more room."""
        return self.field.kind is Kind.MONEY

    @property
    def takes_digits(self) -> bool:
        """Whether a keyboard of digits is enough to answer."""
        return self.is_amount or self.field.kind in (Kind.YEAR, Kind.DATE)

    @property
    def in_words(self) -> bool:
        """Whether the answer is words, which a table sets to the left."""
        return self.field.kind in WORDS or self.field.kind is Kind.CHOICES

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """What is said beneath the question while it is filled in: what is wrong, and what is only told.

        Nothing of the kept answer where its input holds what cannot be read.
        """
        return tuple(
            finding
            for finding in self.findings
            if not self.errors
            and finding.severity is not Severity.QUERY
            and finding.code not in _ASKED_BEFORE_SUBMITTING
        )

    @property
    def told_in_table(self) -> tuple[Finding, ...]:
        """What a table says of the answer: that there is none is what its cell says."""
        return tuple(finding for finding in self.findings if finding.code != "unanswered")

    @property
    def queries(self) -> tuple[Finding, ...]:
        """What has to be explained by a note, or shown by a photo or paper."""
        asked = (finding for finding in self.findings if finding.severity is Severity.QUERY)
        return () if self.errors else tuple(asked)

    @property
    def is_wrong(self) -> bool:
        """Whether something must be corrected here."""
        return bool(self.errors) or any(finding.severity is Severity.ERROR for finding in self.remarks)

    @property
    def difference(self) -> str:
        """How far the kept answer is from what is known already; a note can say why."""
        return self.proposal.difference(self.value) if self.proposal and not self.is_unsaved else ""

    @property
    def takes_note(self) -> bool:
        """Whether a note may be added that nobody asks for: there is one, or something that it could answer."""
        is_remarkable = self.difference or any(finding.severity is Severity.HINT for finding in self.remarks)
        return not self.queries and bool(self.note or is_remarkable)

    @property
    def offered(self) -> tuple[str, ...]:
        """The explanations that are one tap away."""
        return OFFERED

    @property
    def why(self) -> str:
        """The offered explanation that the note begins with; empty where it is in own words alone."""
        return next((why for why in OFFERED if self.note == why or self.note.startswith(f"{why}. ")), "")

    @property
    def own_words(self) -> str:
        """The rest of the note."""
        return self.note.removeprefix(self.why).removeprefix(". ") if self.why else self.note

    @property
    def is_blank(self) -> bool:
        """Whether an answer, or the reason for having none, is still owed before submitting."""
        return not self.field.optional and (self.is_unanswered or self.lacks_reason)

    @property
    def lacks_reason(self) -> bool:
        """Whether it is “chưa thống kê” and nobody has said why."""
        return self.value is Absent.UNKNOWN and not self.note.strip()

    @property
    def is_displayed(self) -> bool:
        """Whether a table has anything to say: an optional question without an answer is left out."""
        is_empty = self.is_unanswered or self.value is Absent.NOT_APPLICABLE
        return not (self.field.optional and is_empty) or bool(self.last or self.note or self.findings)


# A total with its sum of this year and of the year before, in words.
Sum = tuple[Total, str, str]


@dataclass(frozen=True)
class RowSection:
    """A titled group of questions and the totals computed from them, as the tables show them."""

    title: str
    rows: tuple[Row, ...]
    totals: tuple[Sum, ...]

    @property
    def displayed(self) -> tuple[Row, ...]:
        """The rows that a table shows."""
        return tuple(row for row in self.rows if row.is_displayed)


def change_of(field: Field, now: Value, last: Value | None) -> str:
    """How an amount has changed in a year: “tăng 4,5%”; empty where there is nothing to compare."""
    if field.kind in AMOUNTS and isinstance(now, int) and isinstance(last, int):
        return formats.change(now, last)
    return ""


def sum_of(total: Total, values: Values, last: Values | None, unsaved: Collection[str] = ()) -> Sum:
    """A total with what it adds up to this year and last year, a dash where none of its questions applies.

    Nor has it a sum of this year while the input of one of them holds something else than what is kept.
    """
    is_known = applying(values, total.parts) and not set(unsaved).intersection(total.parts)
    now = total_of(values, total.parts) if is_known else None
    before = total_of(last, total.parts) if last and applying(last, total.parts) else None
    return (
        total,
        formats.DASH if now is None else formats.count(now),
        formats.DASH if before is None else formats.count(before),
    )
