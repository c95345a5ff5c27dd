"""Counting by the month. Each kind's app includes `tally_urls` under its own path and name."""

from django.urls import URLPattern, path

from kehoach.models.kinds import FigureKind
from kehoach.tallies import views

urlpatterns = [path("so-lieu/<year:year>/so-thang/", views.tallies_of_year, name="tallies_of_year")]


def tally_urls(kind: FigureKind) -> list[URLPattern]:
    """The months of one facility's year."""
    given = {"kind": kind}
    return [
        path("<code:code>/<year:year>/so-thang/", views.tallies, given, name="tallies"),
        path("<code:code>/<year:year>/so-thang/<code:first_day>/", views.tally, given, name="tally"),
    ]
