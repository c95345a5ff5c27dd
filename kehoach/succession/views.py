"""Pages of reorganising: nothing is written before its effects were seen."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kehoach.common.versions import Conflict
from kehoach.models import ReorganisationKind
from kehoach.people.access import person
from kehoach.people.rules import Refused, permit
from kehoach.succession.access import (
    commune_to_reorganise,
    levels_to_reorganise,
    reorganisation_to_read,
    reorganisations_of,
    units_to_sort,
)
from kehoach.succession.actions import Outcome, effects_of, reorganise, undo
from kehoach.succession.forms import ConfirmForm, OrderForm
from kehoach.succession.order import levels
from kehoach.succession.rules import check_can_take_back
from kehoach.succession.unit_order import UnitOrderForm, put_in_order


@require_GET
def reorganisations(request: HttpRequest) -> HttpResponse:
    """What can be done, and what was done."""
    titles = levels()
    choices = [(level, titles[level], actions) for level, actions in levels_to_reorganise(request).items()]
    context = {"choices": choices, "records": reorganisations_of(request)}
    return render(request, "kehoach/succession/reorganisations.html", context)


@require_http_methods(["GET", "POST"])
def unit_order(request: HttpRequest) -> HttpResponse:
    """The order in which lists name the commune's units."""
    commune, units = units_to_sort(request)
    form, status = UnitOrderForm(units, request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            put_in_order(commune=commune, units=form.in_order, seen=seen, by=person(request), at=timezone.now())
        except Conflict as conflict:
            messages.warning(request, str(conflict))
            form, status = UnitOrderForm(units), 409
        else:
            messages.success(request, "Đã ghi thứ tự. Các danh sách theo thứ tự này.")
            return redirect("unit_order")
    return render(request, "kehoach/succession/unit_order.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, level: str, action: str) -> HttpResponse:
    """The form; sent once it shows what will happen, and confirmed it is done."""
    commune, now = commune_to_reorganise(request, level, action), timezone.now()
    kind = ReorganisationKind(action)
    form = OrderForm(kind, level, commune, request.POST or None, today=timezone.localdate(now))
    confirm = ConfirmForm(request.POST)
    outcome, status = None, 200
    if request.method == "POST" and "sua" not in request.POST and form.is_valid():
        if form.done is not None:
            return redirect("reorganisation", pk=form.done.pk)
        seen = confirm.cleaned_data["digest"] if confirm.is_valid() else None
        try:
            outcome = reorganise(order=form.order, by=person(request), at=now, keep=seen is not None, seen=seen)
        except Conflict as conflict:
            messages.warning(request, str(conflict))
            outcome, status = conflict.theirs, 409
        except (Refused, ValidationError) as problem:
            form.add_error(None, problem.messages if isinstance(problem, ValidationError) else str(problem))
        else:
            if seen is not None:
                return redirect("reorganisation", pk=outcome.record.pk)
    return _page(request, form, outcome, status)


def _page(request: HttpRequest, form: OrderForm, outcome: Outcome | None, status: int) -> HttpResponse:
    """The form, or what it comes to with the button that does it; what was typed goes along."""
    confirm = ConfirmForm(initial={"digest": outcome.digest}) if outcome else None
    context = {"form": form, "outcome": outcome, "confirm": confirm, "title": levels()[form.level], "level": form.level}
    return render(request, "kehoach/succession/reorganise.html", context, status=status)


@require_GET
def reorganisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One reorganisation with all that it changed."""
    record = reorganisation_to_read(request, pk)
    context = {
        "record": record,
        "effects": effects_of(record),
        "may_take_back": permit(check_can_take_back, record),
    }
    return render(request, "kehoach/succession/reorganisation.html", context)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything is as it was before, as long as nothing was entered under it."""
    record = reorganisation_to_read(request, pk)
    try:
        undo(record=record, by=person(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã hoàn tác: mọi thứ như trước khi sắp xếp.")
    return redirect("reorganisation", pk=pk)
