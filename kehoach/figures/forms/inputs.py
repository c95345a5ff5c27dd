"""The inputs of the entry form: their names, what they offer, how what is typed in them is read."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.datastructures import MultiValueDict

from kehoach.common.fields import CountField, DayField, MoneyField, TextField, YearField
from kehoach.common.reading import EARLIEST_YEAR, LATEST_YEAR
from kehoach.questionnaire.layout import Field, Kind
from kehoach.questionnaire.values import (
    LARGEST_COUNT,
    LARGEST_MONEY,
    LONGEST_TEXT,
    Absent,
)

NONE_OF_THESE = "none"
ZERO = "zero"
THEIRS = "theirs"
YES, NO = "yes", "no"
# The radio that takes an answer back, where none is needed.
NO_ANSWER = ""
ABSENCES = (Absent.UNKNOWN, Absent.NOT_APPLICABLE)
EMPTY: tuple[object, ...] = (None, "", [])


def absent_name(name: str) -> str:
    """The input that says why there is no value, or that the value is 0."""
    return f"{name}-absent"


def note_name(name: str) -> str:
    """The input for the note on one value."""
    return f"{name}-note"


def why_name(name: str) -> str:
    """The radios of the explanations that are offered for one value."""
    return f"{name}-why"


def take_name(name: str) -> str:
    """The radio that chooses between one's own answer and the one that somebody else gave meanwhile."""
    return f"{name}-take"


def clash_name(name: str) -> str:
    """The hidden input that says that this choice was put before the person."""
    return f"{name}-clash"


def wrong_name(name: str) -> str:
    """The hidden input that says that this answer stands marked as wrong on the page."""
    return f"{name}-wrong"


def without(data: MultiValueDict[str, str], names: Iterable[str]) -> MultiValueDict[str, str]:
    """What was sent, but for these questions: for them the form shows what is saved."""
    left = data.copy()
    for name in names:
        for key in (name, absent_name(name), note_name(name), why_name(name)):
            left.pop(key, None)
    return left


def options(field: Field) -> tuple[tuple[str, str], ...]:
    """The choices that a question offers, with the one that says none or takes the answer back."""
    if field.kind is Kind.SWITCH:
        return ((YES, "Có"), (NO, "Không"))
    if field.kind is Kind.CHOICES:
        return (*field.choices, (NONE_OF_THESE, "Không có"))
    if field.kind is Kind.ONE and field.optional:
        return (*field.choices, (NO_ANSWER, Absent.UNANSWERED.label))
    return field.choices


def input_for(field: Field) -> forms.Field:
    """The form field that reads an answer to this question; empty is allowed everywhere."""
    if field.kind is Kind.CHOICES:
        return forms.MultipleChoiceField(choices=options(field), required=False)
    if field.kind in (Kind.SWITCH, Kind.ONE):
        return forms.ChoiceField(choices=[("", ""), *options(field)], required=False)
    if field.kind is Kind.TEXT:
        return TextField(max_length=LONGEST_TEXT, required=False)
    if field.kind is Kind.DATE:
        return DayField(required=False)
    if field.kind is Kind.YEAR:
        wrong = "Năm gồm bốn chữ số, ví dụ 2019."
        return YearField(
            min_value=EARLIEST_YEAR,
            max_value=LATEST_YEAR,
            required=False,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
        )
    if field.kind is Kind.MONEY:
        return MoneyField(largest=LARGEST_MONEY, required=False)
    return CountField(largest=LARGEST_COUNT, required=False)
