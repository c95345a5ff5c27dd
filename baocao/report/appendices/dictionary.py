"""What the codes of published figures mean: the words of the yearly forms, for whoever reads CSV or JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from baocao.document.csv_file import csv_file
from kehoach.models.kinds import FigureKind
from kehoach.questionnaire.layout import Field

_HEADS = ("loai_co_so", "ma_so_lieu", "ten_so_lieu", "don_vi_tinh", "kieu", "cach_tinh", "cac_lua_chon")


def dictionary(questions: Iterable[tuple[FigureKind, Field]]) -> list[dict[str, Any]]:
    """Each question's label, unit, sort of answer, choices, and how it is counted."""
    return [
        {
            "kind": kind.slug,
            "code": field.name,
            "label": field.label,
            "unit": field.unit,
            "type": field.kind.value,
            "definition": field.definition,
            "choices": dict(field.choices),
        }
        for kind, field in questions
    ]


def dictionary_as_csv(questions: Iterable[tuple[FigureKind, Field]]) -> bytes:
    """The same, a line for each question."""
    rows = []
    for row in dictionary(questions):
        choices = "; ".join(f"{code}: {name}" for code, name in row.pop("choices").items())
        rows.append([*row.values(), choices])
    return csv_file(_HEADS, rows)
