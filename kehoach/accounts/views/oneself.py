"""“Tài khoản của tôi”: name, password, where one is signed in, what is kept."""

from __future__ import annotations

import json

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kehoach.accounts.access import own_passkeys, own_sessions
from kehoach.accounts.actions import end_other_sessions, end_session, set_oneself, set_password
from kehoach.accounts.forms import OwnNamesForm, OwnPasswordForm
from kehoach.accounts.kept import kept_about
from kehoach.people.access import person
from kehoach.people.second_factor import application_of, recovery_codes_left


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """The page, and what people change about themselves."""
    user = person(request)
    known = {
        "name": user.get_full_name(),
        **{name: getattr(user, name) for name in ("position", "phone", "email", "has_notice_mail")},
    }
    form = OwnNamesForm(user, request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        set_oneself(account=user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Đã ghi.")
        return redirect("account")
    context = {
        "form": form,
        "sessions": own_sessions(request),
        "here": request.session.session_key,
        "application": application_of(user),
        "passkeys": own_passkeys(request),
        "codes_left": recovery_codes_left(user),
    }
    return render(request, "kehoach/accounts/account.html", context)


@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """A new password; this device stays signed in, the others do not."""
    user = person(request)
    form = OwnPasswordForm(user, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "kehoach/accounts/password.html", {"form": form})
    set_password(
        account=user,
        password=form.cleaned_data["password"],
        at=timezone.now(),
        session_key=request.session.session_key,
    )
    update_session_auth_hash(request, user)
    messages.success(request, "Đã đổi mật khẩu. Những máy khác phải đăng nhập lại.")
    return redirect("account")


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Out of one device, or of all but this one."""
    handle = request.POST.get("may", "")
    user, here = person(request), request.session.session_key
    ended = end_session(account=user, handle=handle) if handle else end_other_sessions(account=user, but=here)
    messages.success(request, "Đã thoát." if ended else "Máy ấy đã thoát từ trước.")
    return redirect("account")


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """What the portal keeps about the person, as a file (Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15)."""
    text = json.dumps(kept_about(person(request)), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="du-lieu-ve-toi.json"'
    return response
