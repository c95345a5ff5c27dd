"""Fetch and authorise in one call: a view has no other way to an object.

A stranger gets 404, so that nothing is revealed; a colleague without the right gets 403 with the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from kehoach.enums import Role, State
from kehoach.models import (
    Assignment,
    Commune,
    EntryLink,
    Evidence,
    Facility,
    Plan,
    ReportingYear,
    Task,
    TaskProgress,
    User,
    YearFigures,
)
from kehoach.registry import FigureKind
from kehoach.rules import Refused, check_may_enter, check_may_hand_out_links, check_may_review

CHOSEN_COMMUNE = "commune"
# The session's key for the link that it came through, and the mark of the views that such a session may see.
ENTRY_LINK = "entry_link"
OPEN_TO_LINKS = "open_to_links"

View = TypeVar("View", bound=Callable[..., Any])


def open_to_links(view: View) -> View:
    """Marks a view for whoever came through an entry link; any other is refused to them (kehoach.middleware)."""
    setattr(view, OPEN_TO_LINKS, True)
    return view


def entry_link_of(request: HttpRequest) -> EntryLink | None:
    """The living link that this session came through; None for people with an account."""
    return getattr(request, ENTRY_LINK, None)


def require(rule: Callable[..., None], *args: object) -> None:
    """Turns a rule's refusal of a person into 403 with the rule's reason."""
    try:
        rule(*args)
    except Refused as refusal:
        raise PermissionDenied(str(refusal)) from refusal


def person(request: HttpRequest) -> User:
    """Who is signed in; LoginRequiredMiddleware has seen to it that somebody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied("Hãy đăng nhập.")
    return request.user


def commune_of(request: HttpRequest) -> Commune:
    """The commune that the person works for, or the one they chose to look at."""
    user = person(request)
    if user.commune is not None:
        return user.commune
    code = request.session.get(CHOSEN_COMMUNE)
    known: Commune | None = getattr(request, CHOSEN_COMMUNE, None)
    if known is not None and known.code == code:
        return known
    communes = list(Commune.objects.filter(code=code) if code else Commune.objects.all()[:2])
    if len(communes) != 1:
        raise PermissionDenied("Chưa chọn xã. Hãy về trang đầu và chọn một xã.")
    setattr(request, CHOSEN_COMMUNE, communes[0])
    return communes[0]


def plan_to_read(request: HttpRequest) -> Plan:
    """The plan that the commune works by."""
    plan = Plan.objects.newest_of(commune_of(request)).first()
    if plan is None:
        raise Http404("Xã chưa có kế hoạch trong cổng.")
    return plan


def communes_to_choose(user: User) -> QuerySet[Commune]:
    """The communes that somebody without a commune of their own may look at."""
    if user.role not in (Role.OVERSEER, Role.ADMINISTRATOR):
        raise PermissionDenied("Tài khoản của xã chỉ xem xã mình.")
    return Commune.objects.order_by("province", "name")


def check_reads_figures(user: User) -> None:
    """Everybody but the administrator reads figures, each within their bounds."""
    if user.role == Role.ADMINISTRATOR:
        raise Refused("Tài khoản quản trị lo tài khoản và đơn vị, không xem số liệu của cơ sở.")


def check_reads_aggregates(user: User) -> None:
    """Dashboard and reports are for those who work with the whole commune."""
    check_reads_figures(user)
    if user.role == Role.REPORTER:
        raise Refused("Trang này dành cho công chức và lãnh đạo xã. Kết quả chung có ở trang Kế hoạch.")


def facilities_to_read(request: HttpRequest, kind: FigureKind) -> QuerySet[Facility]:
    """The facilities whose pages the person may open: a unit's own, or all of the commune."""
    user = person(request)
    require(check_reads_figures, user)
    facilities = kind.facilities.filter(commune=commune_of(request)).select_related("unit", "commune")
    return facilities.filter(unit_id=user.unit_id) if user.role == Role.REPORTER else facilities


def facility_to_read(request: HttpRequest, kind: FigureKind, code: str) -> Facility:
    """One facility of those that the person may open."""
    facility = facilities_to_read(request, kind).filter(code=code).first()
    if facility is None:
        raise Http404("Không có cơ sở này.")
    return facility


def facility_to_set(request: HttpRequest, kind: FigureKind, code: str) -> Facility:
    """One facility whose membership in denominators the person may decide: the officer's right."""
    facility = facility_to_read(request, kind, code)
    require(check_may_review, person(request), facility.commune)
    return facility


def figures_of(request: HttpRequest, kind: FigureKind) -> QuerySet[Any]:
    """The figures of those facilities, as far as the person may see their state; the overseer only what is accepted."""
    figures = (
        kind.figures.filter(facility__in=facilities_to_read(request, kind))
        .select_related("facility__unit__commune", "facility__commune", "reporting_year")
        .prefetch_related("reporting_year__exceptions")
        .order_by("reporting_year__year", "facility_id")
    )
    link = entry_link_of(request)
    if link is not None:
        return figures.filter(reporting_year=link.reporting_year)
    return figures.filter(state=State.ACCEPTED) if person(request).role == Role.OVERSEER else figures


def figures_to_read(request: HttpRequest, kind: FigureKind, code: str, year: int) -> YearFigures:
    """One facility's figures of one year."""
    figures: YearFigures | None = (
        figures_of(request, kind)
        .filter(facility__code=code, reporting_year__year=year)
        .prefetch_related("evidence")
        .first()
    )
    if figures is None:
        raise Http404("Không có phiếu số liệu này.")
    return figures


def figures_to_enter(request: HttpRequest, kind: FigureKind, code: str, year: int) -> YearFigures:
    """Figures that the person may open, fill in and submit: the unit's own, or the officer on its behalf."""
    figures = figures_to_read(request, kind, code, year)
    require(check_may_enter, person(request), figures.facility.unit)
    return figures


def figures_to_review(request: HttpRequest, kind: FigureKind, code: str, year: int) -> YearFigures:
    """Figures that the person may accept or return: the officer's right."""
    figures = figures_to_read(request, kind, code, year)
    require(check_may_review, person(request), figures.facility.commune)
    return figures


def evidence_to_read(request: HttpRequest, kind: FigureKind, code: str, year: int, pk: int) -> Evidence:
    """A photo or paper behind figures that the person may read."""
    evidence: Evidence | None = figures_to_read(request, kind, code, year).evidence.filter(pk=pk).first()
    if evidence is None:
        raise Http404("Không có tệp minh chứng này.")
    return evidence


def check_reads_collection(user: User) -> None:
    """How the collecting goes, unit by unit, is between the commune's officer and its leader."""
    check_reads_aggregates(user)
    if user.role == Role.OVERSEER:
        raise Refused("Tài khoản cấp trên chỉ xem số liệu đã duyệt, không xem việc thu thập của xã.")


def years_of(request: HttpRequest) -> QuerySet[ReportingYear]:
    """The reporting years whose collection the person may follow."""
    require(check_reads_collection, person(request))
    return ReportingYear.objects.filter(commune=commune_of(request)).select_related("commune").order_by("-year")


def year_to_follow(request: HttpRequest, year: int) -> ReportingYear:
    """One of those years."""
    found = years_of(request).filter(year=year).first()
    if found is None:
        raise Http404("Xã chưa mở năm báo cáo này.")
    return found


def year_to_run(request: HttpRequest, year: int) -> ReportingYear:
    """One of those years, to decide about: the officer's right."""
    found = year_to_follow(request, year)
    require(check_may_review, person(request), found.commune)
    return found


def years_to_open(request: HttpRequest) -> QuerySet[ReportingYear]:
    """The years that the commune has, for the officer who opens another."""
    years = years_of(request)
    require(check_may_review, person(request), commune_of(request))
    return years


def tasks_to_read(request: HttpRequest) -> QuerySet[Task]:
    """The tasks of the commune's plans whose pages the person may open.

    A reporter opens only those that their unit has, or has reported on.
    """
    user = person(request)
    tasks = Task.objects.filter(plan__commune=commune_of(request))
    if user.role != Role.REPORTER:
        return tasks
    theirs = Q(pk__in=Assignment.objects.filter(unit=user.unit_id).values("task"))
    return tasks.filter(theirs | Q(pk__in=TaskProgress.objects.filter(unit=user.unit_id).values("task")))


def year_to_hand_out(request: HttpRequest, year: int) -> ReportingYear:
    """A reporting year of the commune whose entry links the person hands out: the officer's right."""
    commune = commune_of(request)
    require(check_may_hand_out_links, person(request), commune)
    found = ReportingYear.objects.filter(commune=commune, year=year).first()
    if found is None:
        raise Http404("Xã chưa mở năm báo cáo này.")
    return found


def link_to_revoke(request: HttpRequest, year: int, code: str) -> EntryLink:
    """The newest link of a unit and year; the second of two clicks finds the one that the first has revoked."""
    links = EntryLink.objects.filter(reporting_year=year_to_hand_out(request, year), unit__code=code)
    link = links.select_related("unit__commune", "reporting_year").order_by("-created_at", "-pk").first()
    if link is None:
        raise Http404("Đơn vị không có đường dẫn của năm này.")
    return link
