"""How a commune's reports look, from one day to another: letterhead, addressees, recipients, who signs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from baocao.document.paper import paper
from baocao.issuing.access import heads_to_read, heads_to_set
from baocao.issuing.actions.heads import add_head, change_head, end_head, version_of
from baocao.issuing.forms.heads import EndForm, HeadForm
from baocao.issuing.letterheads import PATTERNS, begun_from, columns_of, sample_of, samples_of_today
from baocao.issuing.rules import check_sets_heads
from baocao.models import ReportHead
from baocao.report.head import officer_of
from kehoach.common.converters import number_asked, word_asked
from kehoach.common.versions import Conflict
from kehoach.figures.views.entry_context import is_autosave
from kehoach.history.rows import history_of_row
from kehoach.people.access import commune_of, person
from kehoach.people.rules import Refused, permit
from kehoach.plan.access import leading_plan


@require_GET
def heads(request: HttpRequest) -> HttpResponse:
    """Every head with the days for which it holds, and how reports look today."""
    rows, today = list(heads_to_read(request)), timezone.localdate()
    plan = leading_plan(request)
    samples = samples_of_today(rows, plan, officer_of(plan.commune, plan.commune.people.all()), today)
    context = {
        "rows": [(row, _standing(row, row.holds_on(today), row.valid_from > today)) for row in rows],
        "samples": [(purpose, paper(document)) for purpose, document in samples.items()],
        "patterns": PATTERNS,
        "sets": permit(check_sets_heads, person(request), plan.commune).allowed,
    }
    return render(request, "baocao/issuing/heads.html", context)


def _standing(row: ReportHead, holds: bool, is_ahead: bool) -> tuple[str, str]:
    """Tone and word of the pill."""
    if holds:
        return "met", "Đang dùng"
    return ("path", "Sắp dùng") if is_ahead else ("base", "Đã hết hạn")


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new head: after a pattern (`?mau=`) or after another head (`?tu=`), which may then be changed."""
    known, plan = heads_to_set(request), leading_plan(request)
    asked = number_asked(request, "tu")
    source = known.filter(pk=asked).first() if asked is not None else None
    columns = columns_of(source) if source else begun_from(word_asked(request, "mau"), plan.commune, plan)
    return _form_page(request, HeadForm(request.POST or None, instance=ReportHead(commune=plan.commune, **columns)), {})


@require_http_methods(["GET", "POST"])
def head(request: HttpRequest, pk: int) -> HttpResponse:
    """One head: how a report looks under it, the form to change it, and what was changed when by whom."""
    shown = get_object_or_404(heads_to_read(request), pk=pk)
    context = {"head": shown, "events": history_of_row(shown)}
    may_set = permit(check_sets_heads, person(request), shown.commune)
    if request.method == "GET" and not may_set.allowed:
        return render(request, "baocao/issuing/head.html", {**context, **_sample(request, shown)})
    heads_to_set(request)
    return _form_page(request, HeadForm(request.POST or None, instance=shown, seen=version_of(shown)), context)


def _form_page(request: HttpRequest, form: HeadForm, context: dict[str, Any]) -> HttpResponse:
    """The form with what its words would look like; saved where that was asked for and nothing is wrong."""
    is_valid = form.is_valid()
    if is_valid and "preview" not in request.POST and _saved(request, form):
        messages.success(request, "Đã lưu thể thức. Báo cáo đã ban hành không đổi.")
        return redirect("report_heads")
    sample = _sample(request, form.instance)
    if is_autosave(request):
        return render(request, "baocao/issuing/_head_sample.html", sample)
    return render(request, "baocao/issuing/head.html", {**context, **sample, "form": form})


def _saved(request: HttpRequest, form: HeadForm) -> bool:
    """Whether the head is saved; if not, the form says why."""
    by, at = person(request), timezone.now()
    try:
        if form.instance.pk is None:
            add_head(commune=commune_of(request), values=form.values, by=by, at=at)
        else:
            seen = form.cleaned_data["seen"] or 0
            change_head(head=form.instance, values=form.values, seen=seen, by=by, at=at)
    except (Conflict, Refused) as problem:
        form.add_error("valid_from", str(problem))
        return False
    return True


def _sample(request: HttpRequest, row: ReportHead) -> dict[str, Any]:
    plan = leading_plan(request)
    return paper(sample_of(row, plan, officer_of(plan.commune, plan.commune.people.all()), timezone.localdate()))


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """“Kết thúc”: the last day of a head."""
    shown = get_object_or_404(heads_to_set(request), pk=pk)
    form = EndForm(request.POST or None, initial={"last_day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            end_head(head=shown, by=person(request), at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("last_day", str(refusal))
        else:
            messages.success(request, "Đã kết thúc thể thức.")
            return redirect("report_heads")
    return render(request, "baocao/issuing/head_end.html", {"head": shown, "form": form})
