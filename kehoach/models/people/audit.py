"""What somebody may have to answer for: who came in or tried to, what was taken out, what was changed.

The database itself refuses to change a row, and to delete one before its time (migration 0014).
"""

from __future__ import annotations

from django.db import models

from kehoach.models.people.accounts import User
from kehoach.models.places import Commune

# As long as the triggers of migration 0014 keep a row.
MONTHS_KEPT = 24


class AuditKind(models.TextChoices):
    """What kind of thing happened."""

    SIGNED_IN = "signed_in", "Đăng nhập"
    FAILED = "failed", "Đăng nhập sai"
    HELD_OFF = "held_off", "Phải chờ vì sai nhiều lần"
    SIGNED_OUT = "signed_out", "Đăng xuất"
    DENIED = "denied", "Bị từ chối"
    LINK_OPENED = "link_opened", "Mở đường dẫn"
    LINK = "link", "Tạo, thu hồi đường dẫn"
    ACCOUNT = "account", "Tài khoản, giấy mời"
    EXPORT = "export", "Xuất bảng số liệu"
    DOWNLOAD = "download", "Tải tệp"
    ADMINISTRATION = "administration", "Trang quản trị"


class AuditEvent(models.Model):
    """One thing that happened. `who` is name and post as they were then, `address` that of the device.

    `guess_key` is by what wrong passwords are counted for an account, `network` by what they are counted over all
    accounts (kehoach.people.limits). A name that is no account's stands nowhere: it may be somebody's password.
    """

    at = models.DateTimeField("lúc", db_index=True)
    kind = models.CharField("việc", max_length=20, choices=AuditKind.choices)
    account = models.ForeignKey(User, models.PROTECT, verbose_name="tài khoản", null=True, blank=True, related_name="+")
    who = models.CharField("ai", max_length=260, blank=True)
    # No row of the log may hold up that a commune is undone again, nor be changed by it.
    commune = models.ForeignKey(
        Commune, models.DO_NOTHING, db_constraint=False, verbose_name="xã", null=True, blank=True, related_name="+"
    )
    about = models.CharField("nội dung", max_length=300, blank=True)
    address = models.CharField("địa chỉ mạng", max_length=45, blank=True)
    device = models.CharField("máy", max_length=100, blank=True)
    guess_key = models.CharField(max_length=64, blank=True)
    network = models.CharField(max_length=45, blank=True)

    class Meta:
        verbose_name = "việc ghi trong nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=("guess_key", "at"), name="audit_guess"),
            models.Index(fields=("network", "at"), name="audit_network"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.who or self.about}"
