"""Writing a report: beginning it, and the officer's own text of its sections."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from baocao.issuing.rules import check_can_replace, check_can_write, check_writes, same_report
from baocao.models import Length, Purpose, Report, ReportKind, ReportState, SectionText
from baocao.report.head import purposes_of
from baocao.report.section_markup import clean
from kehoach.common.versions import Conflict, merge, version_seen
from kehoach.history.recording import save_recorded
from kehoach.models import Commune, Plan, ReportingYear, User
from kehoach.people.rules import Refused


@transaction.atomic
def start_report(
    *,
    plan: Plan,
    year: int,
    kind: ReportKind,
    by: User,
    at: datetime,
    length: Length = Length.STANDARD,
    purpose: Purpose | None = None,
    replaces: Report | None = None,
    replacement_reason: str = "",
) -> Report:
    """Begins the report of a year; where one is being written already, that is the one.

    After one was issued, only a report that replaces it can be begun. Without a `purpose` it is the first one that the
    commune has chosen.
    """
    check_writes(by, plan.commune)
    Commune.objects.select_for_update(no_key=True).get(pk=plan.commune_id)
    of_year = Report.objects.filter(same_report(plan, year, kind))
    living = of_year.exclude(state=ReportState.ISSUED).first()
    if living is not None:
        return living
    if replaces is None and of_year.exists():
        raise Refused(f"{kind.label} {year} đã ban hành. Muốn sửa, hãy lập báo cáo thay thế.")
    if not ReportingYear.objects.filter(commune=plan.commune, year=year).exists():
        raise Refused(f"Xã chưa mở năm báo cáo {year} nên chưa soạn báo cáo được.")
    if replaces is not None:
        length, purpose = Length(replaces.length), Purpose(replaces.purpose)
    report = Report(
        commune=plan.commune,
        plan=plan,
        year=year,
        kind=kind,
        length=length,
        purpose=purpose or purposes_of(plan, year)[0],
        replaces=replaces,
        replacement_reason=replacement_reason,
        started_at=at,
        started_by=by,
    )
    save_recorded(report, by=by, at=at, reason="Bắt đầu soạn")
    return report


@transaction.atomic
def replace_report(*, report: Report, reason: str, by: User, at: datetime) -> Report:
    """Begins the report that replaces an issued one, with the same own texts; the new one prints the `reason`.

    A second click finds it begun. Raises Refused without a reason.
    """
    issued, reason = locked(report), reason.strip()
    check_can_replace(issued, by)
    present = issued.replacements.first()
    if present is not None:
        return present
    if not reason:
        raise Refused("Cần ghi vì sao thay thế: lý do được in trong báo cáo mới.")
    started = start_report(
        plan=issued.plan.carried_on_in(issued.commune),
        year=issued.year,
        kind=ReportKind(issued.kind),
        replaces=issued,
        replacement_reason=reason,
        by=by,
        at=at,
    )
    for text in issued.texts.all():
        copy = SectionText(
            report=started,
            section=text.section,
            title=text.title,
            text=text.text,
            suggestion=text.suggestion,
            saved_at=at,
            saved_by=by,
        )
        save_recorded(copy, by=by, at=at, reason="Lấy từ báo cáo được thay thế")
    return started


def locked(report: Report) -> Report:
    """The report as it stands now, held until the transaction ends."""
    held = Report.objects.select_for_update(of=("self",)).select_related("commune", "plan__commune")
    return held.get(pk=report.pk)


@transaction.atomic
def save_text(
    *,
    report: Report,
    section: str,
    title: str,
    text: str,
    version: int,
    by: User,
    at: datetime,
    suggestion: str | None = None,
) -> SectionText:
    """Saves the officer's own text of a section, cleaned; an empty one lets the generated text stand again.

    `version` is the one that the sender had seen (0: none was there). Where somebody else saved other words meanwhile,
    nothing is saved and Conflict shows them. `suggestion` is the generated text, where it is taken over.
    """
    report = locked(report)
    check_can_write(report, by)
    words = clean(text)
    present = SectionText.objects.filter(report=report, section=section).first()
    if present is None:
        present = SectionText(report=report, section=section)
    merged = merge(_seen(present, version), {"text": present.text}, {"text": words})
    if merged.clashes or (merged.untouched and present.text != words):
        raise Conflict("Người khác đã lưu mục này trong lúc đó.", present)
    if not merged.changes and (suggestion is None or suggestion == present.suggestion):
        return present
    present.text, present.title = merged.changes.get("text", present.text), title
    present.suggestion = present.suggestion if suggestion is None else suggestion
    present.version += 1
    present.saved_at, present.saved_by = at, by
    save_recorded(present, by=by, at=at, reason="Lưu lời văn" if suggestion is None else "Lấy văn bản gợi ý")
    return present


def _seen(present: SectionText, version: int) -> dict[str, str] | None:
    """The text of the version that the sender had in front of them; None where it is not known."""
    if version == 0:
        return {"text": ""}
    seen = version_seen(present, version)
    return None if seen is None else {"text": seen.text}
