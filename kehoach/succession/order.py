"""What a decision orders, read from a form or a row of the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from kehoach.common import formats
from kehoach.models import Commune, Facility, ReorganisationKind, Unit
from kehoach.models.kinds import kinds

COMMUNE, UNIT = "commune", "unit"
Subject = Commune | Unit | Facility
_ALL = tuple(ReorganisationKind)
_OF_UNITS = tuple(kind for kind in ReorganisationKind if kind != ReorganisationKind.MOVE)
_OF_COMMUNES = (ReorganisationKind.RENAME, ReorganisationKind.MERGE)


@dataclass(frozen=True)
class Order:
    """`ended` end on `day`; `into` takes them in (None: the new ones of these `names` do).

    `keeps`: what is split goes on, the new ones are taken out of it. `unit` is where a facility belongs from now on,
    `kind` what is opened. `commune` is whose list it is about; of communes that merge the first one.
    """

    action: ReorganisationKind
    level: str
    commune: Commune
    day: date
    document_number: str
    document_date: date
    document_issuer: str
    ended: tuple[Any, ...] = ()
    into: Any = None
    names: tuple[str, ...] = ()
    code: str = ""
    kind: str = ""
    unit: Unit | None = None
    keeps: bool = False

    @property
    def as_json(self) -> dict[str, Any]:
        """The order as it is kept: rows by their codes."""
        return {
            "action": self.action.value,
            "level": self.level,
            "day": self.day.isoformat(),
            "document": [self.document_number, self.document_date.isoformat(), self.document_issuer],
            "ended": [row.code for row in self.ended],
            "into": self.into.code if self.into else "",
            "names": [*self.names],
            "code": self.code,
            "kind": self.kind,
            "unit": self.unit.code if self.unit else "",
            "keeps": self.keeps,
        }

    @property
    def summary(self) -> str:
        """Trường Tiểu học A, Trường Tiểu học B sáp nhập thành Trường Tiểu học C"""
        ended, names = formats.joined([*map(str, self.ended)]), formats.joined(self.names)
        match self.action:
            case ReorganisationKind.RENAME:
                text = f"{ended} đổi tên thành {names}"
            case ReorganisationKind.MERGE:
                text = f"{ended} nhập vào {self.into}" if self.into else f"{ended} sáp nhập thành {names}"
            case ReorganisationKind.SPLIT:
                text = f"{names} tách ra từ {ended}" if self.keeps else f"{ended} tách thành {names}"
            case ReorganisationKind.CLOSE:
                text = f"{ended} thôi hoạt động"
            case ReorganisationKind.OPEN:
                text = f"Lập {names}"
            case ReorganisationKind.MOVE:
                text = f"{ended} chuyển sang {self.unit}"
        return text[:1000]


def levels() -> dict[str, str]:
    """What can be reorganised, by the part of the address, as people call it."""
    return {COMMUNE: "Xã", UNIT: "Đơn vị"} | {kind.slug: kind.title for kind in kinds()}


def actions_on(level: str) -> tuple[ReorganisationKind, ...]:
    """What can be done at a level."""
    return {COMMUNE: _OF_COMMUNES, UNIT: _OF_UNITS}.get(level, _ALL)
