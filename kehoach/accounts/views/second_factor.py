"""The second factor: typing a code after the password, and setting an application up."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kehoach.accounts.actions import end_other_sessions
from kehoach.accounts.forms import NewApplicationForm, PasskeyForm, SecondCodeForm
from kehoach.accounts.passkeys import are_possible, to_prove
from kehoach.common.converters import query_of
from kehoach.links.qr import qr_svg
from kehoach.people.access import person
from kehoach.people.rules import Refused
from kehoach.people.second_factor import (
    ASKED,
    CANDIDATE,
    asked,
    candidate,
    check_code,
    has_second_factor,
    new_recovery_codes,
    set_up,
)


@never_cache
@require_http_methods(["GET", "POST"])
def type_second_code(request: HttpRequest) -> HttpResponse:
    """After the password: the code of the application, or one on paper."""
    if not asked(request):
        return redirect("home")
    form = SecondCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            check_code(person(request), form.cleaned_data["code"])
        except Refused as refusal:
            form.add_error("code", str(refusal))
            user_login_failed.send(__name__, credentials={"username": person(request).username}, request=request)
        else:
            del request.session[ASKED]
            request.session.cycle_key()
            return redirect(wanted(request))
    user = person(request)
    options = to_prove(request, user) if are_possible(request) and user.passkeys.exists() else ""
    context = {"form": form, "next": wanted(request), "options": options, "passkey_form": PasskeyForm()}
    return render(request, "kehoach/accounts/second_code.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Sets an application up: scan, type its first code, keep the codes for paper, which are shown this once."""
    user, device = person(request), candidate(request)
    sent = request.POST if request.method == "POST" else None
    # Who comes from signing in has just typed the password.
    form = SecondCodeForm(sent) if asked(request) else NewApplicationForm(user, sent)
    if form.is_valid():
        try:
            codes = set_up(user, device, form.cleaned_data["code"], timezone.now())
        except Refused as refusal:
            form.add_error("code", str(refusal))
        else:
            request.session.pop(ASKED, None)
            del request.session[CANDIDATE]
            end_other_sessions(account=user, but=request.session.session_key)
            return render(request, "kehoach/accounts/recovery_codes.html", {"codes": codes})
    qr = qr_svg(device.config_url, "Mã QR cho ứng dụng")
    context = {
        "form": form,
        "qr": qr,
        "key": device.key,
        "is_required": bool(asked(request)),
        "passkeys_possible": are_possible(request),
    }
    return render(request, "kehoach/accounts/second_factor.html", context)


@never_cache
@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New codes for paper, shown this once."""
    user = person(request)
    if not has_second_factor(user):
        messages.error(request, "Hãy bật lớp thứ hai trước.")
        return redirect("account")
    return render(request, "kehoach/accounts/recovery_codes.html", {"codes": new_recovery_codes(user)})


def wanted(request: HttpRequest) -> str:
    """Where the person wanted to go, within the portal."""
    wanted = request.POST.get("next") or query_of(request).get("next") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"
