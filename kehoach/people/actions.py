"""Writes to what people say of themselves and of their commune: keyword-only, `by=` named, history inside."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kehoach.history.recording import save_recorded
from kehoach.models import Commune, User
from kehoach.people.rules import check_may_set_contact


@transaction.atomic
def set_contact(*, commune: Commune, name: str, position: str, phone: str, by: User, at: datetime) -> Commune:
    """Says whom the pages of the commune send people to; idempotent.

    Raises Refused for anybody but the commune's officer.
    """
    commune = Commune.objects.select_for_update(no_key=True).get(pk=commune.pk)
    check_may_set_contact(by, commune)
    if (commune.contact_name, commune.contact_position, commune.contact_phone) == (name, position, phone):
        return commune
    commune.contact_name, commune.contact_position, commune.contact_phone = name, position, phone
    save_recorded(commune, by=by, at=at, reason="Đổi người phụ trách")
    return commune
