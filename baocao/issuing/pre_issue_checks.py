"""What is looked for before a report is issued; each finding can be waived with a reason that is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from baocao.attainment.facility_years import FacilityYears
from baocao.models import Guard, Report, ReportSnapshot, ReportState, Waiver
from baocao.report.data import ReportData
from baocao.report.issue import TEXTS, Composed
from baocao.report.section_markup import likeness, source_of
from kehoach.figures.assessment import CheckSettings, assess, settings_of
from kehoach.models import CheckSetting, CheckThreshold, Evidence, YearFigures
from kehoach.together import hold, together

# From here on a text is last year's with other dates.
NEARLY_EQUAL = 0.9
_MOST_NAMED = 8


@dataclass(frozen=True)
class Finding:
    """What one guard found: a sentence, and the waiver where somebody has given a reason for exactly this."""

    guard: Guard
    text: str
    waiver: Waiver | None = None


def findings(report: Report, composed: Composed) -> tuple[Finding, ...]:
    """What every guard found, in their order. One query reads what they need beside the report itself."""
    waivers = {waiver.guard: waiver for waiver in report.waivers.all()}
    settings, last = _looked_up(report, composed.data)
    looks: tuple[tuple[Guard, Callable[[], str]], ...] = (
        (Guard.UNREPORTED, lambda: _unreported(composed.data)),
        (Guard.QUERIES, lambda: _open_queries(composed.data, settings)),
        (Guard.TASKS, lambda: _tasks(composed.data)),
        (Guard.SAME_TEXT, lambda: _same_text(report, composed, last)),
        (Guard.EMPTY, lambda: _empty(composed)),
    )
    found = [(guard, text) for guard, look in looks if (text := look())]
    return tuple(
        Finding(guard, text, waiver if (waiver := waivers.get(guard)) and waiver.finding == text else None)
        for guard, text in found
    )


def unwaived(found: Iterable[Finding]) -> list[str]:
    """The titles of what still stands in the way."""
    return [one.guard.label for one in found if one.waiver is None]


def _named(names: Sequence[str]) -> str:
    """A, B, C và 4 mục khác"""
    more = f" và {len(names) - _MOST_NAMED} mục khác" if len(names) > _MOST_NAMED else ""
    return "; ".join(names[:_MOST_NAMED]) + more


def _unreported(data: ReportData) -> str:
    return _named([facility.name for facility in data.unreported])


def _looked_up(report: Report, data: ReportData) -> tuple[CheckSettings, ReportSnapshot | None]:
    """What is set about the checks, and the last year's report where there are own texts to compare with it.

    Each accepted form learns what stands behind it.
    """
    kinds = data.years.by_kind.values()
    forms = [_accepted(of_kind, data.year) for of_kind in kinds]
    of_type = [ContentType.objects.get_for_model(of_kind.kind.figures_model) for of_kind in kinds]
    own = any(text.text for text in report.texts.all())
    thresholds, weights, last, *evidence = together(
        CheckThreshold.objects.all(),
        CheckSetting.objects.all(),
        ReportSnapshot.objects.filter(pk__in=_last_issued(report)) if own else ReportSnapshot.objects.none(),
        *(
            Evidence.objects.filter(content_type=kind, object_id__in=[form.pk for form in of_kind])
            for kind, of_kind in zip(of_type, forms, strict=True)
        ),
    )
    for of_kind, found in zip(forms, evidence, strict=True):
        hold(of_kind, "evidence", "object", found)
    return settings_of(thresholds, weights), next(iter(last), None)


def _accepted(of_kind: FacilityYears, year: int) -> list[YearFigures]:
    return [form for (when, _), form in of_kind.accepted.items() if when == year]


def _last_issued(report: Report) -> QuerySet[Report, Any]:
    """The key of the report of the same kind that was issued last for the year before."""
    before = Report.objects.filter(
        commune=report.commune_id, kind=report.kind, year=report.year - 1, state=ReportState.ISSUED
    )
    return before.order_by("-issued_at").values("pk")[:1]


def _open_queries(data: ReportData, settings: CheckSettings) -> str:
    """Accepted figures can have open queries where a threshold was changed after they were submitted."""
    told = []
    for of_kind in data.years.by_kind.values():
        for figures in _accepted(of_kind, data.year):
            last = of_kind.accepted.get((data.year - 1, figures.facility.code))
            queries = assess(figures, last, settings).open_queries
            told += [f"{figures.facility.name} ({len(queries)} mục)"] if queries else []
    return _named(told)


def _tasks(data: ReportData) -> str:
    """The tasks of which no leading unit has reported anything for the year."""
    silent = [one.task.code for one in data.clauses if all(unit.row is None for unit in one.leads)]
    return f"{len(silent)} nhiệm vụ: {_named(silent)}" if silent else ""


def _same_text(report: Report, composed: Composed, last: ReportSnapshot | None) -> str:
    """The sections in the officer's own words that read as the last issued report of the same kind does."""
    if last is None:
        return ""
    own = {text.section for text in report.texts.all() if text.text}
    before = last.content[TEXTS]
    alike = [
        (section.numbered_title, likeness(source_of(section.blocks, {}), before.get(section.code, "")))
        for section in composed.sections
        if section.code in own
    ]
    return _named([f"{title} (giống {share:.0%})" for title, share in alike if share >= NEARLY_EQUAL])


def _empty(composed: Composed) -> str:
    return _named([section.numbered_title for section in composed.sections if not section.blocks])
