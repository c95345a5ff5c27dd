"""What is written down when other rooms, and Django itself, say that something has happened."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from simple_history.signals import post_create_historical_record

from kehoach.audit.recording import record
from kehoach.models import AuditEvent, AuditKind, EntryLink, Invitation, User
from kehoach.people.limits import guess_of

_NO_SUCH_NAME = "tên không có trong cổng"


@receiver(user_logged_in)
def signed_in(*, request: HttpRequest, user: User, **signal: Any) -> None:
    """Somebody is in, by password or slip, or through a link."""
    if user.is_link:
        record(AuditKind.LINK_OPENED, account=user, request=request)
        return
    guess = guess_of(request, user.username)
    record(AuditKind.SIGNED_IN, account=user, request=request, guess_key=guess.key)


@receiver(user_logged_out)
def signed_out(*, request: HttpRequest, user: User | None, **signal: Any) -> None:
    """Somebody has gone by the button."""
    if user is not None:
        record(AuditKind.SIGNED_OUT, account=user, request=request)


@receiver(user_login_failed)
def failed(*, credentials: dict[str, Any], request: HttpRequest | None = None, **signal: Any) -> None:
    """A wrong password or code. What had to wait is written once for each wait, or a stranger could fill the disk."""
    if request is None:
        return
    guess = guess_of(request, str(credentials.get("username") or ""))
    kind = AuditKind.FAILED
    if getattr(request, "axes_locked_out", False):
        kind = AuditKind.HELD_OFF
        same = AuditEvent.objects.filter(network=guess.network) | AuditEvent.objects.filter(guess_key=guess.key)
        latest = same.filter(kind__in=(AuditKind.FAILED, AuditKind.HELD_OFF)).first()
        if latest is not None and latest.kind == AuditKind.HELD_OFF:
            return
    about = "" if guess.account else _NO_SUCH_NAME
    record(kind, account=guess.account, request=request, about=about, guess_key=guess.key)


@receiver(post_create_historical_record)
def changed(*, instance: Any, history_instance: Any, history_user: User | None, **signal: Any) -> None:
    """An account, an invitation or a link was made or changed, or what else its table says is written down."""
    kinds = {User: AuditKind.ACCOUNT, Invitation: AuditKind.ACCOUNT, EntryLink: AuditKind.LINK}
    kind = kinds.get(type(instance)) or getattr(instance, "audited_as", None)
    if kind is None or getattr(instance, "is_link", False):
        return
    what = history_instance.history_change_reason or "Ghi"
    by = history_user or getattr(instance, "_history_user", None)
    record(kind, account=by, about=f"{what}: {instance}")


@receiver(post_save, sender=LogEntry)
def administered(*, instance: LogEntry, **signal: Any) -> None:
    """Something was done in the administration."""
    action = {1: "Thêm", 2: "Sửa", 3: "Xóa"}.get(instance.action_flag, "Sửa")
    kind = instance.content_type.name if instance.content_type else ""
    record(AuditKind.ADMINISTRATION, account=instance.user, about=f"{action} {kind} “{instance.object_repr}”")
