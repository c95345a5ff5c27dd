"""Whose letters an address stops."""

from __future__ import annotations

from django.http import Http404

from kehoach.models import User
from kehoach.notices.letters import person_of


def person_to_stop(token: str) -> User:
    """The person whom a letter of the bell was for: whoever has the letter may stop it. Raises Http404."""
    person = person_of(token)
    if person is None:
        raise Http404("Địa chỉ này không đúng. Hãy đăng nhập rồi bỏ chọn ở “Tài khoản của tôi”.")
    return person
