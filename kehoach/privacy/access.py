"""Fetch and authorise requests about personal data."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from kehoach.models import DataRequest, Role
from kehoach.people.access import commune_of, in_area, person, require
from kehoach.people.rules import Refused, permit
from kehoach.privacy.rules import check_may_answer, check_may_ask


def own_requests(request: HttpRequest) -> QuerySet[DataRequest]:
    """What the person has asked, the newest first."""
    user = person(request)
    require(check_may_ask, user)
    return DataRequest.objects.filter(account=user).select_related("answered_by")


def requests_to_answer(request: HttpRequest) -> list[DataRequest]:
    """What the officer or the administrator answers, and has answered; those that wait come first, the eldest first."""
    user = person(request)
    require(_check_answers, user.role)
    rows = DataRequest.objects.select_related("account__commune", "account__unit", "answered_by")
    if user.is_administrator:
        rows = rows.filter(Q(account__commune__in=in_area(user)) | Q(account__commune=None))
    else:
        rows = rows.filter(account__commune=commune_of(request))
    theirs = [row for row in rows.order_by("asked_at", "pk") if permit(check_may_answer, user, row).allowed]
    return sorted(theirs, key=lambda row: not row.is_open)


def request_to_answer(request: HttpRequest, pk: int) -> DataRequest:
    """One of those. Raises Http404."""
    chosen = next((row for row in requests_to_answer(request) if row.pk == pk), None)
    if chosen is None:
        raise Http404("Không có yêu cầu này.")
    return chosen


def _check_answers(role: str) -> None:
    if role not in (Role.OFFICER, Role.ADMINISTRATOR):
        raise Refused("Yêu cầu về dữ liệu cá nhân do công chức phụ trách và người quản trị trả lời.")
