"""What becomes of accounts that nobody uses: a letter beforehand, then they are off until somebody switches them on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

from kehoach.accounts.actions import end_sessions
from kehoach.common import formats
from kehoach.history.recording import save_recorded
from kehoach.models import User
from kehoach.models.people.disuse import NOTICE, UNUSED_DAYS, Disuse, unused

REASON = f"Tắt vì {UNUSED_DAYS} ngày không vào"


def look_after_unused(today: date, at: datetime, *, dry_run: bool) -> Iterator[str]:
    """Tells people that their account will be switched off, and switches off those that were told; a line for each.

    Safe to repeat. Whose letter cannot be sent is told the next day, and keeps the account until then.
    """
    for disuse in unused(today):
        account = disuse.account
        who = f"{account.commune or 'không thuộc xã'}, {account} ({account.username})"
        if not disuse.is_told():
            sent = dry_run or _tell(disuse, today)
            day = formats.date_short(max(disuse.ends_on, today + NOTICE))
            yield f"{'Báo' if sent else 'Chưa báo được'} sẽ tắt ngày {day}: {who}"
        elif disuse.ends_on <= today:
            if not dry_run:
                _switch_off(account, at)
            yield f"Tắt vì {UNUSED_DAYS} ngày không vào: {who}"


@transaction.atomic
def _switch_off(account: User, at: datetime) -> None:
    account = User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    account.is_active = False
    save_recorded(account, by=None, at=at, reason=REASON)
    end_sessions(account)


def _tell(disuse: Disuse, today: date) -> bool:
    """Whether the person was written to, or has no address: then the commune's officer sees it in the portal alone."""
    account = disuse.account
    day = formats.date_short(max(disuse.ends_on, today + NOTICE))
    if account.email:
        place = f": {settings.PUBLIC_URL}{reverse('sign_in')}" if settings.PUBLIC_URL else "."
        text = (
            f"Kính gửi {account},\n\nTài khoản {account.username} của anh, chị ở cổng học tập suốt đời đã lâu không "
            f"dùng và sẽ tự tắt ngày {day}. Muốn giữ, chỉ cần đăng nhập một lần trước ngày ấy{place}\n\n"
            "Tắt rồi thì xã vẫn bật lại được; những gì đã làm còn nguyên.\n"
            "(Thư gửi tự động, xin không trả lời thư này.)"
        )
        try:
            send_mail(f"Tài khoản sẽ tắt ngày {day} vì lâu không dùng", text, None, [account.email])
        except OSError:
            return False
    User.objects.filter(pk=account.pk).update(told_of_disuse_on=today)
    return True
