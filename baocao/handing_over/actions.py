"""Keeping the codes of agencies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from baocao.issuing.rules import check_writes
from baocao.models import AgencyCode
from kehoach.common.versions import Conflict
from kehoach.history.recording import delete_recorded, save_recorded
from kehoach.models import Commune, User


@transaction.atomic
def set_agency_codes(
    *, commune: Commune, codes: Mapping[str, str], seen: Mapping[str, str], by: User, at: datetime
) -> None:
    """Says which codes these agencies have; an empty one takes the code away. Idempotent.

    `seen` are the codes that the person had in front of them. Raises Conflict where somebody else has changed
    one of them to something else meanwhile, Refused for anybody but the officer.
    """
    check_writes(by, commune)
    Commune.objects.select_for_update(no_key=True).get(pk=commune.pk)
    present = {row.agency: row for row in AgencyCode.objects.filter(commune=commune, agency__in=codes)}
    changes = {name: code for name, code in codes.items() if code != _code(present.get(name))}
    if any(_code(present.get(name)) != seen.get(name, "") for name in changes):
        raise Conflict("Người khác vừa sửa mã cơ quan nên chưa ghi. Hãy mở lại trang để xem mã mới.")
    for name, code in changes.items():
        row = present.get(name) or AgencyCode(commune=commune, agency=name)
        if code:
            row.code = code
            save_recorded(row, by=by, at=at, reason="Ghi mã cơ quan")
        else:
            delete_recorded(row, by=by, at=at, reason="Bỏ mã cơ quan")


def _code(row: AgencyCode | None) -> str:
    return row.code if row else ""
