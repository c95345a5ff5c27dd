"""How an answer stands in the cell of a table. Imports no Django."""

from datetime import date

from kehoach.questionnaire.layout import Field, Kind
from kehoach.questionnaire.values import Absent, Value

NONE_OF_THESE = "Không có"
YES, NO = "Có", "Không"


def cell_of(field: Field, value: Value) -> str | int | date | None:
    """An answer as its cell shows it; the reader of the yearly form reads the same answer from it."""
    if isinstance(value, Absent):
        return None if value is Absent.UNANSWERED else value.label
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, frozenset):
        return field.names_of(value) if value else NONE_OF_THESE
    if isinstance(value, str):
        return field.names_of({value}) if field.kind is Kind.ONE else value
    return value
