"""The targets over all communes: which are met where, down to the commune."""

from __future__ import annotations

from math import ceil
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from baocao.rollup import words
from baocao.rollup.access import newest_year, rollup_to_read, years_to_read
from baocao.rollup.forms import ProvinceForm
from baocao.rollup.tables import failing_words, province_rows, sheets, worst_lines
from kehoach.common.converters import number_asked, query_of
from kehoach.common.responses import wants_workbook, workbook_response
from kehoach.figures.grid import YearLink

COMMUNES_A_PAGE = 50


@require_GET
def newest(request: HttpRequest) -> HttpResponse:
    """The sums of the newest closed year."""
    return redirect("rollup", year=newest_year(request))


@require_GET
def rollup(request: HttpRequest, year: int) -> HttpResponse:
    """Sums by target, then provinces and communes, the worst first."""
    years, form = years_to_read(request), ProvinceForm(query_of(request))
    of_year, lag = rollup_to_read(request, year, form.province)
    page = number_asked(request, "trang") or 1
    if wants_workbook(request):
        return workbook_response(sheets(of_year, form.province), f"tong-hop-{year}")
    chosen = f"?{urlencode({'tinh': form.province})}" if form.province else ""
    first = (page - 1) * COMMUNES_A_PAGE
    context = {
        "year": year,
        "years": [
            YearLink(known, reverse("rollup", kwargs={"year": known}) + chosen, known == year) for known in years
        ],
        "form": form,
        "rollup": of_year,
        "lag": None if lag is None else ceil(lag.total_seconds()),
        "lines": [
            (line, words.name_of(line), words.headline(line), words.remarks(line)) for line in worst_lines(of_year)
        ],
        "provinces": province_rows(of_year) if not form.province else [],
        "communes": [(row, failing_words(row)) for row in of_year.communes[first : first + COMMUNES_A_PAGE]],
        "page": page,
        "pages": -(-len(of_year.communes) // COMMUNES_A_PAGE),
    }
    return render(request, "baocao/rollup/rollup.html", context)
