"""One task: its wording and the units that it is given to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kehoach.access import person, require, task_to_read
from kehoach.actions.tasks import assign
from kehoach.forms.assignment import AssignmentForm
from kehoach.rules import check_may_review, permit


@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody of the commune reads it; the officer changes who leads and who takes part (plan 04, IV.1.b)."""
    shown = task_to_read(request, code)
    commune = shown.plan.commune
    if request.method == "POST":
        require(check_may_review, person(request), commune)
    form = AssignmentForm(shown, request.POST or None)
    if request.method == "POST" and form.is_valid():
        assign(task=shown, parts=form.parts, by=person(request), at=timezone.now())
        messages.success(request, "Đã ghi phân công.")
        return redirect("task", code=code)
    context = {
        "task": shown,
        "form": form,
        "assignments": shown.assignments.select_related("unit"),
        "may_assign": permit(check_may_review, person(request), commune),
    }
    return render(request, "kehoach/task.html", context)
