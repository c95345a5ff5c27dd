"""A report read back as text, and a commune grown to the size of several merged ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from baocao.attainment.queries import PlanAttainment
from baocao.document.blocks import Block, Document, Footnotes, Heading, Paragraph, Points, Table
from baocao.models import Length
from baocao.report import build_report
from kehoach.models import Commune, Plan, ReportingYear, State, Unit, UnitKind
from kehoach.questionnaire.layout import AMOUNTS
from tests.cast import NOW, Cast
from thuvien.kind import LIBRARIES


def years_of(commune: Commune) -> PlanAttainment:
    """All that is known of the commune's plan."""
    return PlanAttainment(Plan.objects.select_related("commune").get(commune=commune))


def report_of(cast: Cast, year: int) -> Document:
    """The report of the commune of the demonstration."""
    return full_report(years_of(cast.commune), year)


def full_report(*args: Any, **options: Any) -> Document:
    """The report in its full length, in which everything is told."""
    return build_report(*args, length=Length.FULL, **options)


def sentences(blocks: Iterable[Block]) -> list[str]:
    """Everything that is text and not in a table, in order."""
    told: list[str] = []
    for block in blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text):
                told.append(text)
            case Points():
                told += block.lettered
            case Footnotes():
                told += block.numbered
    return told


def text_of(document: Document) -> str:
    """The running text of the body, a line a paragraph."""
    return "\n".join(sentences(document.blocks))


def below(document: Document, heading: str) -> str:
    """The running text from a heading to the next one of any level; 2.1. before it need not be named."""
    told = document.blocks
    start = next(
        place
        for place, block in enumerate(told)
        if isinstance(block, Heading) and heading in (block.text, re.sub(r"^\d+\.\d+\. ", "", block.text))
    )
    end = next((place for place, block in enumerate(told) if place > start and isinstance(block, Heading)), len(told))
    return "\n".join(sentences(told[start + 1 : end]))


def tables(blocks: Iterable[Block]) -> list[Table]:
    """The tables in order."""
    return [block for block in blocks if isinstance(block, Table)]


def table_with(document: Document, title: str) -> Table:
    """The first table of the body that has a column of this title."""
    return next(one for one in tables(document.blocks) if title in [column.title for column in one.columns])


def grow_libraries(cast: Cast, number: int, year: int) -> None:
    """Adds schools, each with a library whose figures of the year are accepted and which offers nothing."""
    units = Unit.objects.bulk_create(
        Unit(commune=cast.commune, code=f"TR{n:03}", name=f"Trường Tiểu học số {n}", kind=UnitKind.SCHOOL)
        for n in range(number)
    )
    libraries = LIBRARIES.facility_model._default_manager.bulk_create(
        LIBRARIES.facility_model(  # type: ignore[misc]
            commune=cast.commune, unit=unit, code=f"TV-{n:03}", name=f"Thư viện Trường Tiểu học số {n}", kind="primary"
        )
        for n, unit in enumerate(units)
    )
    opened = ReportingYear.objects.get(commune=cast.commune, year=year)
    amounts = {field.name: 3 for field in LIBRARIES.layout.fields if field.kind in AMOUNTS}
    LIBRARIES.figures_model._default_manager.bulk_create(
        LIBRARIES.figures_model(
            facility=library,  # type: ignore[misc]
            reporting_year=opened,
            state=State.ACCEPTED,
            **amounts,
            services=[],
            it_applications=[],
            submitted_at=NOW,
            accepted_at=NOW,
            accepted_by=cast.officer,
            responsible_name="x",
            responsible_position="x",
        )
        for library in libraries
    )
