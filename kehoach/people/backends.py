"""Who may hold a session."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from kehoach.models import User
from kehoach.models.people import folded_name, folded_phone

# Blanks, zero width ones too, byte order marks, soft hyphens, marks of direction.
_UNSEEN = r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff\xad]+"
_AROUND = re.compile(rf"^{_UNSEEN}|{_UNSEEN}\Z")


def passwords_meant(typed: str) -> list[str]:
    """The password as it stands first; then without blanks and unseen letters around it, as keyboards compose it."""
    bare = _AROUND.sub("", typed)
    return list(dict.fromkeys([typed, bare, *(unicodedata.normalize(form, bare) for form in ("NFC", "NFD"))]))


def account_named(typed: str) -> User | None:
    """The account that somebody means by a user name, an e-mail address or a telephone number; None where it is open.

    What two people share names neither of them.
    """
    by_name = User.objects.filter(folded_name=folded_name(typed)).first()
    if by_name is not None:
        return by_name
    known = Q(email__iexact=typed.strip()) if "@" in typed else Q(phone=folded_phone(typed)) & ~Q(phone="")
    meant = list(User.objects.filter(known, is_link=False)[:2])
    return meant[0] if len(meant) == 1 else None


class PeopleBackend(ModelBackend):
    """Django's own check of name and password, without the demonstration's accounts outside development."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """Somebody by name and password; never the account of an entry link, whatever password it was given.

        What a password manager or Zalo pastes around a password is left out where the password as it stands is wrong.
        """
        account = account_named(username or "")
        name = account.username if account else username
        for typed in passwords_meant(password or ""):
            user = super().authenticate(request, name, typed, **kwargs)
            if isinstance(user, User):
                return None if user.is_link else user
        return None

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, with the commune and the unit that every page asks for."""
        user = User.objects.select_related("commune", "unit").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: User) -> bool:  # type: ignore[override]
        """Demonstration accounts share a published password, so they are nobody where DEBUG is off.

        Neither is who has handed over, from the day after their last.
        """
        is_over = user.active_until is not None and user.active_until < timezone.localdate()
        return super().user_can_authenticate(user) and not is_over and (settings.DEBUG or not user.is_demo)
