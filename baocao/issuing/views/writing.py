"""Writing a report: its editor with the outline, one section after the other, and how it looks on paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reselect, reswap, retarget, trigger_client_event

from baocao.document.blocks import Document
from baocao.document.paper import paper, parts
from baocao.issuing.access import report_asked, report_to_read, report_to_write
from baocao.issuing.actions.approval import is_unchanged_since_return
from baocao.issuing.actions.writing import save_text, start_report
from baocao.issuing.differences import differences
from baocao.issuing.editor import SectionEditor, outline, section_editor
from baocao.issuing.forms.steps import ProposeForm, ReplaceForm, TextForm, WaiverForm
from baocao.issuing.pre_issue_checks import findings, unsettled, unwaived
from baocao.issuing.rules import (
    check_can_issue,
    check_can_keep_signed_copy,
    check_can_propose,
    check_can_replace,
    check_can_return,
    check_can_waive,
    check_can_withdraw,
    check_can_write,
    check_decides,
    check_writes,
)
from baocao.issuing.source_pages import source_pages
from baocao.models import Length, Purpose, Report, SectionText
from baocao.report.composing import composed, frozen_document
from baocao.report.section_markup import blocks_of
from kehoach.common.converters import query_of
from kehoach.common.periods import days_between
from kehoach.common.versions import Conflict
from kehoach.figures.views.entry_context import is_autosave
from kehoach.models import User
from kehoach.people.access import person, require
from kehoach.people.held_posts import refused_for_script
from kehoach.people.rules import Refused, permit


@require_POST
def start(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """“Soạn báo cáo”: leads to the draft, which is begun where there is none."""
    plan, chosen = report_asked(request, year, kind)
    require(check_writes, person(request), plan.commune)
    purpose = next((choice for choice in Purpose if choice == request.POST.get("gui")), None)
    length = Length.FULL if request.POST.get("ban") == Length.FULL else Length.STANDARD
    given: dict[str, Any] = {"plan": plan, "year": year, "kind": chosen, "length": length, "purpose": purpose}
    try:
        report = start_report(**given, by=person(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{reverse('report', kwargs={'year': year, 'kind': kind})}?{query_of(request).urlencode()}")
    return redirect("report_editor", pk=report.pk)


@require_GET
def editor(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: where it stands, what is in it or has changed since, and the steps open to the person."""
    report, user = report_to_read(request, pk), person(request)
    context = {
        "report": report,
        "replaced_by": report.replacements.select_related("entry").first(),
        "writes": permit(check_writes, user, report.commune).allowed,
        "decides": permit(check_decides, user, report.commune).allowed,
    }
    if report.is_issued:
        return render(request, "baocao/issuing/editor_issued.html", {**context, **_of_issued(report, user)})
    return render(request, "baocao/issuing/editor.html", {**context, **_of_draft(report, user)})


def _of_issued(report: Report, user: User) -> dict[str, Any]:
    """Its files, the reasons that were given, and what has changed in the accepted figures since."""
    issued, *signed = report.files.defer("content").select_related("added_by").order_by("part", "added_at", "pk")
    return {
        "issued": issued,
        "signed": signed,
        "differences": differences(report.snapshot.content, composed(report).facts),
        "waived": report.waivers.select_related("waived_by"),
        "may_replace": permit(check_can_replace, report, user),
        "replace_form": ReplaceForm(),
        "may_keep": permit(check_can_keep_signed_copy, report, user),
    }


def _of_draft(report: Report, user: User) -> dict[str, Any]:
    """Its sections, what the checks found, and who may do what."""
    whole = composed(report)
    report_findings = findings(report, whole)
    proposed = timezone.localdate(report.proposed_at) if report.proposed_at else None
    return {
        "days_waiting": days_between(proposed, timezone.localdate()) if proposed else 0,
        "rows": outline(report, whole),
        "findings": [
            (finding, WaiverForm(initial={"finding": finding.text}, auto_id=f"{finding.failed_check}-%s"))
            for finding in report_findings
        ],
        "may_write": permit(check_can_write, report, user),
        "may_propose": permit(check_can_propose, report, user, unsettled(report_findings)),
        "propose_form": ProposeForm() if is_unchanged_since_return(report) else (),
        "may_withdraw": permit(check_can_withdraw, report, user),
        "may_return": permit(check_can_return, report, user),
        "may_issue": permit(check_can_issue, report, user, unwaived(report_findings)),
        "may_waive": permit(check_can_waive, report, user),
    }


@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The report on paper: as it would be printed now, or as it was issued."""
    report = report_to_read(request, pk)
    context = {
        "report": report,
        "source_pages": source_pages(report.plan, report.year, person(request)),
        **paper(_document(report)),
    }
    return render(request, "baocao/issuing/editor_preview.html", context)


def _document(report: Report) -> Document:
    return frozen_document(report.snapshot.content) if report.is_issued else composed(report).document


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """One section: the officer's own text beside the generated one. Saves by itself, and without JavaScript too."""
    report = report_to_write(request, pk)
    may_write = permit(check_can_write, report, person(request))
    if not may_write.allowed and is_autosave(request):
        return refused_for_script(request, may_write.reason)
    if not may_write.allowed:
        messages.error(request, may_write.reason)
        return redirect("report_editor", pk=pk)
    shown = section_editor(report, section)
    if request.method == "GET":
        return render(request, "baocao/issuing/section.html", _context(shown, _form(shown), person(request)))
    try:
        form, is_saved = _sent(request, shown)
    except Conflict as conflict:
        return _conflict(request, shown, conflict)
    if not is_saved:
        return _answer(request, shown, form)
    if is_autosave(request):
        answer = _answer(request, section_editor(report_to_write(request, pk), section), form)
        return trigger_client_event(answer, "saved")
    messages.success(request, "Đã lưu mục này.")
    return redirect("report_section", pk=pk, section=section)


def _sent(request: HttpRequest, shown: SectionEditor) -> tuple[TextForm, bool]:
    """The form as it was sent, and whether all of it is saved; if not, the form says why.

    Two buttons change the text: by a figure at its end, or to the whole suggestion, before which what was typed is
    saved, so that it can be had again.
    """
    typed, version = request.POST.get("text", ""), request.POST.get("version", "")
    if "insert" in request.POST and request.POST.get("figure"):
        typed = f"{typed} {{{{{request.POST['figure']}}}}}".strip()
    steps: list[tuple[str, str | None]] = [(typed, None)]
    if "take" in request.POST:
        steps = [*(steps if typed.strip() else []), (shown.suggestion, shown.suggestion)]
    for text, suggestion in steps:
        form = _form(shown, {"text": text, "version": version})
        saved = _saved(request, shown, form, suggestion) if form.is_valid() else None
        if saved is None:
            return form, False
        version = str(saved.version)
    return form, True


def _saved(request: HttpRequest, shown: SectionEditor, form: TextForm, suggestion: str | None) -> SectionText | None:
    """The text as it is saved now; None where it is not, and the form says why."""
    try:
        return save_text(
            report=shown.report,
            section=shown.section.code,
            title=shown.section.title,
            text=form.cleaned_data["text"],
            version=form.cleaned_data["version"] or 0,
            by=person(request),
            at=timezone.now(),
            suggestion=suggestion,
        )
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return None


def _form(shown: SectionEditor, data: dict[str, str] | None = None) -> TextForm:
    own = shown.own
    initial = {"text": own.text if own else "", "version": own.version if own else 0}
    return TextForm(data, figures=shown.composed.figures, tables=shown.tables, initial=initial)


def _context(shown: SectionEditor, form: TextForm, reader: User, theirs: SectionText | None = None) -> dict[str, Any]:
    """The page. Below the field stands what would be printed: the own text where it is right, else the generated."""
    text = form.cleaned_data.get("text") if form.is_bound and form.is_valid() else form.initial["text"]
    own = blocks_of(text, shown.composed.figures, shown.section.tables) if text else ()
    return {
        "editor": shown,
        "report": shown.report,
        "form": form,
        "theirs": theirs,
        "preview": parts(own or shown.section.blocks),
        "source_pages": source_pages(shown.report.plan, shown.report.year, reader),
        "is_own": bool(own),
    }


def _answer(request: HttpRequest, shown: SectionEditor, form: TextForm) -> HttpResponse:
    template = "baocao/issuing/_section_saved.html" if is_autosave(request) else "baocao/issuing/section.html"
    return render(request, template, _context(shown, form, person(request)))


def _conflict(request: HttpRequest, shown: SectionEditor, conflict: Conflict) -> HttpResponse:
    """Both texts: the other one to read and take from, one's own still in the field, to be saved over it."""
    form = _form(shown, {"text": request.POST.get("text", ""), "version": str(conflict.theirs.version)})
    context = _context(shown, form, person(request), conflict.theirs)
    if not is_autosave(request):
        return render(request, "baocao/issuing/section.html", context, status=409)
    response = render(request, "baocao/issuing/section.html", context)
    return reselect(retarget(reswap(response, "outerHTML"), "#phieu"), "#phieu")
