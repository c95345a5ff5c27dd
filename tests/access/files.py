"""Which addresses give a file, so that none is forgotten where it matters what files say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

from django.http import HttpResponse
from django.urls import resolve

_LINK = re.compile(r'(?:href|action)="([^"]*[?&;]dang=[^"]*)"')
_BOOKS = ("activities", "broadcasts", "documents", "courses", "mobilisations", "funding", "commendations")
_KINDS = ("thuvien", "vanhoa")
# By route: the words after ?dang= that make a file of it; none where it is a file itself.
FILES: dict[str, tuple[str, ...]] = {
    **{f"{book}:{page}": ("xlsx",) for book in _BOOKS for page in ("rows", "row_history")},
    **{f"{kind}:{page}": ("xlsx",) for kind in _KINDS for page in ("register", "facility", "figures_history")},
    **dict.fromkeys(("account_history", "audit_log", "collection", "dashboard", "duties", "official_forms"), ("xlsx",)),
    **dict.fromkeys(("plan_history", "result_history", "rollup", "tasks"), ("xlsx",)),
    **dict.fromkeys(("library_form", "official_form"), ("pdf", "docx", "xlsx")),
    **dict.fromkeys(("calendar_feed", "commune_setup_template", "commune_setup_marked", "dashboard_pdf"), ()),
    **dict.fromkeys(("filled_superior_form", "guide_sheet", "invitation_template", "kept_about_me"), ()),
    **dict.fromkeys(("marked_workbook", "open_data_file", "qr_sheet", "report_file_office"), ()),
    **dict.fromkeys(("report_office", "report_package", "report_pdf", "slip", "submitted_copy"), ()),
    **dict.fromkeys(("template", "unit_template"), ()),
}
# They give back, byte for byte, what somebody sent or what was issued, or say nothing of people.
AS_THEY_WERE = frozenset(
    {
        *(f"{book}:{page}" for book in _BOOKS for page in ("file", "file_small")),
        *(f"{kind}:{page}" for kind in _KINDS for page in ("evidence_file", "evidence_small")),
        *("result_file", "result_file_small", "workbook_file", "commune_setup_file", "signed_file", "report_file"),
        *("alive", "ready", "session_state"),
        # A redirect to the year's.
        "duties_now",
    }
)


def files_in(route: str, url: str, response: HttpResponse) -> Iterator[tuple[str, str]]:
    """Each file that is got or linked: its route, and its word after ?dang=."""
    kind = response.get("Content-Type", "")
    if response.status_code != 200 or response.streaming:
        return
    if not kind.startswith("text/html"):
        yield route, ""
        return
    for link in _LINK.findall(response.content.decode()):
        parts = urlsplit(urljoin(url, link.replace("&amp;", "&")))
        yield resolve(parts.path).view_name, parse_qs(parts.query)["dang"][0]


def is_known(route: str, word: str) -> bool:
    """Whether the file is one of those above."""
    return route in AS_THEY_WERE or (word in FILES.get(route, ("?",)) if word else FILES.get(route) == ())
