"""Fetch and authorise in one call, for forms of superiors."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone

from baocao.models import SuperiorForm
from baocao.superior_forms.rules import check_adds_forms, check_keeps_form, check_looks_after_form, check_reads_forms
from kehoach.common.converters import year_asked
from kehoach.models import Commune, ReportingYear, Role
from kehoach.people.access import commune_of, commune_or_only, person, require
from kehoach.people.rules import permit


def forms_to_read(request: HttpRequest) -> list[SuperiorForm]:
    """The commune's own forms and the common ones that it fills; the level above has its area's, and these."""
    user = person(request)
    require(check_reads_forms, user)
    known = SuperiorForm.objects.defer("content").select_related("commune", "added_by")
    if user.role != Role.OVERSEER:
        commune = commune_of(request)
        return [form for form in known.filter(Q(commune=None) | Q(commune=commune)) if form.is_for(commune)]
    chosen = commune_or_only(request)
    return [
        form
        for form in known.filter(commune=None)
        if permit(check_looks_after_form, user, form).allowed or (chosen is not None and form.is_for(chosen))
    ]


def form_to_read(request: HttpRequest, pk: int) -> SuperiorForm:
    """One of those. Raises Http404."""
    form = next((form for form in forms_to_read(request) if form.pk == pk), None)
    if form is None:
        raise Http404("Không có mẫu này.")
    return form


def form_to_mark(request: HttpRequest, pk: int) -> SuperiorForm:
    """One that the person may mark or retire."""
    form = form_to_read(request, pk)
    require(check_keeps_form, person(request), form)
    return form


def commune_to_add_for(request: HttpRequest) -> Commune | None:
    """For whom the person uploads a form: their commune, or None for all communes."""
    user = person(request)
    require(check_reads_forms, user)
    commune = None if user.role == Role.OVERSEER else commune_of(request)
    require(check_adds_forms, user, commune)
    return commune


def year_to_fill(request: HttpRequest, commune: Commune | None) -> int:
    """The year in ?nam=, else the commune's newest closed one, else the newest opened, else the present."""
    asked, opened = year_asked(request), ReportingYear.objects.filter(commune=commune).order_by("-year")
    newest = opened.filter(closed_at__isnull=False).first() or opened.first()
    return asked or (newest.year if newest else timezone.localdate().year)


def years_to_fill(commune: Commune | None) -> list[int]:
    """The years that the commune has opened, in their order; none without a commune."""
    return list(ReportingYear.objects.filter(commune=commune).order_by("year").values_list("year", flat=True))
