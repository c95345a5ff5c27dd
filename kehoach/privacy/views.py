"""What is kept of people, what they ask about it, and the answers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kehoach.models import DataRequestKind
from kehoach.people.access import person
from kehoach.people.rules import Refused
from kehoach.privacy.access import own_requests, request_to_answer, requests_to_answer
from kehoach.privacy.actions import answer, ask
from kehoach.privacy.forms import AnswerForm, AskForm
from kehoach.privacy.kept_data import NOTICE


@login_not_required
@require_GET
def notice(request: HttpRequest) -> HttpResponse:
    """What is kept, why, how long, who sees it, and what one can ask: for everybody."""
    return render(request, "kehoach/privacy/notice.html", {"kept": NOTICE, "kinds": tuple(DataRequestKind)})


@require_http_methods(["GET", "POST"])
def ask_about_data(request: HttpRequest) -> HttpResponse:
    """The person's own requests, and a new one."""
    requests = own_requests(request)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        kind = DataRequestKind(form.cleaned_data["kind"])
        try:
            ask(kind=kind, words=form.cleaned_data["words"], by=person(request), at=timezone.now())
        except Refused as refusal:
            form.add_error("kind", str(refusal))
        else:
            messages.success(request, f"Đã nhận yêu cầu. Trả lời trong {kind.days} ngày, xem ở trang này.")
            return redirect("ask_about_data")
    return render(request, "kehoach/privacy/ask.html", {"form": form, "requests": requests})


@require_GET
def data_requests(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, then what was answered."""
    context = {"requests": requests_to_answer(request), "today": timezone.localdate()}
    return render(request, "kehoach/privacy/requests.html", context)


@require_http_methods(["GET", "POST"])
def data_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, and its answer."""
    data_request = request_to_answer(request, pk)
    form = AnswerForm(request.POST if request.method == "POST" and data_request.is_open else None)
    if request.method == "POST" and not data_request.is_open:
        messages.info(request, "Yêu cầu này đã được trả lời.")
        return redirect("data_requests")
    if form.is_valid():
        try:
            answer(request=data_request, by=person(request), at=timezone.now(), **form.cleaned_data)
            messages.success(request, "Đã trả lời.")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("data_requests")
    return render(request, "kehoach/privacy/request.html", {"asked": data_request, "form": form})
