"""Who may hold a session, and what is written down of it."""

from __future__ import annotations

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from kehoach.models import User


class PeopleBackend(ModelBackend):
    """Django's own check of name and password, without the demonstration's accounts outside development."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """Somebody by name and password; never the account of an entry link, whatever password it was given."""
        user = super().authenticate(request, username, password, **kwargs)
        return user if isinstance(user, User) and not user.is_link else None

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, with the commune and the unit that every page asks for."""
        user = User.objects.select_related("commune", "unit").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: User) -> bool:  # type: ignore[override]
        """Demonstration accounts share a published password, so they are nobody where DEBUG is off."""
        return super().user_can_authenticate(user) and (settings.DEBUG or not user.is_demo)


class SignInRecords(AxesDatabaseHandler):
    """Counts wrong passwords and keeps a list of who signed in, but not of links: it would hold their addresses."""

    def user_logged_in(self, sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        """Leaves out the account of an entry link: it has no password to guess, and the history says who came when."""
        if not user.is_link:
            super().user_logged_in(sender, request, user, **kwargs)
