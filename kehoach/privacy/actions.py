"""Asking about one's data, answering, and erasing: keyword-only, `by=` named, history inside."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from kehoach.history.recording import save_recorded
from kehoach.models import DataRequest, DataRequestKind, Invitation, SignedInSession, User
from kehoach.people.rules import Refused
from kehoach.people.second_factor import forget
from kehoach.privacy.rules import check_is_open, check_may_answer, check_may_ask


@transaction.atomic
def ask(*, kind: DataRequestKind, words: str, by: User, at: datetime) -> DataRequest:
    """Asks for one's own data to be shown, corrected or erased. Raises Refused where the same still waits."""
    check_may_ask(by)
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    if DataRequest.objects.filter(account=by, kind=kind, answered_at=None).exists():
        raise Refused("Yêu cầu như thế đã gửi và đang chờ trả lời.")
    request = DataRequest(account=by, kind=kind, words=words, asked_at=at)
    save_recorded(request, by=by, at=at, reason="Yêu cầu về dữ liệu cá nhân")
    return request


@transaction.atomic
def answer(*, request: DataRequest, is_done: bool, words: str, by: User, at: datetime) -> DataRequest:
    """Answers a request. Erasing is done with it: contacts go, the account is off. Raises Refused."""
    request = DataRequest.objects.select_for_update(of=("self",)).select_related("account__commune").get(pk=request.pk)
    check_may_answer(by, request)
    check_is_open(request)
    request.is_done, request.answer, request.answered_at, request.answered_by = is_done, words, at, by
    save_recorded(request, by=by, at=at, reason="Trả lời yêu cầu về dữ liệu cá nhân")
    if is_done and request.kind == DataRequestKind.ERASE:
        account = User.objects.select_for_update(of=("self",)).get(pk=request.account_id)
        account.is_active = False
        account.set_unusable_password()
        save_recorded(account, by=by, at=at, reason="Tắt tài khoản theo yêu cầu xóa dữ liệu")
        forget(account, by=by, at=at)
        SignedInSession.objects.filter(user=account).delete()
        erase_contacts(User.objects.filter(pk=account.pk))
        erase_contacts(Invitation.objects.filter(Q(account=account) | Q(used_by=account)))
    return request


def erase_contacts(rows: Any) -> int:
    """Takes telephone and e-mail out of rows and of every version of them; returns how many rows had any.

    The name stays: what a person did is kept under it, and documents bear it.
    """
    keys = list(rows.values_list("pk", flat=True))
    number: int = rows.exclude(phone="", email="").update(phone="", email="")
    # A version is never changed, but for what the law wants forgotten.
    rows.model.history.filter(id__in=keys).update(phone="", email="")
    return number
