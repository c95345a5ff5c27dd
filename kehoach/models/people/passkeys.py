"""Passkeys: what the portal knows of a key that a person's own device keeps."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import LineField
from kehoach.models.people.accounts import User
from kehoach.models.people.audit import AuditKind


class Passkey(models.Model):
    """The public half of a key (WebAuthn) that a telephone, a computer or a stick keeps; it opens nothing by itself.

    `credential_id` and `credential` are base64url, as browsers send them; `credential` holds the id and the public key.
    """

    audited_as = AuditKind.ACCOUNT

    account = models.ForeignKey(User, models.CASCADE, verbose_name="của ai", related_name="passkeys")
    name = LineField("tên máy", max_length=60)
    # As long as the standard lets an id be: 1,023 bytes.
    credential_id = models.CharField(max_length=1364, unique=True, editable=False)
    credential = models.TextField(editable=False)
    sign_count = models.PositiveBigIntegerField(default=0, editable=False)
    added_at = models.DateTimeField("thêm lúc", editable=False)
    used_at = models.DateTimeField("dùng lần cuối", null=True, blank=True, editable=False)
    history = HistoricalRecords(excluded_fields=["credential_id", "credential", "sign_count", "used_at"])

    class Meta:
        verbose_name = "khóa truy cập"
        verbose_name_plural = "khóa truy cập"
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return f"{self.name} ({self.account})"
