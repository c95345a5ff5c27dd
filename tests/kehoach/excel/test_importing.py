"""Many forms at once: a constant number of queries, a history like that of single saves, and all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from kehoach.common.workbook_writer import saved
from kehoach.excel.actions import import_workbook, keep_workbook
from kehoach.excel.import_plan import opened, plan_import
from kehoach.excel.workbooks.entries import ROWS, corner
from kehoach.excel.workbooks.identity import Identity, write_identity
from kehoach.figures.actions.figures import save_values
from kehoach.history.bulk import update_recorded
from kehoach.models import ReportingYear, SentWorkbook, State, Unit
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into
from tests.life import untold
from thuvien.models import Library, LibraryFigures

Capture = Callable[..., AbstractContextManager[Any]]
FEW, MANY = 2, 120
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def year_of(cast: Cast) -> ReportingYear:
    """The open year of the demonstration."""
    return ReportingYear.objects.select_related("commune").get(commune=cast.commune, year=OPEN_YEAR)


def add_libraries(cast: Cast, number: int) -> list[str]:
    """So many libraries with forms that nobody has opened; returns their codes."""
    unit, year = Unit.objects.get(commune=cast.commune, code="TTHTCD"), year_of(cast)
    libraries = Library.objects.bulk_create(
        Library(commune=cast.commune, unit=unit, code=f"L{number}-{n}", name=f"Tủ sách {n}", kind="other")
        for n in range(number)
    )
    LibraryFigures.objects.bulk_create(LibraryFigures(facility=one, reporting_year=year) for one in libraries)
    return [one.code for one in libraries]


def workbook_of(rows: dict[str, dict[str, Any]]) -> bytes:
    """A form with these facilities and their answers, as small as it can be."""
    workbook = Workbook()
    names = sorted({name for answers in rows.values() for name in answers})
    workbook.active.append([corner("thu-vien", ROWS), *names])
    for code, answers in rows.items():
        workbook.active.append([code, *(answers.get(name) for name in names)])
    write_identity(workbook, Identity("11122", "", OPEN_YEAR))
    return saved(workbook)


def sent(cast: Cast, content: bytes) -> SentWorkbook:
    """The workbook, waiting to be confirmed."""
    return keep_workbook(year=year_of(cast), unit=None, name="a.xlsx", content=content, by=cast.officer, at=NOW)


def test_what_nobody_confirmed_is_forgotten_a_day_later(
    cast: Cast, data_dir: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    """With the next workbook that anybody sends, for whatever; of what was confirmed nothing goes."""
    figures, set_up, other = (workbook_of({"TV-XA": {"loans": number}}) for number in (6, 7, 8))
    import_workbook(workbook=sent(cast, figures), by=cast.officer, at=NOW)
    keep_workbook(year=None, unit=None, name="xã.xlsx", content=set_up, by=cast.administrator, at=NOW)

    for moment, left in ((NOW + DAY, ["a.xlsx", "c.xlsx", "xã.xlsx"]), (NOW + DAY + SECOND, ["a.xlsx", "c.xlsx"])):
        with django_capture_on_commit_callbacks(execute=True):
            keep_workbook(year=year_of(cast), unit=None, name="c.xlsx", content=other, by=cast.officer, at=moment)
        assert sorted(SentWorkbook.objects.values_list("name", flat=True)) == left
        assert len(list(data_dir.rglob("*.xlsx"))) == len(left)


def newest_version(code: str) -> Any:
    """What the history says last of a facility's form."""
    history: Any = figures_of(code).history  # type: ignore[attr-defined]
    return history.latest("history_id")


def untold_figures() -> list[str]:
    """The forms of which the history says something else than they do."""
    return [one for one in untold() if one.startswith("LibraryFigures")]


def queries_of(cast: Cast, number: int) -> int:
    """How often the database is asked for an import of so many libraries."""
    content = workbook_of({code: {"loans": 5, "seats": 7} for code in add_libraries(cast, number)})
    workbook = sent(cast, content)
    with CaptureQueriesContext(connection) as queries:
        plan = import_workbook(workbook=workbook, by=cast.officer, at=NOW)
    assert (plan.faults, plan.changed) == ([], 2 * number)
    return len(queries)


def test_many_rows_take_as_many_queries_as_few(cast: Cast) -> None:
    few = queries_of(cast, FEW)

    assert queries_of(cast, MANY) == few
    assert few <= 30
    assert untold_figures() == []


def test_the_history_is_what_saving_in_the_form_leaves(cast: Cast) -> None:
    put_into("TV-TTHTCD", State.DRAFT)
    put_into("TV-MN", State.DRAFT)
    figures = figures_of("TV-MN")
    save_values(
        figures, by=cast.officer, at=NOW, version=figures.version, values={"seats": 77}, notes={"seats": "Đếm lại"}
    )
    import_workbook(
        workbook=sent(cast, workbook_of({"TV-TTHTCD": {"seats": 77}, "TV-TTHTCD|ghi-chu": {"seats": "Đếm lại"}})),
        by=cast.officer,
        at=NOW,
    )

    by_form, by_file = newest_version("TV-MN"), newest_version("TV-TTHTCD")
    for name in ("seats", "state", "saved_by_id", "saved_at", "entered_on_behalf", "history_date", "history_user_id"):
        assert getattr(by_file, name) == getattr(by_form, name), name
    assert by_file.notes["seats"] == by_form.notes["seats"]
    assert (by_file.history_type, by_file.history_change_reason) == ("~", "Lưu số liệu từ tệp Excel")
    assert by_file.version == figures_of("TV-TTHTCD").version


def test_all_of_it_or_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = add_libraries(cast, 3)
    workbook = sent(cast, workbook_of({**{code: {"loans": 5} for code in codes}, "TV-XA": {"loans": 6}}))

    def fail(*given: Any, **named: Any) -> None:
        update_recorded(*given, **named)
        raise OperationalError("disk I/O error")

    with monkeypatch.context() as broken:
        broken.setattr("kehoach.excel.actions.update_recorded", fail)
        with pytest.raises(OperationalError):
            import_workbook(workbook=workbook, by=cast.officer, at=NOW)

    assert LibraryFigures.objects.filter(facility__code__in=codes, loans=5).count() == 0
    assert not SentWorkbook.objects.get().is_imported
    assert import_workbook(workbook=workbook, by=cast.officer, at=NOW).changed == 4
    assert LibraryFigures.objects.filter(facility__code__in=codes, loans=5, state=State.DRAFT).count() == 3
    assert untold_figures() == []


def test_a_plan_writes_nothing(cast: Cast) -> None:
    content = workbook_of({"TV-XA": {"loans": 6}, "TV-TTHTCD": {"loans": 6}})

    with CaptureQueriesContext(connection) as queries:
        plan = plan_import(opened(content), year_of(cast), by=cast.officer, at=NOW)

    assert plan.changed == 2
    assert [query["sql"] for query in queries if not query["sql"].lstrip("(").startswith("SELECT")] == []


def test_a_file_with_one_fault_changes_nothing_at_all(cast: Cast) -> None:
    plan = import_workbook(
        workbook=sent(cast, workbook_of({"TV-XA": {"loans": 6}, "TV-LA": {"loans": 6}})), by=cast.officer, at=NOW
    )

    assert len(plan.faults) == 1
    assert figures_of("TV-XA").value("loans") != 6
    assert not SentWorkbook.objects.get().is_imported
