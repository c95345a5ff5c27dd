"""Asking units to explain, one or several at once, and their answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kehoach.common import formats
from kehoach.figures.submissions import open_years_of
from kehoach.people.access import person
from kehoach.people.rules import Refused
from kehoach.plan.access import plans_of
from kehoach.tasks.access import plan_to_ask_about, question_to_answer, result_to_ask_about, result_to_write
from kehoach.tasks.actions.explanations import answer, ask, ask_many
from kehoach.tasks.forms.results import AnswerForm, AskForm
from kehoach.tasks.forms.tasks import AskManyForm
from kehoach.tasks.progress import clauses_of_years
from kehoach.tasks.views.results import result_page


@require_POST
def ask_unit(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """One unit about one task; what cannot be asked so stays as typed, with the reason beside it."""
    shown = result_to_ask_about(request, code, year, unit)
    form = AskForm(request.POST, today=shown.today)
    if not form.is_valid():
        return result_page(request, shown, ask_form=form)
    row, now = shown.as_row, timezone.now()
    try:
        ask(task=row.task, unit=row.unit, year=row.reporting_year, by=person(request), at=now, **form.cleaned_data)
    except Refused as refusal:
        form.add_error("question", str(refusal))
        return result_page(request, shown, ask_form=form)
    messages.success(request, f"Đã gửi yêu cầu giải trình đến {shown.unit.name}.")
    return redirect("result", code, year, unit)


@require_http_methods(["GET", "POST"])
def ask_units(request: HttpRequest) -> HttpResponse:
    """Everybody who is late in the open years, ticked: one question, one day to answer by."""
    plan, today, user = plan_to_ask_about(request), timezone.localdate(), person(request)
    years = {year.year: year for year in open_years_of(plan.commune)}
    by_year = clauses_of_years(plans_of(request), years, today)
    late = [part for clauses in by_year.values() for clause in clauses for part in clause.late]
    not_asked = [part for part in late if not part.open_explanations and part.unit.pk != user.unit_id]
    form = AskManyForm(not_asked, request.POST if request.method == "POST" else None, today=today)
    if years and request.method == "POST" and form.is_valid():
        sent, parts = form.cleaned_data, [(years[part.year], part.task, part.unit) for part in form.chosen]
        given = {"question": sent["question"], "answer_by": sent["answer_by"]}
        explanations = ask_many(parts, by=user, at=timezone.now(), **given)
        messages.success(request, f"Đã gửi {formats.count(len(explanations))} yêu cầu giải trình.")
        return redirect("tasks")
    context = {"form": form, "years": list(years), "late": late, "not_asked": not_asked}
    return render(request, "kehoach/tasks/ask_units.html", context)


@require_POST
def answer_unit(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponse:
    """The unit's answer; the officer may write down what it said on the telephone."""
    explanation = question_to_answer(request, code, year, unit, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer(explanation, text=form.cleaned_data["answer"], by=person(request), at=timezone.now())
        except Refused as refusal:
            form.add_error("answer", str(refusal))
        else:
            messages.success(request, "Đã gửi giải trình.")
            return redirect("result", code, year, unit)
    return result_page(request, result_to_write(request, code, year, unit), answer_form=form)
