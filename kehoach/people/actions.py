"""Writes to what people say of themselves and of their commune: keyword-only, `by=` named, history inside."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kehoach.history.recording import save_recorded
from kehoach.models import Commune, User
from kehoach.people.rules import check_may_set_contact


@transaction.atomic
def set_contact(
    *, commune: Commune, name: str, position: str, phone: str, officer_title: str, by: User, at: datetime
) -> Commune:
    """Says whom the pages of the commune send people to, and what the commune calls its officer; idempotent.

    Raises Refused for anybody but the commune's officer.
    """
    commune = Commune.objects.select_for_update(no_key=True).get(pk=commune.pk)
    check_may_set_contact(by, commune)
    given = {
        "contact_name": name,
        "contact_position": position,
        "contact_phone": phone,
        "officer_title": officer_title,
    }
    if all(getattr(commune, field) == value for field, value in given.items()):
        return commune
    for field, value in given.items():
        setattr(commune, field, value)
    save_recorded(commune, by=by, at=at, reason="Đổi người phụ trách")
    return commune
