"""The set-up workbook of a commune, or an empty one for a commune that is not there yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Min, QuerySet
from django.utils import timezone

from kehoach.models import Commune, Milestone, Plan
from kehoach.models.kinds import kinds
from kehoach.setup.commune import CommuneSetup
from kehoach.setup.pattern import shared_rows
from kehoach.setup.resource import SheetResource
from kehoach.setup.sheets import sheets
from kehoach.setup.writing import Table, set_up_workbook


def template_of(commune: Commune | None, at: datetime, new: Commune | None = None) -> bytes:
    """The commune's newest plan, its units, facilities and the figures of its base year; empty without a commune.

    With a `new` commune of the list, unsaved, that one is named and the rest is empty.
    """
    plan = Plan.objects.newest_of(commune).first() if commune else None
    setup = CommuneSetup(None, at, commune, plan)
    first = first_base_year(plan)
    base = {
        kind.slug: kind.figures_asked.filter(reporting_year__commune=commune, reporting_year__year=first)
        .select_related("facility")
        .order_by("facility_id")
        for kind in kinds()
    }
    return set_up_workbook(_naming(new, _tables(sheets(setup))), base)


def pattern_of(commune: Commune, at: datetime, *, with_places: bool = False, new: Commune | None = None) -> bytes:
    """The commune's newest plan, units and facilities as the pattern of another commune's, without what is its own.

    Villages and legal bases are its own too, but somebody may ask for them (`with_places`), to write theirs over them.
    """
    setup = CommuneSetup(None, at, commune, Plan.objects.newest_of(commune).first())
    this_year = timezone.localdate(at).year
    tables = [
        (resource, shared_rows(resource, commune.name, this_year, with_places=with_places))
        for resource in sheets(setup)
    ]
    return set_up_workbook(_naming(new, tables), {kind.slug: () for kind in kinds()})


def register_of(commune: Commune, plan: Plan | None, rows: QuerySet[Any], at: datetime) -> bytes:
    """Some rows of one sheet, with the sheets that say whose they are: read back like the whole workbook."""
    owners = {"commune", "plan"} if plan else {"commune"}
    found = sheets(CommuneSetup(None, at, commune, plan))
    for resource in found:
        resource.chosen = rows if resource._meta.model is rows.model else None
    return set_up_workbook(
        _tables(resource for resource in found if resource.sole in owners or resource.chosen is not None), {}
    )


def _tables(resources: Iterable[SheetResource]) -> list[Table]:
    """Sheets with the rows that there are."""
    return [(resource, map(resource.cells_of, resource.rows_to_write())) for resource in resources]


def _naming(new: Commune | None, tables: Iterable[Table]) -> list[Table]:
    """The tables with the new commune in its sheet."""
    if new is None:
        return list(tables)
    return [(resource, [resource.cells_of(new)] if resource.sole == "commune" else rows) for resource, rows in tables]


def first_base_year(plan: Plan | None) -> int | None:
    """The year from which the plan's targets are counted; None where no milestone names one."""
    milestones = Milestone.objects.filter(condition__target__plan=plan)
    first: int | None = milestones.aggregate(first=Min("base_year"))["first"]
    return first
