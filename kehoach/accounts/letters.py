"""Invitations by e-mail, to those whose address is known; the slip itself stays good whatever becomes of the letter."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.http import HttpRequest

from kehoach.accounts.slips import Slip, slips_of
from kehoach.common.text.gate import printable, tidy_line
from kehoach.models import Invitation

log = logging.getLogger(__name__)


def send_invitations(made: Iterable[Invitation], request: HttpRequest) -> tuple[list[Invitation], list[Invitation]]:
    """Writes to everybody with an address; returns to whom that went out and to whom it did not.

    One connection for all, which is waited for once (EMAIL_TIMEOUT); no mail server makes an invitation fail.
    """
    known = [
        invitation
        for invitation in made
        if invitation.email and not (invitation.account and invitation.account.is_demo)
    ]
    slips = [slip for slip in slips_of(known, request) if slip.code]
    if not slips:
        return [], []
    sent: list[Invitation] = []
    connection = get_connection()
    try:
        connection.open()
        sent = [slip.invitation for slip in slips if _is_sent(slip, connection)]
        connection.close()
    except OSError as problem:
        log.error("Không kết nối được máy chủ thư: %s", problem)
    return sent, [slip.invitation for slip in slips if slip.invitation not in sent]


def _is_sent(slip: Slip, connection: BaseEmailBackend) -> bool:
    """Whether the letter went out; one address that is refused does not stop the others."""
    subject = tidy_line(f"Giấy mời vào cổng học tập suốt đời của {slip.invitation.commune or 'các xã'}")
    text = printable(f"{slip.message}\n\n(Thư gửi tự động, xin không trả lời thư này.)\n")
    try:
        EmailMessage(subject, text, to=[slip.invitation.email], connection=connection).send()
    # Whatever a mail server or an address can do wrong.
    except Exception as problem:
        log.error("Không gửi được thư mời: %s", problem)
        return False
    return True
