"""The accepted forms behind the figures of a report: which version, who answered for it, who accepted it and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from baocao.document.blocks import Column, Table
from baocao.report.data import ReportData
from baocao.report.groups import OF_KIND
from baocao.report.head import name_of_person
from kehoach.common import formats
from kehoach.models import User, YearFigures

# A row costs time and paper (pdf.MAX_TABLE_ROWS): with more forms than this, those of other years are added up.
_MOST_FORMS = 150
# Nobody else has looked at such figures.
_SAME_HAND = " (cũng là người nộp)"
Form = tuple[int, str]


def form_tables(data: ReportData, forms: Sequence[Form]) -> Iterator[Table]:
    """The forms one by one; those of earlier years added up where they are too many, for each year and kind."""
    known = _accepted(data)
    accepted = [form for form in forms if form in known]
    is_few = len(accepted) <= _MOST_FORMS
    one_by_one = [form for form in accepted if is_few or form[0] == data.year]
    added_up = [form for form in accepted if not is_few and form[0] != data.year]
    if one_by_one:
        yield _table_of_forms(data, {form: known[form] for form in one_by_one})
    if added_up:
        yield _table_of_years(data, added_up)


def _accepted(data: ReportData) -> dict[Form, YearFigures]:
    return {form: figures for of_kind in data.years.by_kind.values() for form, figures in of_kind.accepted.items()}


def _table_of_forms(data: ReportData, accepted: Mapping[Form, YearFigures]) -> Table:
    columns = (
        Column("Mã cơ sở", "left", 11),
        Column("Năm", "center", 6),
        Column("Cơ sở", "left", 24),
        Column("Người chịu trách nhiệm số liệu", "left", 22),
        Column("Ngày nộp", "center", 10),
        Column("Người duyệt", "left", 15),
        Column("Ngày duyệt", "center", 10),
        Column("Phiên bản", "center", 9),
    )
    rows = tuple(
        _form_row(form, figures, data.people.get(figures.accepted_by_id or 0)) for form, figures in accepted.items()
    )
    return Table(columns, rows, caption="Phiếu số liệu đã duyệt")


def _form_row(form: Form, figures: YearFigures, by: User | None) -> tuple[str, ...]:
    year, code = form
    return (
        code,
        str(year),
        figures.facility.name,
        ", ".join(part for part in (figures.responsible_name, figures.responsible_position) if part),
        formats.date_short(timezone.localdate(figures.submitted_at)) if figures.submitted_at else formats.DASH,
        (who(by) or formats.DASH) + (_SAME_HAND if by and by.pk == figures.submitted_by_id else ""),
        formats.date_short(timezone.localdate(figures.accepted_at)) if figures.accepted_at else formats.DASH,
        str(figures.version),
    )


def who(by: User | None) -> str:
    """Somebody by their position, else by their name; nobody leaves nothing."""
    return (by.position or name_of_person(by)) if by else ""


def _table_of_years(data: ReportData, forms: Sequence[Form]) -> Table:
    """How many forms of a year and kind; each of them stands in that year's report and in the attached data."""
    kinds = {form: slug for slug, of_kind in data.years.by_kind.items() for form in of_kind.accepted}
    titles = {slug: of_kind.kind.title for slug, of_kind in data.years.by_kind.items()}
    columns = (Column("Năm", "center", 10), Column("Phiếu của", "left", 60), Column("Số phiếu", "right", 30))
    keys = sorted((year, kinds[year, code]) for year, code in forms)
    rows = tuple(
        (str(year), f"{titles[slug]} ({OF_KIND[slug]})", formats.count(len(list(of_year))))
        for (year, slug), of_year in groupby(keys)
    )
    return Table(columns, rows, caption="Phiếu của các năm trước (từng phiếu có trong dữ liệu đính kèm)")


def forms_as_json(data: ReportData, forms: Sequence[Form]) -> list[dict[str, object]]:
    """The forms for programs, one by one."""
    known = _accepted(data)
    return [
        {
            "code": code,
            "year": year,
            "version": figures.version,
            "responsible": figures.responsible_name,
            "position": figures.responsible_position,
            "submitted_at": _moment(figures.submitted_at),
            "accepted_at": _moment(figures.accepted_at),
        }
        for year, code in forms
        if (figures := known.get((year, code)))
    ]


def _moment(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat() if at else None
