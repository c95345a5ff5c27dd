"""That two places of one commune are told apart by their names."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from kehoach.common.folding import name_key


def check_name_is_new(row: Any, siblings: QuerySet[Any], noun: str) -> None:
    """That no sibling has the name already, in capitals, decomposed letters or as hoá for hóa.

    What was so before, beside the same siblings, stays as it is. Raises ValidationError at the name.
    """
    name = name_key(row.name)
    twin = next((sibling for sibling in siblings.exclude(pk=row.pk) if name_key(sibling.name) == name), None)
    if twin is None:
        return
    before = siblings.filter(pk=row.pk).first()
    if before is None or name_key(before.name) != name:
        raise ValidationError(
            {
                "name": f"Đã có {noun} “{twin.name}” (mã {twin.code}). Nếu là một nơi, hãy dùng mã {twin.code}; "
                "nếu là hai nơi, hãy ghi tên cho khác nhau."
            }
        )
