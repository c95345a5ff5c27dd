"""Who asks, who answers, and when. Every rule explains its refusal in Vietnamese (see people.rules)."""

from __future__ import annotations

from kehoach.models import DataRequest, Role, User
from kehoach.people.rules import Refused, is_officer_of


def check_may_ask(user: User) -> None:
    """Whoever has an account of their own asks; a link is nobody's."""
    if user.is_link:
        raise Refused("Đường dẫn nhập liệu không phải của riêng ai. Hãy gọi công chức phụ trách của xã.")


def check_may_answer(user: User, request: DataRequest) -> None:
    """The officer answers the people of the commune's units, the administrator everybody; nobody answers themselves."""
    account = request.account
    if account.pk == user.pk:
        raise Refused("Yêu cầu của chính mình thì người khác trả lời.")
    if user.is_administrator and (user.looks_after(account.commune) if account.commune else not user.has_area):
        return
    if account.role != Role.REPORTER or account.commune is None or not is_officer_of(user, account.commune):
        raise Refused("Yêu cầu này do người quản trị trả lời.")


def check_is_open(request: DataRequest) -> None:
    """A request is answered once."""
    if not request.is_open:
        raise Refused("Yêu cầu này đã được trả lời.")
