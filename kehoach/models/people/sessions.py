"""Sessions, so that people see where they are signed in and end what is not theirs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from kehoach.common.tokens import hash_of
from kehoach.models.people.accounts import User

# The session's own keys for what its row tells besides.
DEVICE, ADDRESS, STARTED, SEEN = "device", "address", "started", "seen"


class SignedInSession(AbstractBaseSession):
    """A session; where somebody is signed in, whose it is, on which device and since when."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField("máy", max_length=100, blank=True)
    address = models.CharField("địa chỉ mạng", max_length=45, blank=True)
    started_at = models.DateTimeField("đăng nhập lúc", null=True, blank=True)
    seen_at = models.DateTimeField("lần cuối", null=True, blank=True)

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "phiên làm việc"
        verbose_name_plural = "phiên làm việc"

    @property
    def handle(self) -> str:
        """By what a page names the session: its key opens it, and stands on no page."""
        return hash_of(self.session_key)[:16]

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        """The store that fills the columns."""
        return SessionStore


class SessionStore(DatabaseStore):
    """Django's store in the database, with the columns of SignedInSession."""

    @classmethod
    def get_model_class(cls) -> type[SignedInSession]:
        """The table of the sessions."""
        return SignedInSession

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row, told from what the session holds."""
        row: Any = super().create_model_instance(data)
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device, row.address = data.get(DEVICE, ""), data.get(ADDRESS, "")
        row.started_at, row.seen_at = moment(data.get(STARTED)), moment(data.get(SEEN))
        return row


def moment(second: int | None) -> datetime | None:
    """A second of the epoch, as a session holds it, as a moment."""
    return None if second is None else datetime.fromtimestamp(second, tz=UTC)
