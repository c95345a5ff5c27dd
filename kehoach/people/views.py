"""Signing in and out."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from kehoach.people.access import CHOSEN_COMMUNE, communes_to_choose, person


class SignIn(LoginView):
    """The sign-in page; somebody already signed in goes straight home."""

    template_name = "kehoach/people/sign_in.html"
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Signing out, by a POST."""


@require_POST
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """From now on the pages show this commune."""
    commune = get_object_or_404(communes_to_choose(person(request)), code=code)
    request.session[CHOSEN_COMMUNE] = commune.code
    return redirect("living_plan")
