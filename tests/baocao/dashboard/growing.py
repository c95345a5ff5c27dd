"""A commune grown to the size of several merged ones, its facilities answering like those of the demonstration."""

from __future__ import annotations

from collections.abc import Iterable

from kehoach.models import Commune, ReportingYear, State, Unit, UnitKind, User
from kehoach.models.kinds import FigureKind
from tests.cast import NOW
from thuvien.kind import LIBRARIES
from vanhoa.kind import CENTRES


def grow_commune(commune: Commune, by: User, *, libraries: int, centres: int, years: Iterable[int]) -> None:
    """Adds facilities until there are so many, each with a unit of its own, its figures of these years accepted."""
    for kind, number, unit_kind, noun, model in (
        (LIBRARIES, libraries, UnitKind.SCHOOL, "Trường Tiểu học số", "TV-TH"),
        (CENTRES, centres, UnitKind.VILLAGE, "Thôn số", "VH-GOM"),
    ):
        known = kind.facilities.filter(commune=commune).count()
        units = Unit.objects.bulk_create(
            Unit(commune=commune, code=f"{model}-{place}", name=f"{noun} {place}", kind=unit_kind)
            for place in range(known, number)
        )
        _add_facilities(kind, units, model)
        for year in years:
            _add_figures(kind, model, units, ReportingYear.objects.get(commune=commune, year=year), by)


def _add_facilities(kind: FigureKind, units: list[Unit], model: str) -> None:
    pattern = kind.facilities.get(code=model)
    kind.facility_model._default_manager.bulk_create(
        kind.facility_model(  # type: ignore[misc]
            commune=unit.commune, unit=unit, code=unit.code, name=f"{kind.title} {unit.name}", kind=pattern.kind
        )
        for unit in units
    )


def _add_figures(kind: FigureKind, model: str, units: list[Unit], year: ReportingYear, by: User) -> None:
    """The same answers as the pattern's own of that year."""
    pattern = kind.figures.get(facility__code=model, reporting_year=year)
    answers = {field.name: getattr(pattern, field.name) for field in kind.layout.fields}
    kind.figures_model._default_manager.bulk_create(
        kind.figures_model(
            facility=facility,  # type: ignore[misc]
            reporting_year=year,
            state=State.ACCEPTED,
            submitted_at=NOW,
            accepted_at=NOW,
            accepted_by=by,
            responsible_name="Nguyễn Thị Lan",
            responsible_position="Hiệu trưởng",
            absences=pattern.absences,
            **answers,
        )
        for facility in kind.facilities.filter(unit__in=units)
    )
