"""A settled year of a commune as open data: what is in it, as JSON and as CSV, with a dictionary of its words.

Left out is everything that can name or describe one person: free text, notes, who answered or accepted, and the
questions that are `personal`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Max
from django.utils import timezone

from baocao.document.csv_file import csv_file
from baocao.report.appendices.dictionary import dictionary, dictionary_as_csv
from baocao.report.appendices.facilities import as_json
from baocao.report.figure_kinds import KindYear, accepted_year
from kehoach.models import ReportingYear
from kehoach.models.figures import COUNTS
from kehoach.models.kinds import FigureKind, kinds
from kehoach.questionnaire.layout import Field, Kind
from kehoach.questionnaire.values import Absent, Value

LEGAL_BASIS = "Nghị định số 47/2020/NĐ-CP của Chính phủ, Điều 17"
UNREPORTED = "Chưa báo cáo"
_HEADS = (
    *("nam", "loai_co_so", "ma_co_so", "ten_co_so", "don_vi_quan_ly"),
    *("ma_so_lieu", "ten_so_lieu", "don_vi_tinh", "gia_tri", "vi_sao_trong"),
)


@dataclass(frozen=True)
class Dataset:
    """The facilities of a year with their accepted answers. `settled_on` is the day of the newest of these."""

    year: ReportingYear
    kinds: tuple[KindYear, ...]
    settled_on: date

    @property
    def title(self) -> str:
        """What it is, for people."""
        return f"Số liệu thư viện, thiết chế văn hóa năm {self.year.year} của {self._commune}"

    @property
    def licence(self) -> str:
        """On what terms everybody may use it, and since when it stands so."""
        demo = "Dữ liệu minh họa, không phải số liệu thật. " if self.year.commune.is_demo else ""
        return (
            f"{demo}Dữ liệu mở theo {LEGAL_BASIS}: được tự do sử dụng, chia sẻ, kể cả vì mục đích thương mại, "
            f"miễn là ghi nguồn “Ủy ban nhân dân {self._commune}” và ngày số liệu {self.settled_on:%d/%m/%Y}."
        )

    @property
    def _commune(self) -> str:
        return self.year.commune.as_of(self.year.window_end).full_name


def open_questions(kind: FigureKind) -> tuple[Field, ...]:
    """The questions whose answers say nothing of one person."""
    return tuple(field for field in kind.layout.fields if field.kind is not Kind.TEXT and not field.personal)


def dataset_of(year: ReportingYear) -> Dataset:
    """What is accepted of a year's facilities; three queries a kind of facility."""
    gathered, days = [], [year.closed_at or year.opened_at]
    for kind in kinds():
        of_kind, names = accepted_year(kind, year), [field.name for field in open_questions(kind)]
        values = {code: {name: answers[name] for name in names} for code, answers in of_kind.values.items()}
        gathered.append(replace(of_kind, values=values))
        newest = kind.figures.filter(COUNTS, reporting_year=year).aggregate(newest=Max("accepted_at"))["newest"]
        days += [newest] if newest else []
    return Dataset(year, tuple(gathered), timezone.localdate(max(days)))


def for_programs(data: Dataset) -> dict[str, Any]:
    """The whole year with licence and dictionary, as it is published in JSON."""
    commune, window = data.year.commune.as_of(data.year.window_end), data.year.window
    return {
        "title": data.title,
        "licence": data.licence,
        "legal_basis": LEGAL_BASIS,
        "date": data.settled_on.isoformat(),
        "is_demo": data.year.commune.is_demo,
        "commune": {"code": data.year.commune.code, "name": commune.full_name, "province": commune.province},
        "year": data.year.year,
        "window": {"from": window.start.isoformat(), "until": window.end.isoformat()},
        "facilities": list(chain.from_iterable(as_json(of_kind.kind, of_kind) for of_kind in data.kinds)),
        "absent": {absence.value: absence.label for absence in Absent},
        "dictionary": dictionary(_asked(data)),
    }


def as_csv(data: Dataset) -> bytes:
    """A line for each facility and question; a value that is missing says why."""
    return csv_file(_HEADS, chain.from_iterable(_rows(data.year.year, of_kind) for of_kind in data.kinds))


def open_dictionary(data: Dataset) -> bytes:
    """What its columns mean, as CSV."""
    return dictionary_as_csv(_asked(data))


def _asked(data: Dataset) -> Iterator[tuple[FigureKind, Field]]:
    return ((of_kind.kind, field) for of_kind in data.kinds for field in open_questions(of_kind.kind))


def _rows(year: int, of_kind: KindYear) -> Iterator[list[object]]:
    for facility in of_kind.facilities:
        answers = of_kind.values.get(facility.code)
        for field in open_questions(of_kind.kind):
            if not field.asked_of(facility.kind):
                continue
            value = answers[field.name] if answers else None
            missing = UNREPORTED if value is None else value.label if isinstance(value, Absent) else ""
            about = (year, of_kind.kind.slug, facility.code, facility.name, facility.unit.name)
            yield [*about, field.name, field.label, field.unit, "" if missing else _plain(value), missing]


def _plain(value: Value | None) -> object:
    """A number as digits, choices by their codes, a yes or no as programs write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, frozenset):
        return "|".join(sorted(value))
    return value.isoformat() if isinstance(value, date) else value
