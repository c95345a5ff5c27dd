"""Opening a commune's figures to everybody, and taking that back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from baocao.models import OpenData
from baocao.open_data.rules import check_publishes
from kehoach.history.recording import save_recorded
from kehoach.models import Commune, User


@transaction.atomic
def set_open_data(*, commune: Commune, is_public: bool, by: User, at: datetime) -> OpenData:
    """Publishes the figures of settled years from now on, or ends that; idempotent.

    Raises Refused for anybody but the commune's officer.
    """
    check_publishes(by, commune)
    Commune.objects.select_for_update(no_key=True).get(pk=commune.pk)
    kept = OpenData.objects.filter(commune=commune).first() or OpenData(commune=commune)
    if kept.is_public == is_public:
        return kept
    kept.is_public = is_public
    save_recorded(kept, by=by, at=at, reason="Công bố dữ liệu mở" if is_public else "Thôi công bố dữ liệu mở")
    return kept
