"""Signing in and out, whom to call, and what becomes of a form whose session or token is gone."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kehoach.people.access import (
    CHOSEN_COMMUNE,
    FORMER_COMMUNE,
    commune_merged_into,
    commune_to_choose,
    commune_to_keep,
    person,
    person_key,
    present_commune_of,
)
from kehoach.people.actions import set_contact
from kehoach.people.forms import ContactForm
from kehoach.people.held_posts import HELD, for_script, held_post, is_script, read_held_post, unsaved
from kehoach.people.limits import TRIES
from kehoach.people.sessions import seconds_left


class SignIn(LoginView):
    """The sign-in page; somebody already signed in goes straight home."""

    template_name = "kehoach/people/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A wrong password does not lose what is held."""
        return {**super().get_context_data(**kwargs), HELD: self.request.POST.get(HELD, "")}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Signed in: on to where one wanted to go, or to what is waiting to be saved."""
        response = super().form_valid(form)
        held = read_held_post(self.request.POST.get(HELD, ""))
        if held is None:
            return response
        if held.person != person_key(self.request):
            messages.warning(self.request, "Những gì gõ trước khi đăng nhập là của người khác nên cổng không lưu.")
            return response
        return render(self.request, "kehoach/people/held.html", {"held": held})


def has_to_wait(request: HttpRequest, response: HttpResponse, credentials: object = None) -> HttpResponse:
    """What somebody sees who has to wait after wrong passwords: until when, and the ways in that are open meanwhile."""
    context = {"wait_ends": getattr(request, "wait_ends", None), "tries": TRIES}
    return render(request, "kehoach/people/locked.html", context, status=429)


class SignOut(LogoutView):
    """Signing out, by a POST; the browser forgets the pages that it kept."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the device itself keeps of a form goes with the press of the button (static/kehoach/keep.js)."""
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'
        return response


@require_POST
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """From now on the pages show this commune; whoever has just set it up invites its officer next."""
    commune = commune_to_choose(person(request), code)
    request.session[CHOSEN_COMMUNE] = commune.code
    request.session.pop(FORMER_COMMUNE, None)
    return redirect("invite_one" if "moi" in request.POST else "living_plan")


@require_POST
def read_past(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on the pages show the past of a commune that has merged into the person's, or theirs again."""
    own = present_commune_of(request)
    if pk == own.pk:
        request.session.pop(FORMER_COMMUNE, None)
    elif person(request).is_link or commune_merged_into(own, pk) is None:
        raise Http404("Không có xã này trong các xã đã sáp nhập.")
    else:
        request.session[FORMER_COMMUNE] = pk
    return redirect("living_plan")


@never_cache
@login_not_required
@require_GET
def session_state(request: HttpRequest) -> HttpResponse:
    """Whose session this is, how many seconds it lasts, and its token, for a page that is open.

    Asking prolongs it (“Ở lại”).
    """
    state: dict[str, Any] = {"person": person_key(request), "seconds": seconds_left(request, int(time.time()))}
    if state["person"]:
        state["token"] = get_token(request)
    return JsonResponse(state)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form with an old token: from another site it is refused; from here it is shown again, to be saved after all.

    A token becomes old when the same browser signs in again. Public pages (signing in, a link) just begin anew.
    """
    if not _comes_from_here(request):
        return render(request, "403_csrf.html", status=403)
    if is_script(request):
        return for_script(request)
    match = request.resolver_match
    is_public = match is not None and not getattr(match.func, "login_required", True)
    held = read_held_post(request.POST.get(HELD, "")) if is_public else held_post(request)
    if held:
        return unsaved(request, held)
    return redirect(request.get_full_path()) if is_public else render(request, "403_csrf.html", status=403)


def _comes_from_here(request: HttpRequest) -> bool:
    """Whether a browser says that the form stood on a page of this portal."""
    source = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    return (source.scheme, source.netloc) == (request.scheme, request.get_host())


@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Name, position and telephone of the officer, which stand wherever a page sends people to them."""
    commune = commune_to_keep(request)
    initial = {
        "name": commune.contact_name or person(request).get_full_name(),
        "position": commune.contact_position or person(request).position,
        "phone": commune.contact_phone,
        "officer_title": commune.officer_title,
    }
    form = ContactForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        set_contact(commune=commune, by=person(request), at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Đã ghi. Từ nay các trang của đơn vị hiện tên và số điện thoại này.")
        return redirect("home")
    return render(request, "kehoach/people/contact.html", {"form": form})
