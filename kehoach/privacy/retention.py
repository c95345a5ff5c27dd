"""What personal data has been kept for as long as it may be."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from kehoach.models import Invitation, User
from kehoach.privacy.kept_data import MONTHS_AFTER_AN_INVITATION, MONTHS_AFTER_LEAVING

_DAYS_A_MONTH = 365.25 / 12


def people_gone(now: datetime) -> QuerySet[User]:
    """The accounts that are off since then, of whom the portal still knows how to reach them."""
    before = now - timedelta(days=MONTHS_AFTER_LEAVING * _DAYS_A_MONTH)
    lately = User.history.filter(history_date__gte=before).values("id")
    return User.objects.filter(is_active=False, is_link=False).exclude(phone="", email="").exclude(pk__in=lately)


def invitations_over(now: datetime) -> QuerySet[Invitation]:
    """The invitations that are used, withdrawn or past their day since then, and still tell how to reach somebody."""
    before = now - timedelta(days=MONTHS_AFTER_AN_INVITATION * _DAYS_A_MONTH)
    is_over = Q(used_at__lt=before) | Q(revoked_at__lt=before) | Q(expires_at__lt=before)
    return Invitation.objects.filter(is_over).exclude(phone="", email="")
