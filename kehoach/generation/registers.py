"""Who and what an invented commune has: its plan, accounts, schools, villages, libraries and cultural centres."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from kehoach.demo.files import moment
from kehoach.generation.plan_pattern import copy_for
from kehoach.models import (
    Assignment,
    Commune,
    Facility,
    Membership,
    Milestone,
    Plan,
    ReportingYear,
    Role,
    Task,
    Unit,
    UnitKind,
    User,
)
from kehoach.models.kinds import kind_of, kinds, scopes_of
from kehoach.places.in_force import Place

FOUNDED = moment(2019, 1, 2)
# The other libraries' kinds in turn, with the unit that has one.
_SCHOOLS = (
    ("preschool", UnitKind.SCHOOL, "Trường Mầm non"),
    ("primary", UnitKind.SCHOOL, "Trường Tiểu học"),
    ("lower_secondary", UnitKind.SCHOOL, "Trường THCS"),
    ("other", UnitKind.LEARNING_CENTRE, "Trung tâm học tập cộng đồng"),
    ("primary", UnitKind.SCHOOL, "Trường Tiểu học"),
)
# Of ten facilities beside the commune's own two so many are libraries.
_LIBRARIES_OF_TEN = 4
# How often a facility opens or closes in these years, or is not counted by the officer's decision.
_SELDOM = 0.03


class InventedCommune:
    """All rows of one commune but those of its years; unsaved until `country` saves them table by table.

    `random` is the commune's own, so that it is the same among few communes and among many.
    """

    def __init__(self, place: Place, facilities: int, years: range, *, seed: str, password: str) -> None:
        self.random = Random(f"{seed} {place.code}")  # noqa: S311 nothing here is secret
        # Without days: its years are invented, those before its foundation too.
        self.commune = Commune(
            code=place.code,
            kind=place.kind,
            name=place.name,
            province=place.province,
            is_demo=True,
            contact_name="Người phụ trách minh họa",
            contact_phone="0900 000 123",
        )
        self.plan_rows, self.readings = copy_for(self.commune)
        self.units = [row for row in self.plan_rows if isinstance(row, Unit)]
        self.years: list[ReportingYear] = []
        self._vary_plan()
        self.facilities = list(self._new_facilities(facilities))
        for facility in self.facilities:
            chance = self.random.random()
            if chance < _SELDOM:
                facility.opened_on = date(self.random.choice(years), 3, 1)
            elif chance < 2 * _SELDOM:
                facility.closed_on = date(self.random.choice(years), 8, 1)
        self.sizes = [0.5 + 1.5 * self.random.random() for _ in self.facilities]
        self.officer = self._person("cb", Role.OFFICER, self._office("VHTT"), "Công chức Văn hóa - Xã hội", password)
        leader = self._person("ct", Role.LEADER, self._office("UBND"), "Chủ tịch UBND xã", password)
        owners = {id(facility.unit): facility.unit for facility in self.facilities}.values()
        reporters = (
            self._person(unit.code.lower(), Role.REPORTER, unit, f"Người phụ trách {unit.name}", password)
            for unit in owners
            if unit.kind != UnitKind.CULTURE_OFFICE
        )
        self.people = [self.officer, leader, *reporters]

    def assignments(self) -> list[Assignment]:
        """Each task for all units of the kinds that the plan names."""
        tasks = (row for row in self.plan_rows if isinstance(row, Task))
        return [
            Assignment(task=task, unit=unit) for task in tasks for unit in self.units if unit.kind in task.named_kinds
        ]

    def memberships(self) -> Iterator[Membership]:
        """A few facilities that by the officer's decision are not counted from a day on, some of them again later."""
        for facility in self.facilities:
            kind = kind_of(facility)
            if self.random.random() >= _SELDOM:
                continue
            for since, counted in ((date(2023, 2, 1), False), (date(2025, 2, 1), self.random.random() < 0.5)):
                yield kind.membership_model(
                    facility=facility,  # type: ignore[misc]
                    scope=scopes_of(kind, facility)[-1],
                    counted=counted,
                    since=since,
                    reason="Quyết định minh họa",
                    decided_by=self.officer,
                    decided_at=FOUNDED,
                )

    def _office(self, code: str) -> Unit:
        return next(unit for unit in self.units if unit.code == code)

    def _vary_plan(self) -> None:
        """Thresholds of the commune's own, near those of the pattern."""
        for row in self.plan_rows:
            if isinstance(row, Milestone) and int(row.at_least) < 100:
                row.at_least = int(row.at_least) + self.random.choice((-5, 0, 0, 5))
            elif isinstance(row, Plan):
                row.regular_activities = self.random.choice((8, 10, 12, 12))

    def _new_facilities(self, number: int) -> Iterator[Facility]:
        """The commune's own library and centre, then those of schools and villages, each with a new unit."""
        libraries, centres = kinds()
        office, libraries_of_schools = self._office("VHTT"), (number - 2) * _LIBRARIES_OF_TEN // 10
        yield self._facility(libraries, office, "TV-XA", f"Thư viện {self.commune}", "commune")
        yield self._facility(centres, office, "VH-XA", f"Trung tâm văn hóa, thể thao {self.commune}", "commune")
        names = Counter[str]()
        for place in range(libraries_of_schools):
            own_kind, unit_kind, noun = _SCHOOLS[place % len(_SCHOOLS)]
            names[noun] += 1
            name = f"{noun} {self.commune.name}" + (f" số {names[noun]}" if names[noun] > 1 else "")
            unit = self._unit(f"CS-{place + 1:02}", name, unit_kind)
            yield self._facility(libraries, unit, f"TV-{place + 1:02}", f"Thư viện {name}", own_kind)
        for place in range(number - 2 - libraries_of_schools):
            unit = self._unit(f"THON-{place + 1:02}", f"Thôn {place + 1}", UnitKind.VILLAGE)
            yield self._facility(centres, unit, f"VH-{place + 1:02}", f"Nhà văn hóa thôn {place + 1}", "village")

    def _unit(self, code: str, name: str, kind: UnitKind) -> Unit:
        unit = Unit(commune=self.commune, code=code, name=name, kind=kind)
        self.units.append(unit)
        return unit

    def _facility(self, kind: Any, unit: Unit, code: str, name: str, own_kind: str) -> Facility:
        facility: Facility = kind.facility_model(commune=self.commune, unit=unit, code=code, name=name, kind=own_kind)
        return facility

    def _person(self, name: str, role: Role, unit: Unit, position: str, password: str) -> User:
        return User(
            username=f"{name}-{self.commune.code}",
            role=role,
            unit=unit,
            commune=self.commune,
            position=position,
            is_demo=True,
            password=password,
        )
