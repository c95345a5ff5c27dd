"""“Thiết lập xã”: a commune from one workbook, looked at before anything is written."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kehoach.common import formats
from kehoach.common.converters import query_of, word_asked
from kehoach.common.responses import file_response
from kehoach.common.versions import Conflict
from kehoach.common.workbook_writer import MEDIA_TYPE
from kehoach.excel.actions import keep_workbook
from kehoach.excel.forms import ConfirmForm, Sent, WorkbookForm
from kehoach.excel.views.sent_workbooks import MOST_SHOWN, marked_response, sent_response, told
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.opening import open_book
from kehoach.models import SentWorkbook
from kehoach.people.access import person
from kehoach.people.rules import Refused
from kehoach.places.forms import PlaceForm
from kehoach.setup.access import (
    commune_setup_to_read,
    commune_setup_to_write,
    commune_setups_of,
    communes_to_set_up,
    plan_of,
)
from kehoach.setup.commune import commune_in_force
from kehoach.setup.commune_setup import PATIENCE, SetupOutcome, look_at, set_up, set_up_from
from kehoach.setup.template import first_base_year, pattern_of, template_of


@require_http_methods(["GET", "POST"])
def commune_setup(request: HttpRequest) -> HttpResponse:
    """The workbooks to take along, and where a filled one is sent; nothing of it is written yet."""
    written = commune_setups_of(request)
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if form.is_valid():
        try:
            return _received(request, form.cleaned_data["file"])
        except NotAWorkbook as problem:
            form.add_error("file", str(problem))
    communes = communes_to_set_up(request)
    context = {
        "form": form,
        "communes": communes,
        "pattern": communes.filter(has_plan=True).order_by("pk").first(),
        "workbooks": written[:MOST_SHOWN],
        "search": PlaceForm(query_of(request)),
    }
    return render(request, "kehoach/setup/commune_setup.html", context)


def _received(request: HttpRequest, sent: Sent) -> HttpResponse:
    """Where a workbook that can be read leads: to what it would write, or back where that is nothing."""
    user, now = person(request), timezone.now()
    outcome = set_up(open_book(sent.content, PATIENCE), by=user, at=now, keep=False)
    if not outcome.faults and not outcome.changed:
        rows = formats.count(outcome.rows)
        messages.info(request, f"Tệp giống những gì đã có trên cổng (đã đọc {rows} dòng), không có gì phải ghi.")
        return redirect("commune_setup")
    kept = keep_workbook(year=None, unit=None, name=sent.name, content=sent.content, by=user, at=now)
    return redirect("commune_setup_workbook", pk=kept.pk)


@require_http_methods(["GET", "POST"])
def commune_setup_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is wrong with the workbook, or all that it would write; once written, what comes next."""
    sent, user, now = commune_setup_to_write(request, pk), person(request), timezone.now()
    if sent.is_imported:
        context = {"workbook": sent, "base_year": first_base_year(plan_of(sent))}
        return render(request, "kehoach/setup/commune_setup_done.html", context)
    form = ConfirmForm(request.POST) if request.method == "POST" else ConfirmForm()
    try:
        if not form.is_valid():
            return _look(request, sent, look_at(sent, by=user, at=now))
        set_up_from(workbook=sent, by=user, at=now, digest=form.cleaned_data["digest"])
    except Conflict as conflict:
        messages.warning(request, str(conflict))
        return _look(request, sent, conflict.theirs, status=409)
    except (NotAWorkbook, Refused) as problem:
        messages.error(request, str(problem))
        return redirect("commune_setup")
    return redirect("commune_setup_workbook", pk=pk)


@require_GET
def commune_setup_marked(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook as it was sent, with everything that is wrong marked in it."""
    sent = commune_setup_to_write(request, pk)
    try:
        return marked_response(sent, look_at(sent, by=person(request), at=timezone.now()).faults)
    except (NotAWorkbook, Refused) as problem:
        messages.error(request, str(problem))
        return redirect("commune_setup_workbook", pk=pk)


@require_GET
def commune_setup_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A workbook by which a commune was set up, as it was sent."""
    return sent_response(commune_setup_to_read(request, pk))


@require_GET
def commune_setup_template(request: HttpRequest) -> HttpResponse:
    """The workbook of the commune in ?xa=, or with ?mau= one for another after its pattern; else an empty one.

    With ?thon=1 the pattern has the villages and legal bases of the commune that it is taken from; with ?ma= the
    commune that has this code in the list is named in the workbook.
    """
    communes, now = communes_to_set_up(request), timezone.now()
    own, pattern = (communes.filter(code=word_asked(request, name)).first() for name in ("xa", "mau"))
    with_places = word_asked(request, "thon") == "1"
    new = commune_in_force(word_asked(request, "ma")) if own is None else None
    content = pattern_of(pattern, now, with_places=with_places, new=new) if pattern else template_of(own, now, new)
    named = own or new
    return file_response(content, f"thiet-lap-{named.code if named else 'xa-moi'}.xlsx", MEDIA_TYPE)


def _look(request: HttpRequest, sent: SentWorkbook, outcome: SetupOutcome, status: int = 200) -> HttpResponse:
    context = {"workbook": sent, "outcome": outcome, **told(outcome.faults)}
    if not outcome.faults:
        context["form"] = ConfirmForm(initial={"digest": outcome.digest})
    return render(request, "kehoach/setup/commune_setup_preview.html", context, status=status)
