"""The least view that writes: Django as `startproject` leaves it, and one row inserted for whoever is signed in.

Served, connected and durable as the portal is; without its forms, checks, history and pages.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path


def alive(_request: HttpRequest) -> HttpResponse:
    """Says that a worker answers."""
    return HttpResponse()


@login_required
def insert(request: HttpRequest) -> HttpResponse:
    """One row, and the way on."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO minimal (told) VALUES (%s)", [request.POST["told"]])
    return redirect("/")


urlpatterns = [path("", insert), path("suc-khoe/song", alive)]

settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
application = get_wsgi_application()
