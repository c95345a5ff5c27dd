"""The pages and files of open data, which need no account, and the officer's switch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from baocao.open_data.access import (
    commune_to_publish,
    finished_year,
    finished_years,
    publishing_commune,
    publishing_communes,
)
from baocao.open_data.actions import set_open_data
from baocao.open_data.dataset import Dataset, as_csv, dataset_of, for_programs, open_dictionary
from baocao.open_data.forms import PublishingForm
from kehoach.common.converters import number_asked
from kehoach.common.responses import file_response
from kehoach.history.rows import history_of_row
from kehoach.models import Commune
from kehoach.people.access import person

COMMUNES_A_PAGE = 50
# So long a cache may answer in the portal's place; what is not published any more is gone after that.
_SECONDS_CACHED = 300


def _json(data: Dataset) -> bytes:
    return json.dumps(for_programs(data), ensure_ascii=False, indent=1).encode()


_FILES: dict[str, tuple[Callable[[Dataset], bytes], str, str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8", "so-lieu-{}.csv"),
    "json": (_json, "application/json", "so-lieu-{}.json"),
    "tu-dien": (open_dictionary, "text/csv; charset=utf-8", "tu-dien-so-lieu-{}.csv"),
}


@login_not_required
@require_GET
def publishers(request: HttpRequest) -> HttpResponse:
    """The communes that publish; where it is one alone, its page. Raises Http404 where none does."""
    communes = publishing_communes()
    first_two = list(communes[:2])
    if not first_two:
        raise Http404("Chưa có xã nào công bố dữ liệu mở.")
    if len(first_two) == 1:
        return _page(request, first_two[0])
    page = Paginator(communes, COMMUNES_A_PAGE).get_page(number_asked(request, "trang"))
    context = {"communes": page, "page": page.number, "pages": page.paginator.num_pages}
    return render(request, "baocao/open_data/communes.html", context)


@login_not_required
@require_GET
def publisher(request: HttpRequest, code: str) -> HttpResponse:
    """The files of one commune, a year a row."""
    return _page(request, publishing_commune(code))


def _page(request: HttpRequest, commune: Commune) -> HttpResponse:
    years = list(finished_years(commune).select_related("commune"))
    newest = dataset_of(years[0]) if years else None
    context = {"publisher": commune, "years": years, "newest": newest}
    return render(request, "baocao/open_data/commune.html", context)


@login_not_required
@require_safe
def dataset(request: HttpRequest, code: str, year: int, ending: str) -> HttpResponse:
    """A year as CSV or JSON, or its dictionary; who has it already is told so by its ETag."""
    if ending not in _FILES:
        raise Http404("Không có loại tệp này.")
    made, media_type, name = _FILES[ending]
    content = made(dataset_of(finished_year(code, year)))
    response = file_response(content, name.format(f"{code}-{year}"), media_type)
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()}"'
    response["Cache-Control"] = f"public, max-age={_SECONDS_CACHED}"
    response["Access-Control-Allow-Origin"] = "*"
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


@require_http_methods(["GET", "POST"])
def publishing(request: HttpRequest) -> HttpResponse:
    """The officer's switch, with what everybody would read."""
    commune = commune_to_publish(request)
    kept = getattr(commune, "open_data", None)
    form = PublishingForm(
        request.POST if request.method == "POST" else None, initial={"is_public": bool(kept and kept.is_public)}
    )
    if form.is_valid():
        is_public = form.cleaned_data["is_public"]
        set_open_data(commune=commune, is_public=is_public, by=person(request), at=timezone.now())
        messages.success(request, "Đã công bố." if is_public else "Đã thôi công bố.")
        return redirect("publish_open_data")
    years = [year.year for year in finished_years(commune)]
    context = {"form": form, "kept": kept, "years": years, "events": history_of_row(kept) if kept else []}
    return render(request, "baocao/open_data/publishing.html", context)
