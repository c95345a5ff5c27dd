"""Steps back: a unit takes its submission back, asks for what was accepted, reads why it was returned."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kehoach.figures.actions.figures import Figures, locked
from kehoach.figures.rules import check_can_ask_back, check_can_decline, check_can_withdraw
from kehoach.history.recording import save_recorded
from kehoach.models import State, User
from kehoach.people.rules import Refused, check_may_enter, check_may_review, works_for


@transaction.atomic
def withdraw(figures: Figures, *, by: User, at: datetime, reason: str) -> Figures:
    """“Rút lại”: the submission becomes a draft again, with all its answers. Idempotent.

    Raises Refused where it was accepted meanwhile, or without a reason.
    """
    figures = locked(figures)
    check_may_enter(by, figures.facility.unit)
    if figures.state == State.DRAFT and figures.withdrawal_reason == reason:
        return figures
    check_can_withdraw(figures, by, at)
    if not reason:
        raise Refused("Cần ghi vì sao rút lại, để công chức xã biết.")
    figures.state = State.DRAFT
    figures.withdrawn_at, figures.withdrawn_by, figures.withdrawal_reason = at, by, reason
    save_recorded(figures, by=by, at=at, reason=f"Rút lại: {reason}")
    return figures


def see_return(figures: Figures, *, by: User, at: datetime) -> Figures:
    """Notes when somebody of the unit has first opened what was returned, for the officer to see. Idempotent."""
    if not works_for(by, figures.facility.unit) or not figures.is_return_unseen:
        return figures
    with transaction.atomic():
        figures = locked(figures)
        if figures.is_return_unseen:
            figures.return_seen_at = at
            save_recorded(figures, by=by, at=at, reason="Xem lời trả lại")
    return figures


@transaction.atomic
def ask_back(figures: Figures, *, by: User, at: datetime, reason: str) -> Figures:
    """“Xin trả lại”: a request that stands beside the accepted figures, which go on counting. Idempotent.

    Raises Refused where there is nothing to ask back, or without a reason.
    """
    figures = locked(figures)
    if works_for(by, figures.facility.unit) and figures.is_asked_back and figures.asked_back_reason == reason:
        return figures
    check_can_ask_back(figures, by, at)
    if not reason:
        raise Refused("Cần ghi sai ở đâu, để công chức xã quyết định.")
    figures.asked_back_at, figures.asked_back_by = at, by
    figures.asked_back_reason, figures.asked_back_answer = reason, ""
    save_recorded(figures, by=by, at=at, reason=f"Xin trả lại: {reason}")
    return figures


@transaction.atomic
def decline(figures: Figures, *, by: User, at: datetime, answer: str) -> Figures:
    """The officer does not give the form back, and says why; the unit sees it on the form's page. Idempotent.

    Raises Refused where no request waits, or without an answer.
    """
    figures = locked(figures)
    check_may_review(by, figures.facility.commune)
    if figures.asked_back_at is not None and figures.asked_back_answer == answer != "":
        return figures
    check_can_decline(figures, by)
    if not answer:
        raise Refused("Cần ghi vì sao không trả lại, để đơn vị biết.")
    figures.asked_back_answer = answer
    save_recorded(figures, by=by, at=at, reason=f"Không trả lại: {answer}")
    return figures
