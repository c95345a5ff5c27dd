"""In with an invitation, and again after a password was forgotten."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kehoach.accounts.actions import NoSuchInvitation, invitation_with, join, remind_of_password
from kehoach.accounts.directory import code_to_show
from kehoach.accounts.forms import CodeForm, ForgottenForm, JoinForm
from kehoach.common.tokens import code_meant
from kehoach.links.handouts import public_address
from kehoach.models import User
from kehoach.people.backends import account_named

_BACKEND = "kehoach.people.backends.PeopleBackend"


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def type_code(request: HttpRequest) -> HttpResponse:
    """Where the code of a slip is typed by whoever cannot scan it."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code = code_meant(form.cleaned_data["code"])
        try:
            invitation_with(code, timezone.now())
            return redirect("join", code=code)
        except NoSuchInvitation as refusal:
            form.add_error("code", str(refusal))
    return render(request, "kehoach/accounts/type_code.html", {"form": form})


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """Behind an invitation: name, how to be reached, password. Only the POST uses it up, and signs in."""
    now = timezone.now()
    try:
        invitation = invitation_with(code_meant(code), now)
    except NoSuchInvitation as refusal:
        return render(request, "kehoach/accounts/no_invitation.html", {"refusal": refusal}, status=404)
    form = JoinForm(invitation, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        of = {"invitation": invitation, "commune": invitation.commune, "contact": invitation.commune}
        return render(request, "kehoach/accounts/join.html", {"form": form, **of})
    account, _ = join(code=code_meant(code), at=now, **form.cleaned_data)
    request.session.flush()
    login(request, account, backend=_BACKEND)
    messages.success(request, f"Đã vào cổng. Lần sau đăng nhập bằng tên {account.username} và mật khẩu vừa đặt.")
    return redirect("account")


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """A letter to whoever has an address; everybody gets the same answer, which says whom to call otherwise."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    is_sent = form.is_valid()
    if is_sent and (account := account_named(form.cleaned_data["username"])) is not None:
        _write_to(account, request)
    return render(request, "kehoach/accounts/forgotten.html", {"form": form, "is_sent": is_sent})


def _write_to(account: User, request: HttpRequest) -> None:
    """Sends the way to a new password; nothing where there is no address, or the account is off, or a letter is out."""
    if not account.email or not account.is_active or account.is_link or account.is_demo:
        return
    invitation = remind_of_password(account=account, at=timezone.now())
    if invitation is None:
        return
    url = public_address(reverse("join", args=[code_to_show(invitation)]), request)
    send_mail(
        "Đặt lại mật khẩu cổng học tập suốt đời",
        f"Kính gửi {account},\n\nCó người, có lẽ là anh, chị, xin đặt lại mật khẩu. Trong một giờ tới, bấm vào đây:\n"
        f"{url}\n\nNếu không phải anh, chị xin thì bỏ qua thư này: mật khẩu cũ vẫn dùng được.\n"
        "(Thư gửi tự động, xin không trả lời thư này.)",
        None,
        [account.email],
        fail_silently=True,
    )
