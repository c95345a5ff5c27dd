"""The days of every year that the commune celebrates: those of the plan, moved where custom asks, and its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from kehoach.books.rules import check_may_set_occasions, check_occasion_is_unused
from kehoach.history.recording import delete_recorded, save_recorded
from kehoach.models import Occasion, Plan, User

CODE = "NK-"


@transaction.atomic
def add_occasion(*, plan: Plan, values: Mapping[str, Any], by: User, at: datetime) -> Occasion:
    """Adds a day after the others; the same day under the same name is the one that is there."""
    plan = Plan.objects.select_for_update(of=("self",), no_key=True).select_related("commune").get(pk=plan.pk)
    check_may_set_occasions(by, plan.commune)
    present = Occasion.objects.filter(plan=plan, **values).first()
    if present is not None:
        return present
    last = Occasion.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0
    taken = set(Occasion.objects.filter(plan=plan).values_list("code", flat=True))
    code = next(code for number in range(last + 1, last + len(taken) + 2) if (code := f"{CODE}{number}") not in taken)
    occasion = Occasion(plan=plan, code=code, position=last + 1, **values)
    save_recorded(occasion, by=by, at=at, reason="Thêm dịp")
    return occasion


@transaction.atomic
def change_occasion(*, occasion: Occasion, values: Mapping[str, Any], by: User, at: datetime) -> Occasion:
    """Renames or moves a day; the same again changes nothing."""
    current = _held().get(pk=occasion.pk)
    check_may_set_occasions(by, current.plan.commune)
    if {name: getattr(current, name) for name in values} != dict(values):
        for name, value in values.items():
            setattr(current, name, value)
        save_recorded(current, by=by, at=at, reason="Sửa dịp")
    return current


@transaction.atomic
def remove_occasion(*, occasion: Occasion, by: User, at: datetime) -> None:
    """Removes a day for which nothing was noted; one that is gone stays gone."""
    current = _held().filter(pk=occasion.pk).first()
    if current is None:
        return
    check_may_set_occasions(by, current.plan.commune)
    check_occasion_is_unused(current.activities.count())
    delete_recorded(current, by=by, at=at, reason="Xóa dịp")


def _held() -> QuerySet[Occasion]:
    return Occasion.objects.select_for_update(of=("self",)).select_related("plan__commune")
