"""Fetch and authorise in one call, for the official forms and for what they ask."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from baocao.models import FormAnswers
from baocao.official_forms.answers import is_own, rows_until
from baocao.official_forms.catalogue import OfficialForm
from baocao.official_forms.filling.documents import Made, made
from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.forms_of import FORMS
from baocao.official_forms.questions import COMMUNE_QUESTIONS, LIBRARY_QUESTIONS
from baocao.official_forms.rules import check_answers, check_reads_forms
from baocao.official_forms.standing import forms_in, gathered_of
from kehoach.models import Facility, ReportingYear, Role
from kehoach.people.access import commune_of, entry_link_of, person, require
from kehoach.people.rules import Refused, check_reads_aggregates
from kehoach.plan.access import plan_to_read
from kehoach.questionnaire.layout import Layout
from thuvien.enums import LibraryKind


@dataclass(frozen=True)
class Sheet:
    """What a page of questions is about: a year of the commune, or of one library, and what is kept of it."""

    gathered: Gathered
    library: Facility | None
    row: FormAnswers | None

    @property
    def version(self) -> int:
        """The version that the page begins with; 0 before the first."""
        return self.row.version if self.row else 0

    @property
    def layout(self) -> Layout:
        """What is asked."""
        return COMMUNE_QUESTIONS if self.library is None else LIBRARY_QUESTIONS


def years_of_forms(request: HttpRequest) -> list[int]:
    """The years that have forms, the newest first; a link knows its own alone. Raises Http404 where there is none."""
    require(check_reads_forms, person(request))
    link = entry_link_of(request)
    if link is not None:
        return [link.reporting_year.year]
    years = ReportingYear.objects.filter(commune=commune_of(request)).order_by("-year")
    known = list(years.values_list("year", flat=True))
    if not known:
        raise Http404("Xã chưa mở năm báo cáo nào.")
    return known


def forms_to_read(request: HttpRequest, year: int) -> list[Made]:
    """The forms of a year that the person may read, filled: all of the commune, or those of a unit's own libraries."""
    user, gathered = person(request), _gathered(request, None, year)
    return list(forms_in(gathered, user.unit_id if user.role == Role.REPORTER else None))


def form_to_read(request: HttpRequest, code: str, year: int, library: str | None = None) -> Made:
    """One form, filled. Raises Http404 for a form, year or library that is not there or is somebody else's."""
    form = FORMS.get(code)
    if form is None:
        raise Http404("Không có biểu mẫu này.")
    gathered = _gathered(request, form, year)
    if library is None and form.has_summary:
        require(check_reads_aggregates, person(request))
        return made(form, gathered)
    readable = [candidate for candidate in _libraries(request, gathered) if form.belongs_to(candidate)]
    # Without a code it is the commune's own, or the only one that a unit has.
    readable.sort(key=lambda candidate: candidate.kind != LibraryKind.COMMUNE)
    chosen = next((candidate for candidate in readable if library in (None, candidate.code)), None)
    if chosen is None:
        raise Http404("Không có thư viện này, hoặc thư viện không làm biểu này.")
    return made(form, gathered, chosen)


def sheet_to_answer(request: HttpRequest, year: int, library: str | None = None) -> Sheet:
    """The questions of the commune or of a library, for whoever may answer them. Raises as form_to_read does."""
    gathered = _gathered(request, None, year)
    chosen = next((candidate for candidate in _libraries(request, gathered) if candidate.code == library), None)
    if library is not None and chosen is None:
        raise Http404("Không có thư viện này trong năm.")
    require(check_answers, person(request), gathered.reporting_year.commune, chosen)
    rows = rows_until(gathered.reporting_year.commune, chosen, year)
    own = next((row for row in rows if is_own(row, chosen, year)), None)
    return Sheet(gathered, chosen, own)


def _gathered(request: HttpRequest, form: OfficialForm | None, year: int) -> Gathered:
    require(check_reads_forms, person(request))
    try:
        return gathered_of(plan_to_read(request, year), form, year)
    except Refused as refusal:
        raise Http404(str(refusal)) from refusal


def _libraries(request: HttpRequest, gathered: Gathered) -> list[Facility]:
    """The libraries of the year, of which a unit sees its own."""
    user = person(request)
    if user.role != Role.REPORTER:
        return list(gathered.libraries)
    return [library for library in gathered.libraries if library.unit_id == user.unit_id]
