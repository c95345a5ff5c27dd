"""The columns of which the tables of figures are made, and the others that say who did what when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from kehoach.common.text.columns import LineField
from kehoach.questionnaire.values import LONGEST_TEXT


def person(verbose_name: str) -> models.ForeignKey[Any, Any]:
    """A column for who did something; accounts are switched off, never deleted, so the name stays."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=verbose_name, null=True, blank=True, related_name="+"
    )


def moment(verbose_name: str) -> models.DateTimeField[Any, Any]:
    """A column for when something was done."""
    return models.DateTimeField(verbose_name, null=True, blank=True)


def version_of(history: str) -> models.ForeignKey[Any, Any]:
    """The column that names the version of the `history` that counts while a correction is under way."""
    return models.ForeignKey(
        history, models.PROTECT, verbose_name="bản duyệt đang tính", null=True, blank=True, related_name="+"
    )


def count(verbose_name: str) -> models.PositiveBigIntegerField[Any, Any]:
    """A column for a whole number that is not negative: things, people, m² or đồng."""
    return models.PositiveBigIntegerField(verbose_name, null=True, blank=True)


def choices_of(verbose_name: str) -> models.JSONField[Any, Any]:
    """A column for a set of choices, kept as a sorted list of their codes; an empty list means none."""
    return models.JSONField(verbose_name, null=True, blank=True)


def yes_or_no(verbose_name: str) -> models.BooleanField[Any, Any]:
    """A column for a yes or no."""
    return models.BooleanField(verbose_name, null=True, blank=True)


def words(verbose_name: str) -> LineField:
    """A column for a short text or the code of one choice; where it is empty, nobody has written anything."""
    return LineField(verbose_name, max_length=LONGEST_TEXT, blank=True)


def day(verbose_name: str) -> models.DateField[Any, Any]:
    """A column for a day."""
    return models.DateField(verbose_name, null=True, blank=True)


def within(limit: int, *names: str) -> Q:
    """That each named column is empty or at most `limit`, for a constraint of the database."""
    condition = Q()
    for name in names:
        condition &= Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__lte": limit})
    return condition
