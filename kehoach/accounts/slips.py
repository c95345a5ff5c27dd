"""Invitations as they are handed out: a message for Zalo, a slip of paper with a QR code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from kehoach.accounts.directory import code_to_show
from kehoach.common import formats
from kehoach.links.handouts import public_address
from kehoach.links.qr import qr_svg
from kehoach.models import Invitation


@dataclass(frozen=True)
class Slip:
    """An invitation to give away: `message` for Zalo, `qr` and `code` for paper; empty where the key has changed."""

    invitation: Invitation
    code: str
    place: str
    message: str
    qr: SafeString | str


def slips_of(invitations: Iterable[Invitation], request: HttpRequest) -> list[Slip]:
    """The slips, in the order of the invitations."""
    return [_slip(invitation, request) for invitation in invitations]


def message(invitation: Invitation, url: str) -> str:
    """What is sent with the address."""
    purpose = "đặt mật khẩu mới" if invitation.is_new_password else "ghi tên mình và đặt mật khẩu"
    return "\n".join(
        (
            f"Kính gửi {invitation.whom},",
            f"Mời anh, chị vào cổng học tập suốt đời của {invitation.commune or 'các xã'}: "
            f"bấm đường dẫn dưới đây rồi {purpose}.",
            url,
            f"Dùng một lần, cho một người, đến hết ngày {formats.date_short(invitation.last_day)}. "
            "Xin không chuyển cho người khác.",
            "Trân trọng cảm ơn!",
        )
    )


def _slip(invitation: Invitation, request: HttpRequest) -> Slip:
    code, place = code_to_show(invitation), public_address(reverse("invitation_code"), request)
    if not code:
        return Slip(invitation, "", place, "", "")
    url = public_address(reverse("join", args=[code]), request)
    return Slip(
        invitation, code, place.partition("://")[2], message(invitation, url), qr_svg(url, f"Mã QR của {invitation}")
    )
