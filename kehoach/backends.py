"""Who may hold a session."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from kehoach.models import User


class PeopleBackend(ModelBackend):
    """Django's own check of name and password, without the demonstration's accounts outside development."""

    def user_can_authenticate(self, user: User) -> bool:  # type: ignore[override]
        """Demonstration accounts share a published password, so they are nobody where DEBUG is off."""
        return super().user_can_authenticate(user) and (settings.DEBUG or not user.is_demo)
