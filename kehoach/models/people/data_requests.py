"""What people ask about their personal data, and what they are answered (Luật 91/2025/QH15)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import NoteField
from kehoach.models.people.accounts import User


class DataRequestKind(models.TextChoices):
    """What is asked for."""

    SEE = "see", "Xem, nhận bản sao dữ liệu về tôi"
    CORRECT = "correct", "Sửa dữ liệu sai về tôi"
    ERASE = "erase", "Xóa dữ liệu về tôi"

    @property
    def days(self) -> int:
        """Within how many days it has to be done (Nghị định 356/2025/NĐ-CP, Điều 5)."""
        return 20 if self is DataRequestKind.ERASE else 10


class DataRequest(models.Model):
    """A request of a person about their own data, answered once: done, or refused with the reason."""

    account = models.ForeignKey(User, models.PROTECT, verbose_name="người yêu cầu", related_name="data_requests")
    kind = models.CharField("yêu cầu", max_length=10, choices=DataRequestKind.choices)
    words = NoteField("nội dung", max_length=500, blank=True)
    asked_at = models.DateTimeField("yêu cầu lúc")
    answer = NoteField("trả lời", max_length=500, blank=True)
    is_done = models.BooleanField("đã làm", null=True, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="người trả lời", null=True, blank=True, related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = "yêu cầu về dữ liệu cá nhân"
        verbose_name_plural = "yêu cầu về dữ liệu cá nhân"
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(answer="", is_done=None, answered_at=None, answered_by=None)
                | ~Q(answer="") & Q(is_done__isnull=False, answered_at__isnull=False, answered_by__isnull=False),
                name="data_request_answered_by_someone",
                violation_error_message="Câu trả lời phải ghi đã làm hay không, nội dung, ai trả lời và lúc nào.",
            ),
            models.UniqueConstraint(
                fields=("account", "kind"),
                condition=Q(answered_at=None),
                name="one_open_data_request_of_a_kind",
                violation_error_message="Yêu cầu trước chưa được trả lời.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.account}"

    @property
    def due_on(self) -> date:
        """The last day on which it has to be done."""
        return timezone.localdate(self.asked_at) + timedelta(days=DataRequestKind(self.kind).days)

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answered_at is None
