"""What a year's report needs and a commune may not have thought of when it opens the year."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from baocao.models import ReportHead
from kehoach.models import Commune
from kehoach.year_opening.preparations import Preparation, add


def _without_signer(commune: Commune) -> Iterator[Preparation]:
    """No letterhead of today names who signs."""
    today = timezone.localdate()
    present = Q(valid_from__lte=today) & (Q(valid_until=None) | Q(valid_until__gte=today))
    if not ReportHead.objects.filter(present, commune=commune).exclude(signer="").exists():
        yield Preparation(
            "Chưa chọn ai báo cáo, gửi ai, ai ký báo cáo năm.", reverse("report_heads"), "Chọn thể thức, người ký"
        )


add(_without_signer)
