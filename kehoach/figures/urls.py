"""The pages of all facilities of a year, and of one kind of figures.

Each kind's app includes `figure_urls` under its own path and name.
"""

from django.urls import URLPattern, path

from kehoach.figures.views import (
    base_year,
    collection,
    entry,
    evidence,
    exceptions,
    facilities,
    history,
    preview,
    review,
    second_look,
    steps_back,
    submitting,
)
from kehoach.models.kinds import FigureKind

urlpatterns = [
    path("so-lieu/", collection.newest, name="newest_collection"),
    path("so-lieu/nguoi-thu-hai/", second_look.second_look, name="second_look"),
    path("so-lieu/<year:year>/", collection.collection, name="collection"),
    path("so-lieu/<year:year>/duyet/", collection.accept_chosen, name="accept_chosen"),
    path("so-lieu/<year:year>/nop-chung/", base_year.submit_base_year, name="submit_base_year"),
    path("so-lieu/<year:year>/ngoai-le/", exceptions.grant, name="grant_exception"),
    path("so-lieu/<year:year>/ngoai-le/<int:pk>/ket-thuc/", exceptions.end, name="end_exception"),
]


def figure_urls(kind: FigureKind) -> list[URLPattern]:
    """Register, facility, and the steps of one facility's year."""
    given = {"kind": kind}
    return [
        path("", facilities.register, given, name="register"),
        path("<code:code>/", facilities.facility, given, name="facility"),
        path("<code:code>/mau-so/", facilities.membership, given, name="membership"),
        path("<code:code>/<year:year>/", review.figures, given, name="figures"),
        path("<code:code>/<year:year>/lich-su/", history.figures_history, given, name="figures_history"),
        path("<code:code>/<year:year>/mo/", entry.open_entry, given, name="open"),
        path("<code:code>/<year:year>/nhap/", entry.entry, given, name="entry"),
        path("<code:code>/<year:year>/xem-nhu/", preview.preview, given, name="preview"),
        path("<code:code>/<year:year>/nop/", submitting.submit_entry, given, name="submit"),
        path("<code:code>/<year:year>/bien-nhan/", submitting.receipt, given, name="receipt"),
        path("<code:code>/<year:year>/rut-lai/", steps_back.withdraw_entry, given, name="withdraw"),
        path("<code:code>/<year:year>/xin-tra-lai/", steps_back.ask_back_entry, given, name="ask_back"),
        path("<code:code>/<year:year>/khong-tra-lai/", steps_back.decline_request, given, name="decline"),
        path("<code:code>/<year:year>/duyet/", review.accept_figures, given, name="accept"),
        path("<code:code>/<year:year>/tra-lai/", review.return_entry, given, name="return"),
        path("<code:code>/<year:year>/minh-chung/", evidence.evidence, given, name="evidence"),
        path("<code:code>/<year:year>/minh-chung/<int:pk>/", evidence.evidence_file, given, name="evidence_file"),
        path(
            "<code:code>/<year:year>/minh-chung/<int:pk>/nho/",
            evidence.evidence_small,
            given,
            name="evidence_small",
        ),
        path(
            "<code:code>/<year:year>/minh-chung/<int:pk>/xoa/",
            evidence.remove_evidence,
            given,
            name="remove_evidence",
        ),
    ]
