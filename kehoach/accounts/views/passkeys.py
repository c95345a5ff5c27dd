"""Passkeys: made, listed, removed, and signing in with one, after the password or without it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kehoach.accounts.access import own_passkey, own_passkeys
from kehoach.accounts.actions import add_passkey, remove_own_passkey
from kehoach.accounts.forms import FirstPasskeyForm, NewPasskeyForm, PasskeyForm, PresentPasswordForm
from kehoach.accounts.passkeys import are_possible, prove, registered, to_create, to_prove
from kehoach.accounts.views.second_factor import wanted
from kehoach.people.access import person
from kehoach.people.backends import PeopleBackend
from kehoach.people.rules import Refused
from kehoach.people.second_factor import ASKED, asked
from kehoach.people.sessions import device_of

_BACKEND = "kehoach.people.backends.PeopleBackend"


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """In by a key: instead of name and password, or after them instead of a code."""
    known = person(request) if request.user.is_authenticated else None
    if known is not None and not asked(request):
        return redirect(wanted(request))
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            passkey = prove(request, form.cleaned_data["answer"], at=timezone.now(), user=known)
            if not PeopleBackend().user_can_authenticate(passkey.account):
                raise Refused("Tài khoản này đã tắt.")
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            if known is None:
                login(request, passkey.account, backend=_BACKEND)
            request.session.pop(ASKED, None)
            request.session.cycle_key()
            return redirect(wanted(request))
    if known is not None:
        return redirect("second_code")
    options = to_prove(request) if are_possible(request) else ""
    context = {"passkey_form": PasskeyForm(), "options": options, "next": wanted(request)}
    return render(request, "kehoach/accounts/passkey_sign_in.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def passkeys(request: HttpRequest) -> HttpResponse:
    """One's keys, and a new one; with the first second factor come the codes for paper, which are shown this once."""
    user, initial = person(request), {"name": device_of(request)}
    sent = request.POST if request.method == "POST" else None
    # Who comes from signing in has just typed the password.
    form = FirstPasskeyForm(sent, initial=initial) if asked(request) else NewPasskeyForm(user, sent, initial=initial)
    if form.is_valid():
        try:
            made, name = registered(request, form.cleaned_data["answer"]), form.cleaned_data["name"]
            here = request.session.session_key
            codes = add_passkey(account=user, name=name, made=made, at=timezone.now(), session_key=here)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            request.session.pop(ASKED, None)
            messages.success(request, "Đã thêm khóa. Lần sau đăng nhập bấm “Vào bằng khóa truy cập”.")
            if codes:
                return render(request, "kehoach/accounts/recovery_codes.html", {"codes": codes})
            return redirect("passkeys")
    options = to_create(request, user) if are_possible(request) else ""
    context = {"form": form, "passkeys": own_passkeys(request), "options": options, "is_required": asked(request)}
    return render(request, "kehoach/accounts/passkeys.html", context)


@require_http_methods(["GET", "POST"])
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """A key that one has lost or does not use any more, by the password."""
    user, passkey = person(request), own_passkey(request, pk)
    form = PresentPasswordForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            remove_own_passkey(passkey=passkey, by=user, at=timezone.now(), session_key=request.session.session_key)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã xóa khóa “{passkey.name}”. Những máy khác phải đăng nhập lại.")
            return redirect("passkeys")
    return render(request, "kehoach/accounts/remove_passkey.html", {"form": form, "passkey": passkey})
