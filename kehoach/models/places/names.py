"""That two places of one commune are told apart by their names."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from kehoach.common.folding import accented


def check_name_is_new(row: Any, siblings: QuerySet[Any], noun: str) -> None:
    """That no sibling has the name already, in capitals, decomposed letters or as hoá for hóa.

    What was so before stays as it is. Raises ValidationError at the name.
    """
    name = accented(row.name)
    twin = next((sibling for sibling in siblings.exclude(pk=row.pk) if accented(sibling.name) == name), None)
    if twin is None:
        return
    before = type(row)._default_manager.filter(pk=row.pk).first()
    if before is None or accented(before.name) != name:
        raise ValidationError(
            {
                "name": f"Đã có {noun} “{twin.name}” (mã {twin.code}). Nếu là một nơi, hãy dùng mã {twin.code}; "
                "nếu là hai nơi, hãy ghi tên cho khác nhau."
            }
        )
