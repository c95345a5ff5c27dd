"""Writes invented communes in batches, table by table, each row with the first version of its history."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from kehoach.demo.files import moment
from kehoach.demo.load import OPEN_YEAR, RETURN_REASON
from kehoach.generation.plan_pattern import by_model
from kehoach.generation.registers import FOUNDED, InventedCommune
from kehoach.generation.years import IN_CORRECTION, forms_of, open_years, results_of
from kehoach.history.bulk import create_recorded, update_recorded
from kehoach.models import Commune, Role, State, User
from kehoach.places.in_force import places

# The same as the demonstration's.
OVERSEER = "cap-tren"
REASON = "Dữ liệu sinh ra để đo"
# Enough for long statements, little enough for the memory.
_COMMUNES_AT_ONCE = 10
_RETURNED = ("returned_at", "returned_by", "return_reason")
_JUDGED = ("state", "accepted_at", "accepted_by", *_RETURNED)


def generate(
    *,
    communes: int,
    facilities: int,
    years: int,
    seed: str,
    password: str,
    written: Callable[[int], None] = lambda number: None,
) -> int:
    """Makes so many communes, each with so many facilities and years; returns how many were not there yet.

    The same seed gives the same communes, and more of them begin with the same. Idempotent: a commune whose code is
    there stays as it is. `written` is called with the number of communes after each batch. Raises ValueError for more
    communes than there are.
    """
    chosen = Random(seed).sample(places(), communes)  # noqa: S311 nothing here is secret
    present = set(Commune.objects.values_list("code", flat=True))
    missing = [place for place in chosen if place.code not in present]
    hashed = make_password(password, salt="generated")
    if not User.objects.filter(username=OVERSEER).exists():
        _save([User(username=OVERSEER, role=Role.OVERSEER, position="Cơ quan cấp trên", is_demo=True, password=hashed)])
    span = range(OPEN_YEAR - years + 1, OPEN_YEAR + 1)
    for start in range(0, len(missing), _COMMUNES_AT_ONCE):
        batch = missing[start : start + _COMMUNES_AT_ONCE]
        _write([InventedCommune(place, facilities, span, seed=seed, password=hashed) for place in batch], span)
        written(start + len(batch))
    return len(missing)


@transaction.atomic
def _write(batch: list[InventedCommune], years: range) -> None:
    _save([invented.commune for invented in batch])
    plan_rows = (row for invented in batch for row in invented.plan_rows)
    for rows in by_model([*plan_rows, *(unit for invented in batch for unit in invented.units)]).values():
        _save(list({id(row): row for row in rows}.values()))
    readings = [reading for invented in batch for reading in invented.readings]
    type(readings[0])._default_manager.bulk_create(readings)
    _save([person for invented in batch for person in invented.people])
    for rows in by_model(facility for invented in batch for facility in invented.facilities).values():
        _save(rows)
    for rows in by_model(row for invented in batch for row in invented.memberships()).values():
        _save(rows)
    assignments = {invented.commune.pk: invented.assignments() for invented in batch}
    _save(list(chain.from_iterable(assignments.values())))
    opened = {invented.commune.pk: open_years(invented, years) for invented in batch}
    _save(list(chain.from_iterable(opened.values())))
    for year in years:
        of_year = [(invented, row) for invented in batch for row in opened[invented.commune.pk] if row.year == year]
        for forms in by_model(form for invented, row in of_year for form in forms_of(invented, row)).values():
            _write_forms(forms, year)
        results = [
            result
            for invented, row in of_year
            for result in results_of(invented, assignments[invented.commune.pk], row)
        ]
        create_recorded(results, by=None, at=moment(year, 11, 20), reason=REASON)


def _save(rows: list[Any]) -> None:
    create_recorded(rows, by=None, at=FOUNDED, reason=REASON)


def _write_forms(forms: list[Any], year: int) -> None:
    """Every form that was judged has a version before that, which is its receipt; then some are taken back."""
    judged = [(form, form.state) for form in forms if form.state in (State.ACCEPTED, State.RETURNED)]
    for form, _ in judged:
        form.state = State.SUBMITTED
    create_recorded(forms, by=None, at=moment(year, 11, 12), reason=REASON)
    day = moment(year, 11, 18)
    for form, state in judged:
        form.state = state
        if state is State.ACCEPTED:
            form.accepted_at, form.accepted_by = day, form.submitted_by
        else:
            form.returned_at, form.returned_by, form.return_reason = day, form.submitted_by, RETURN_REASON
    update_recorded([form for form, _ in judged], _JUDGED, by=None, at=day, reason=REASON)
    _take_back_some(forms, year)


def _take_back_some(forms: list[Any], year: int) -> None:
    """Some accepted forms are being corrected: what was accepted counts until the correction is."""
    random = Random(f"{year} {len(forms)}")  # noqa: S311 nothing here is secret
    corrected = {form.pk: form for form in forms if form.state == State.ACCEPTED and random.random() < IN_CORRECTION}
    if not corrected:
        return
    versions = type(forms[0]).history.filter(id__in=corrected, state=State.ACCEPTED).values_list("id", "history_id")
    for pk, version in versions:
        form = corrected[pk]
        form.state, form.accepted_version_id = State.RETURNED, version
        form.returned_at, form.returned_by, form.return_reason = moment(year, 11, 25), form.accepted_by, RETURN_REASON
    fields = ("state", "accepted_version", *_RETURNED)
    update_recorded(list(corrected.values()), fields, by=None, at=moment(year, 11, 25), reason="Trả lại phiếu đã duyệt")
