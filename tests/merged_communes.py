"""Three communes with a plan each that become one, as in the years 2022 to 2026; every number is small.

Quảng Nghiệp (plan 04) and Dân Chủ (plan 07) merge into Dân An in December 2024, Dân An and Đại Hợp (plan 09) into
Tân Kỳ on 1/7/2025; on 1/8/2025 the primary schools of Quảng Nghiệp and Dân Chủ become one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command

from baocao.issuing.actions.approval import propose
from baocao.issuing.actions.issuing import issue
from baocao.issuing.actions.writing import start_report
from baocao.models import FilePart, Report, ReportKind
from baocao.report.composing import composed
from kehoach.common.periods import default_window
from kehoach.demo import files
from kehoach.demo.files import moment
from kehoach.models import Commune, Plan, ReorganisationKind, ReportingYear, Role, State, Unit, User
from kehoach.models.kinds import kinds
from kehoach.plan.areas import areas_of, family_of
from kehoach.succession.actions import reorganise
from kehoach.succession.order import COMMUNE, UNIT, Order
from kehoach.years.actions import lay_out_year
from tests.cast import person
from thuvien.models import Library
from vanhoa.models import CulturalCentre

# Visits by facility and year; a facility keeps its place through all mergers.
VISITS = {
    ("11122", "TV-XA"): {2022: 100, 2023: 110, 2024: 121},
    ("11122", "TV-TH"): {2022: 60, 2023: 66, 2024: 73},
    ("11122", "TV-THCS"): {2022: 40, 2023: 44, 2024: 48},
    ("11131", "TV-XA"): {2022: 80, 2023: 84, 2024: 88},
    ("11131", "TV-TH"): {2022: 20, 2023: 21, 2024: 22},
    ("11140", "TV-XA"): {2022: 50, 2023: 55, 2024: 60},
    ("11140", "TV-THCS"): {2022: 50, 2023: 55, 2024: 60},
}
PLANS = {
    "11122": ("Quảng Nghiệp", "04/KH-UBND"),
    "11131": ("Dân Chủ", "07/KH-UBND"),
    "11140": ("Đại Hợp", "09/KH-UBND"),
}
SCHOOLS = {"TH": ("Trường Tiểu học", "primary"), "THCS": ("Trường THCS", "lower_secondary")}
UNITED = "Trường Tiểu học Tân Kỳ"
BEFORE, MERGED, MERGED_AGAIN = moment(2024, 12, 16), moment(2024, 12, 27), moment(2025, 7, 2)
SCHOOLS_MERGED = moment(2025, 8, 2)


@dataclass
class Story:
    """The communes by code as they are found in the database, and the people who act."""

    administrator: User
    folder: Path
    communes: dict[str, Commune] = field(default_factory=dict)
    officers: dict[str, User] = field(default_factory=dict)
    issued: dict[int, tuple[Report, bytes]] = field(default_factory=dict)

    @property
    def tan_ky(self) -> Commune:
        """The commune that all have become."""
        return Commune.objects.get(name="Tân Kỳ")


def begin(folder: Path) -> Story:
    """The three communes with their plans, facilities and the closed years 2022 to 2024."""
    story = Story(person(Role.ADMINISTRATOR), folder)
    for code, (name, number) in PLANS.items():
        plan_from_04(folder, code, name, number)
        commune = story.communes[code] = Commune.objects.get(code=code)
        story.officers[code] = person(Role.OFFICER, commune, commune.units.get(code="VHTT"))
        set_up_places(commune)
        for year in (2022, 2023, 2024):
            open_and_close(story, commune, year)
    for year in (2023, 2024):
        issue_report(story, story.communes["11122"], year)
    # There “thường xuyên” means six times a year.
    Plan.objects.filter(commune=story.communes["11131"]).update(regular_activities=6)
    return story


def plan_from_04(folder: Path, code: str, name: str, number: str, **fields: Any) -> Plan:
    """Plan 04 as the commune with this code and name issued it under this number."""
    text = (files.FOLDER / "plan-04.json").read_text(encoding="utf-8")
    rows = json.loads(text.replace("04/KH-UBND", number).replace('"11122"', f'"{code}"').replace("Quảng Nghiệp", name))
    if fields:
        rows = [row for row in rows if row["model"] not in ("kehoach.commune", "kehoach.unit", "kehoach.assignment")]
    for row in rows:
        if row["model"] == "kehoach.plan":
            row["fields"] |= fields
    fixture = folder / "plan.json"
    fixture.write_text(json.dumps(rows), encoding="utf-8")
    call_command("loaddata", fixture, verbosity=0)
    return Plan.objects.get(commune__code=code, number=number)


def set_up_places(commune: Commune) -> None:
    """A commune library, the schools' libraries, a house of culture; in Quảng Nghiệp a village's besides."""
    office = commune.units.get(code="VHTT")
    for of_commune, library in VISITS:
        if of_commune == commune.code:
            school = library.removeprefix("TV-")
            name, kind = SCHOOLS.get(school, ("", "commune"))
            unit = office
            if name:
                unit = Unit.objects.create(commune=commune, code=school, name=f"{name} {commune.name}", kind="school")
            title = f"Thư viện {name or 'xã'} {commune.name}"
            Library.objects.create(commune=commune, unit=unit, code=library, name=title, kind=kind)
    CulturalCentre.objects.create(
        commune=commune, unit=office, code="VH-XA", name=f"Nhà văn hóa xã {commune.name}", kind="commune"
    )
    if commune.code == "11122":
        village = Unit.objects.create(commune=commune, code="THON-GOM", name="Thôn Gồm", kind="village")
        CulturalCentre.objects.create(
            commune=commune, unit=village, code="VH-GOM", name="Nhà văn hóa thôn Gồm", kind="village"
        )


def open_and_close(story: Story, commune: Commune, year: int) -> None:
    """A year with the accepted figures of VISITS, closed on the day after its window."""
    opened = open_year_of(story, commune, year, moment(year, 1, 10))
    accept(opened, {code: of_years[year] for (of, code), of_years in VISITS.items() if of == commune.code})
    ReportingYear.objects.filter(pk=opened.pk).update(
        closed_at=moment(year, 12, 16), closed_by=story.officers[commune.code]
    )


def open_year_of(story: Story, commune: Commune, year: int, at: datetime) -> ReportingYear:
    """A year with the usual days, opened for the commune."""
    return lay_out_year(commune=commune, year=year, window=default_window(year), by=story.administrator, at=at)


def accept(year: ReportingYear, visits: Mapping[str, int], *, without_services: tuple[str, ...] = ()) -> None:
    """Accepts the forms of a year: libraries have services unless they are among `without_services`, IT in commune
    libraries only; houses a club and 12 activities, that of Dân Chủ 8 and that of the village 5."""
    for kind in kinds():
        for form in kind.figures.filter(reporting_year=year, facility__closed_on=None).select_related("facility"):
            facility: Any = form.facility
            if isinstance(facility, Library):
                form.visits_pupils, form.visits_staff, form.visits_public = visits[facility.code], 0, 0
                form.services = [] if facility.code in without_services else ["reading"]
                form.it_applications = ["catalogue"] if facility.kind == "commune" else []
            else:
                form.talent_classes, form.clubs, form.interest_groups = 0, 1, 0
                held = 8 if "Dân Chủ" in facility.name else 12
                form.activities_arts = 5 if facility.kind == "village" else held
                form.activities_sports = 0
            form.state, form.submitted_at, form.accepted_at = State.ACCEPTED, year.opened_at, year.opened_at
            form.accepted_by = year.opened_by
            form.responsible_name, form.responsible_position = "Nguyễn Thị Lan", "Hiệu trưởng"
            form.save()


def merge_communes(story: Story, *ended: Commune, name: str, code: str, day: date, at: datetime) -> Commune:
    """Several communes become a new one."""
    order = Order(
        action=ReorganisationKind.MERGE,
        level=COMMUNE,
        commune=ended[0],
        day=day,
        document_number="1669/NQ-UBTVQH15",
        document_date=day,
        document_issuer="Ủy ban Thường vụ Quốc hội",
        ended=ended,
        names=(name,),
        code=code,
    )
    reorganise(order=order, by=story.administrator, at=at)
    return Commune.objects.get(name=name)


def merge_primary_schools(story: Story) -> None:
    """The primary schools that came from Quảng Nghiệp and from Dân Chủ become one on 1/8/2025."""
    tan_ky = story.tan_ky
    order = Order(
        action=ReorganisationKind.MERGE,
        level=UNIT,
        commune=tan_ky,
        day=date(2025, 8, 1),
        document_number="12/QĐ-UBND",
        document_date=date(2025, 7, 25),
        document_issuer="Ủy ban nhân dân xã Tân Kỳ",
        ended=tuple(tan_ky.units.filter(name__startswith="Trường Tiểu học").order_by("pk")),
        names=(UNITED,),
        code="TH-TK",
    )
    reorganise(order=order, by=story.administrator, at=SCHOOLS_MERGED)


def become_tan_ky(story: Story) -> Commune:
    """All that is decided between December 2024 and August 2025; the figures of 2025 are not in yet."""
    quang_nghiep, dan_chu, dai_hop = story.communes.values()
    dan_an = merge_communes(
        story, quang_nghiep, dan_chu, name="Dân An", code="11122", day=date(2024, 12, 20), at=MERGED
    )
    for commune in (dan_an, dai_hop):
        open_year_of(story, commune, 2025, MERGED)
    tan_ky = merge_communes(story, dan_an, dai_hop, name="Tân Kỳ", code="11113", day=date(2025, 7, 1), at=MERGED_AGAIN)
    merge_primary_schools(story)
    return tan_ky


def issue_report(story: Story, commune: Commune, year: int) -> None:
    """The commune's report of a year, with the bytes of its file."""
    at = moment(year, 12, 17)
    officer = person_of(commune, Role.OFFICER)
    family = family_of(commune)
    areas = areas_of(family, year)
    plan = areas[0].plan if areas else Plan.objects.get(commune=commune)
    report = start_report(plan=plan, year=year, kind=ReportKind.ANNUAL, by=officer, at=at)
    propose(report=report, unsettled=[], by=officer, at=at)
    given: Any = {"number": 50, "signed_on": at.date(), "unwaived": [], "by": person_of(commune, Role.LEADER), "at": at}
    report = issue(report=report, seen=composed(report).digest, **given)
    story.issued[year] = report, report.files.get(part=FilePart.ISSUED).whole


def person_of(commune: Commune, role: Role) -> User:
    """Whoever has this role there."""
    return User.objects.filter(commune=commune, role=role).first() or person(role, commune)


def library_of(tan_ky: Commune, name: str) -> str:
    """The code of a library of Tân Kỳ whose name ends so."""
    return Library.objects.get(commune=tan_ky, closed_on=None, name__endswith=name).code


def figures_of_2025(tan_ky: Commune) -> None:
    """525 visits in all; the secondary school of Quảng Nghiệp has no services any more."""
    visits = {
        library_of(tan_ky, "xã Quảng Nghiệp"): 140,
        library_of(tan_ky, "xã Dân Chủ"): 100,
        library_of(tan_ky, UNITED): 95,
        library_of(tan_ky, "THCS Quảng Nghiệp"): 50,
        library_of(tan_ky, "xã Đại Hợp"): 80,
        library_of(tan_ky, "THCS Đại Hợp"): 60,
    }
    year = ReportingYear.objects.get(commune=tan_ky, year=2025)
    accept(year, visits, without_services=(library_of(tan_ky, "THCS Quảng Nghiệp"),))


def plan_of_tan_ky(story: Story) -> Plan:
    """Its own plan from 2026 on, with the milestone of 2030 counted from 2025, and the figures of 2026: 578 visits."""
    tan_ky, issued_on = story.tan_ky, date(2025, 11, 15)
    plan = plan_from_04(story.folder, "11113", "Tân Kỳ", "15/KH-UBND", first_year=2026, issued_on=issued_on.isoformat())
    visits = {
        library_of(tan_ky, "xã Quảng Nghiệp"): 154,
        library_of(tan_ky, "xã Dân Chủ"): 110,
        library_of(tan_ky, UNITED): 105,
        library_of(tan_ky, "THCS Quảng Nghiệp"): 55,
        library_of(tan_ky, "xã Đại Hợp"): 88,
        library_of(tan_ky, "THCS Đại Hợp"): 66,
    }
    accept(open_year_of(story, tan_ky, 2026, moment(2026, 1, 10)), visits)
    return plan
