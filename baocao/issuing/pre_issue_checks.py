"""What is looked for before a report is issued; each finding can be waived with a reason that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from baocao.document.letters import foreign_letters
from baocao.models import BEFORE_PROPOSING, PreIssueCheck, Report, ReportSnapshot, ReportState, Waiver
from baocao.report.consistency import contradictions, names_of_one_post, praised_failures, typed_numbers
from baocao.report.data import ReportData
from baocao.report.head_agreement import disagreements
from baocao.report.issue import TEXTS, Composed
from baocao.report.section_markup import likeness, source_of
from kehoach.figures.assessment import assess, check_settings
from kehoach.figures.last_year import LastYears

# From here on a text is last year's with other dates.
NEARLY_EQUAL = 0.9
_MOST_NAMED = 8


@dataclass(frozen=True)
class Finding:
    """What one check found: a sentence, and the waiver where somebody has given a reason for exactly this."""

    failed_check: PreIssueCheck
    text: str
    waiver: Waiver | None = None


def findings(report: Report, composed: Composed) -> tuple[Finding, ...]:
    """What every check found, in their order: six queries beside those that the report itself was made from."""
    data, own = composed.data, {text.section: text.text for text in report.texts.all()}
    words = " ".join(source_of(section.blocks, {}) for section in composed.sections)
    texts = {
        PreIssueCheck.HEAD: "; ".join([*disagreements(data.head), *names_of_one_post(data, words)]),
        PreIssueCheck.NUMBERS: "; ".join([*contradictions(data), *praised_failures(own, data)]),
        PreIssueCheck.TYPED: "; ".join(typed_numbers(own, composed.figures.values())),
        PreIssueCheck.LETTERS: "; ".join(_foreign_letters(composed)),
        PreIssueCheck.UNREPORTED: _named([facility.name for facility in data.unreported]),
        PreIssueCheck.QUERIES: _open_queries(data),
        PreIssueCheck.TASKS: _tasks(data),
        PreIssueCheck.SAME_TEXT: _same_text(report, composed),
        PreIssueCheck.EMPTY: _named([section.numbered_title for section in composed.sections if not section.blocks]),
    }
    waivers = {waiver.failed_check: waiver for waiver in report.waivers.select_related("waived_by")}
    return tuple(
        Finding(check, text, waiver if (waiver := waivers.get(check)) and waiver.finding == text else None)
        for check, text in texts.items()
        if text
    )


def unwaived(findings_of_report: Iterable[Finding]) -> list[str]:
    """The titles of what still stands in the way."""
    return [finding.failed_check.label for finding in findings_of_report if finding.waiver is None]


def unsettled(findings_of_report: Iterable[Finding]) -> list[str]:
    """The titles of what is to be mended, or given a reason for, before the report is proposed."""
    return unwaived(finding for finding in findings_of_report if finding.failed_check in BEFORE_PROPOSING)


def _named(names: Sequence[str]) -> str:
    """A, B, C và 4 mục khác"""
    more = f" và {len(names) - _MOST_NAMED} mục khác" if len(names) > _MOST_NAMED else ""
    return "; ".join(names[:_MOST_NAMED]) + more


def _foreign_letters(composed: Composed) -> Iterator[str]:
    """Where the text has letters that the font lacks, and what is printed in their place."""
    for section in composed.sections:
        text = source_of(section.blocks, {})
        for letter, instead in foreign_letters(text).items():
            printed = f"in thành “{instead}”" if instead else "bỏ đi khi in"
            yield f"mục {section.code}: {letter} ({printed})"


def _open_queries(data: ReportData) -> str:
    """Accepted figures can have open queries where a threshold was changed after they were submitted."""
    settings, counted = check_settings(), []
    opened = data.years.reporting_years.get(data.year)
    if opened is None:
        return ""
    for of_kind in data.years.by_kind.values():
        population, last_years = of_kind.existing(opened.window_end), LastYears(of_kind.kind, opened)
        forms = [of_kind.accepted[data.year, code] for code in population if (data.year, code) in of_kind.accepted]
        prefetch_related_objects(forms, "evidence")
        for form in forms:
            queries = assess(form, last_years.of(form.facility), settings).open_queries
            counted += [f"{form.facility.name} ({len(queries)} mục)"] if queries else []
    return _named(counted)


def _tasks(data: ReportData) -> str:
    """The tasks of which no leading unit has reported anything for the year."""
    silent = [clause.task.code for clause in data.clauses if all(unit.row is None for unit in clause.leads)]
    return f"{len(silent)} nhiệm vụ: {_named(silent)}" if silent else ""


def _same_text(report: Report, composed: Composed) -> str:
    """The sections in the officer's own words that read as the last issued report of the same kind does."""
    own = {text.section for text in report.texts.all() if text.text}
    issued = ReportSnapshot.objects.filter(
        report__commune=report.commune_id,
        report__kind=report.kind,
        report__year=report.year - 1,
        report__state=ReportState.ISSUED,
    )
    last = issued.order_by("-report__issued_at").first() if own else None
    if last is None:
        return ""
    before = last.content[TEXTS]
    alike = [
        (section.numbered_title, likeness(source_of(section.blocks, {}), before.get(section.code, "")))
        for section in composed.sections
        if section.code in own
    ]
    return _named([f"{title} (giống {share:.0%})" for title, share in alike if share >= NEARLY_EQUAL])
