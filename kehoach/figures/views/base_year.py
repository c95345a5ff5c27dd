"""The forms of a base year, submitted together: their figures and notes came in by the set-up workbook."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kehoach.common import formats
from kehoach.figures.actions.acceptance import submit_many
from kehoach.figures.bulk_acceptance import Candidate, ready_or_not
from kehoach.figures.forms.collection import choices_of
from kehoach.figures.forms.steps import SignerForm
from kehoach.people.access import person
from kehoach.plan.access import plan_in
from kehoach.years.access import year_to_run


@require_http_methods(["GET", "POST"])
def submit_base_year(request: HttpRequest, year: int) -> HttpResponse:
    """Every form that can be submitted and what the others still lack; then, signed, those in the seen versions."""
    followed, user, now = year_to_run(request, year), person(request), timezone.now()
    plan = plan_in(request, year)
    if followed.is_closed or plan is None or not plan.begins_after(year):
        messages.error(request, "Chỉ nộp chung được các phiếu của năm gốc chưa khóa.")
        return redirect("collection", year=year)
    forms = ready_or_not(followed, user, now)
    signer = SignerForm(request.POST or None, initial={"name": user.get_full_name(), "position": user.position})
    if request.method == "POST" and signer.is_valid():
        return _submit(request, year, forms, signer)
    context = {
        "year": followed,
        "form": signer,
        "ready": [form for form in forms if form.permit.allowed],
        "lacking": [form for form in forms if not form.permit.allowed],
    }
    return render(request, "kehoach/figures/submit_base_year.html", context)


def _submit(request: HttpRequest, year: int, forms: list[Candidate], signer: SignerForm) -> HttpResponse:
    """Submits what was on the page, in the versions that stood there."""
    seen = {(choice.kind, choice.pk): choice.version for choice in choices_of(request.POST.getlist("chosen"))}
    keys = [(form.figures, (form.kind.slug, form.figures.pk)) for form in forms]
    chosen = [(figures, seen[key]) for figures, key in keys if key in seen]
    outcomes = submit_many(chosen, by=person(request), at=timezone.now(), **signer.cleaned_data)
    messages.success(
        request, f"Đã nộp {formats.count(sum(not outcome.refusal for outcome in outcomes))} phiếu năm {year}."
    )
    for outcome in outcomes:
        if outcome.refusal:
            messages.error(request, f"{outcome.figures.facility.name}: {outcome.refusal}")
    return redirect("collection", year=year)
