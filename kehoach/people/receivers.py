"""What happens when somebody signs in."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from kehoach.models import User
from kehoach.people.limits import SIGNED_IN_NOW
from kehoach.people.second_factor import ask
from kehoach.people.sessions import begin


@receiver(user_logged_in)
def begin_to_last(*, request: HttpRequest, user: User, **signal: Any) -> None:
    """The session's life begins, so that its first page need not write it down."""
    begin(request, user, int(time.time()))
    ask(request, user)
    if not user.is_link:
        setattr(request, SIGNED_IN_NOW, user)
