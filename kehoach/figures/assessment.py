"""A year's figures beside last year's, with everything the checks have to say about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import prefetch_related_objects

from kehoach.figures.last_year import LastYear
from kehoach.models import CheckSetting, CheckThreshold, YearFigures
from kehoach.models.kinds import FigureKind, kind_of
from kehoach.questionnaire.checks import (
    Case,
    Check,
    Finding,
    Severity,
    open_queries,
    run,
    unanswered,
    unexplained_unknowns,
)


@dataclass(frozen=True)
class Assessment:
    """What was found in one facility's year.

    `last` is what is known of the year before. `findings` are all of them; `errors` block a submission, and so do
    `open_queries`, the questions that neither a note nor a photo answers yet.
    """

    last: LastYear
    findings: tuple[Finding, ...]
    open_queries: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that must be corrected."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """Everything that stands between a draft and its submission."""
        return self.errors + self.open_queries


@dataclass(frozen=True)
class CheckSettings:
    """What administrators set about the checks of all kinds of figures, by kind and code."""

    values: Mapping[tuple[str, str], Decimal]
    weights: Mapping[tuple[str, str], str]

    def thresholds(self, kind: FigureKind) -> dict[str, Decimal]:
        """What this kind's checks compare with: the row's value, else the form's proposal."""
        return {
            threshold.code: self.values.get((kind.slug, threshold.code), threshold.default)
            for threshold in kind.thresholds
        }

    def active(self, kind: FigureKind) -> list[Check]:
        """This kind's checks without those that are switched off."""
        off = CheckSetting.Weight.OFF
        return [check for check in kind.checks if self.weights.get((kind.slug, check.code)) != off]

    def as_hints(self, kind: FigureKind) -> frozenset[str]:
        """The codes of this kind's checks that only hint."""
        hint = CheckSetting.Weight.HINT
        return frozenset(code for (slug, code), weight in self.weights.items() if slug == kind.slug and weight == hint)


def check_settings() -> CheckSettings:
    """All rows of both tables; for many assessments they are read once."""
    return settings_of(CheckThreshold.objects.all(), CheckSetting.objects.all())


def settings_of(thresholds: Iterable[CheckThreshold], weights: Iterable[CheckSetting]) -> CheckSettings:
    """The settings out of the rows of both tables."""
    return CheckSettings(
        values={(row.kind, row.code): row.value for row in thresholds},
        weights={(row.kind, row.code): row.weight for row in weights},
    )


class Examiner:
    """Runs the checks of one kind over many cases; what administrators set is looked up once."""

    def __init__(self, kind: FigureKind, settings: CheckSettings) -> None:
        self.layout, self.active = kind.layout, settings.active(kind)
        self.thresholds, self.as_hints = settings.thresholds(kind), settings.as_hints(kind)
        self.order = [field.name for field in kind.layout.fields]

    def findings(self, case: Case, notes: Mapping[str, str]) -> tuple[Finding, ...]:
        """Everything that is to be said about a case whose answers have these notes."""
        return (
            *unanswered(self.layout, case),
            *unexplained_unknowns(self.layout, case, notes),
            *run(self.active, case, self.thresholds, self.order, self.as_hints),
        )


def case_of(figures: YearFigures, last: LastYear) -> Case:
    """These figures beside last year's, as the checks see them."""
    return Case(
        kind=figures.facility.kind,
        values=figures.values(),
        last=last.values,
        last_day=figures.reporting_year.window_end,
    )


def assess(figures: YearFigures, last: LastYear, settings: CheckSettings | None = None) -> Assessment:
    """Runs every check over these figures and last year's accepted ones; `settings` are read where none are given."""
    case = case_of(figures, last)
    findings = Examiner(kind_of(figures), settings or check_settings()).findings(case, figures.notes)
    # Kept with the figures: the page that shows the assessment asks for the evidence of each question again.
    prefetch_related_objects([figures], "evidence")
    evidenced = {evidence.question for evidence in figures.evidence.all()}
    return Assessment(last, findings, open_queries(findings, figures.notes, evidenced))
