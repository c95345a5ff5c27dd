"""What happens to forms and to what units are asked: what the unit hears of, and what its officer hears of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone

from kehoach.common import formats
from kehoach.models import DataRequest, Explanation, Role, State, User, YearFigures
from kehoach.models.kinds import FigureKind, kinds
from kehoach.models.people.disuse import NOTICE, UNUSED_DAYS, disuse_of, people_with_last_seen
from kehoach.notices.feed import Happening, add


def of_forms(user: User, since: datetime) -> Iterator[Happening]:
    """Returned, accepted, not returned: for the unit. Submitted, withdrawn, asked for: for the officer."""
    if user.role not in (Role.REPORTER, Role.OFFICER):
        return
    own = {"facility__unit": user.unit_id} if user.role == Role.REPORTER else {"facility__commune": user.commune_id}
    tell = _to_the_unit if user.role == Role.REPORTER else _to_the_officer
    for kind in kinds():
        recent = kind.figures_asked.filter(**own, reporting_year__closed_at=None).select_related(
            "facility", "reporting_year"
        )
        for figures in recent:
            yield from (happening for happening in tell(kind, figures) if happening.at >= since)


def of_questions(user: User, since: datetime) -> Iterator[Happening]:
    """What a unit is asked about a task; for the officer and the leader, what it answered."""
    questions = Explanation.objects.filter(unit__commune=user.commune_id).select_related(
        "task", "unit", "reporting_year"
    )
    if user.role == Role.REPORTER:
        for explanation in questions.filter(unit=user.unit_id, asked_at__gte=since):
            by = formats.date_short(explanation.answer_by)
            title = f"Xã hỏi về việc {explanation.task.code}, trả lời trước hết ngày {by}"
            yield Happening(
                explanation.asked_at,
                title,
                explanation.question,
                _result(explanation),
                "Trả lời",
                "open",
                has_letter=True,
            )
    elif user.role in (Role.OFFICER, Role.LEADER):
        for answered in questions.filter(answered_at__gte=since):
            title = f"{answered.unit.name} trả lời về việc {answered.task.code}"
            moment = answered.answered_at or answered.asked_at
            yield Happening(moment, title, answered.answer, _result(answered), "Xem", "path")


def of_accounts(user: User, since: datetime) -> Iterator[Happening]:
    """Whose account will be switched off because nobody uses it: for the officer of the commune."""
    if user.role != Role.OFFICER:
        return
    today = timezone.localdate()
    for account in people_with_last_seen().filter(commune=user.commune_id).exclude(pk=user.pk):
        disuse = disuse_of(account)
        if disuse.is_near(today):
            at = timezone.make_aware(datetime.combine(disuse.ends_on - NOTICE, time.min))
            words = f"{UNUSED_DAYS} ngày không vào thì tự tắt, ngày {formats.date_short(disuse.ends_on)}."
            url = f"{reverse('people')}?loc=lau-khong-vao"
            yield Happening(at, f"{account} lâu không vào cổng", words, url, "Xem", "late")


def of_data_requests(user: User, since: datetime) -> Iterator[Happening]:
    """What people of the commune's units ask about their data, for the officer; the answer, for whoever asked."""
    requests = DataRequest.objects.select_related("account", "answered_by")
    if user.role == Role.OFFICER:
        waiting = requests.filter(account__commune=user.commune_id, account__role=Role.REPORTER, answered_at=None)
        for explanation in waiting:
            title = f"{explanation.get_kind_display()}: trả lời trước hết ngày {formats.date_short(explanation.due_on)}"
            url = reverse("data_request", args=[explanation.pk])
            yield Happening(
                explanation.asked_at, title, _said(explanation.account, explanation.words), url, "Trả lời", "late"
            )
    for answered in requests.filter(account=user, answered_at__gte=since):
        words = _said(answered.answered_by, answered.answer)
        moment = answered.answered_at or answered.asked_at
        url = reverse("ask_about_data")
        yield Happening(moment, f"Đã trả lời: {answered.get_kind_display()}", words, url, "Xem", "path")


def _to_the_unit(kind: FigureKind, figures: YearFigures) -> Iterator[Happening]:
    form = f"Phiếu năm {figures.reporting_year} của {figures.facility.name}"
    if figures.state == State.RETURNED and figures.returned_at:
        words = _said(figures.returned_by, figures.return_reason)
        page = _page(kind, figures, "entry")
        yield Happening(figures.returned_at, f"{form} bị trả lại", words, page, "Sửa", "late", has_letter=True)
    if figures.state == State.ACCEPTED and figures.accepted_at:
        words = "Số liệu đã tính vào kết quả của xã."
        yield Happening(figures.accepted_at, f"{form} đã được duyệt", words, _page(kind, figures), "Xem", "met")


def _to_the_officer(kind: FigureKind, figures: YearFigures) -> Iterator[Happening]:
    form = f"phiếu năm {figures.reporting_year} của {figures.facility.name}"
    if figures.state == State.SUBMITTED and figures.submitted_at:
        words = _said(figures.submitted_by, "")
        yield Happening(figures.submitted_at, f"Nhận {form}", words, _page(kind, figures), "Duyệt", "path")
    if figures.withdrawn_at:
        words = _said(figures.withdrawn_by, figures.withdrawal_reason)
        yield Happening(figures.withdrawn_at, f"Đơn vị rút lại {form}", words, _page(kind, figures), "Xem", "open")
    if figures.is_asked_back and figures.asked_back_at:
        words = _said(figures.asked_back_by, figures.asked_back_reason)
        yield Happening(
            figures.asked_back_at, f"Đơn vị xin trả lại {form}", words, _page(kind, figures), "Trả lời", "late"
        )


def _said(person: Any, words: str) -> str:
    """Who said what, or who did it without a word."""
    return f"{person}: “{words}”" if words else str(person)


def _page(kind: FigureKind, figures: YearFigures, step: str = "figures") -> str:
    key = {"code": figures.facility.code, "year": figures.reporting_year.year}
    return reverse(f"{kind.url_name}:{step}", kwargs=key)


def _result(asked: Explanation) -> str:
    return reverse("result", args=(asked.task.code, asked.reporting_year.year, asked.unit.code))


add(of_forms)
add(of_questions)
add(of_accounts)
add(of_data_requests)
