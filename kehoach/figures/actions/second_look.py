"""Whether a second person has to look at what the office has submitted itself: the leader's decision."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kehoach.figures.rules import check_may_ask_for_second_look
from kehoach.history.recording import save_recorded
from kehoach.models import Commune, User


@transaction.atomic
def ask_for_second_look(*, commune: Commune, wanted: bool, by: User, at: datetime) -> Commune:
    """From now on nobody accepts what they have submitted themselves, or again everybody may. Idempotent."""
    commune = Commune.objects.select_for_update(no_key=True).get(pk=commune.pk)
    check_may_ask_for_second_look(by, commune)
    if commune.second_look != wanted:
        commune.second_look = wanted
        save_recorded(commune, by=by, at=at, reason="Yêu cầu người thứ hai duyệt" if wanted else "Thôi yêu cầu")
    return commune
