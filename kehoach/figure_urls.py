"""The pages of one kind of figures; each kind's app includes them under its own path and name."""

from django.urls import URLPattern, path

from kehoach.registry import FigureKind
from kehoach.views import entry, facilities, review


def figure_urls(kind: FigureKind) -> list[URLPattern]:
    """Register, facility, and the steps of one facility's year."""
    given = {"kind": kind}
    return [
        path("", facilities.register, given, name="register"),
        path("<str:code>/", facilities.facility, given, name="facility"),
        path("<str:code>/mau-so/", facilities.membership, given, name="membership"),
        path("<str:code>/<int:year>/", review.figures, given, name="figures"),
        path("<str:code>/<int:year>/mo/", entry.open_entry, given, name="open"),
        path("<str:code>/<int:year>/nhap/", entry.entry, given, name="entry"),
        path("<str:code>/<int:year>/nop/", entry.submit_entry, given, name="submit"),
        path("<str:code>/<int:year>/duyet/", review.accept_figures, given, name="accept"),
        path("<str:code>/<int:year>/tra-lai/", review.return_entry, given, name="return"),
    ]
