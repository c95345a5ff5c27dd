"""What the portal keeps about a person, told to that person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps

from kehoach.models import User


def kept_about(account: User) -> dict[str, Any]:
    """Name, contacts, sessions, and how often the person stands in which history; plain values for JSON."""
    return {
        "tài khoản": {
            "tên đăng nhập": account.username,
            "họ và tên": account.get_full_name(),
            "chức vụ": account.position,
            "điện thoại": account.phone,
            "thư điện tử": account.email,
            "nhận thư khi có thông báo": account.has_notice_mail,
            "vai trò": account.get_role_display(),
            "đơn vị": str(account.unit or ""),
            "tạo lúc": account.date_joined.isoformat(),
            "vào lần cuối": account.last_login.isoformat() if account.last_login else None,
        },
        "đang đăng nhập": [
            {"máy": session.device, "địa chỉ mạng": session.address, "từ": _moment(session.started_at)}
            for session in account.sessions.all()
        ],
        "khóa truy cập": [
            {"máy": passkey.name, "thêm lúc": _moment(passkey.added_at), "dùng lần cuối": _moment(passkey.used_at)}
            for passkey in account.passkeys.all()
        ],
        "những lần đã ghi": {
            str(model.instance_type._meta.verbose_name): number
            for model in _histories()
            if (number := model._default_manager.filter(history_user=account).count())
        },
    }


def _histories() -> Iterable[Any]:
    """The tables that say who saved what; a table of connections between two rows has no person of its own."""
    return (model for model in apps.get_models() if hasattr(model, "history_user"))


def _moment(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
