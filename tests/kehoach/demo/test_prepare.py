"""manage.py prepare: from nothing to a portal with its plan, and with --demo to one with figures."""

from __future__ import annotations

from collections import Counter
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from pytest_django import Settings

from kehoach.demo.files import rows_of
from kehoach.models import Assignment, Commune, Plan, ReportingYear, Role, State, Task, Unit, User
from kehoach.models.kinds import FigureKind, kinds
from tests.cast import BACKEND, OPEN_YEAR, Cast, empty_the_database, figures_of, ours, own_tables

PASSWORD = "hoc-tap-suot-doi-2030"
NAMES = (
    *("cong-chuc", "chu-tich", "th", "thcs", "mn", "thon-gom", "dai-truyen-thanh", "tai-chinh", "cap-tren"),
    "quan-tri",
)
STATES_OF_2026 = {
    "TV-XA": "draft",
    "TV-TH": "accepted",
    "TV-THCS": "submitted",
    "TV-MN": "returned",
    "TV-TTHTCD": "not_opened",
    "VH-XA": "accepted",
    "VH-GOM": "submitted",
    "VH-NGAI": "draft",
    "VH-MAC": "not_opened",
}


def prepare(**options: Any) -> str:
    """Runs the command; returns what it says."""
    out = StringIO()
    call_command("prepare", stdout=out, **options)
    return out.getvalue()


def contents() -> dict[str, list[dict[str, Any]]]:
    """Everything that the portal keeps, row by row."""
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in own_tables()}


@pytest.fixture
def empty(db: None, settings: Settings, each_pdf_once: None) -> None:
    """A database without a row, where DEBUG is on."""
    settings.DEBUG = True
    empty_the_database()


def test_without_demo_there_is_the_plan_and_nobody(empty: None) -> None:
    told = prepare()

    assert "Đã nạp Kế hoạch số 04/KH-UBND." in told
    assert Plan.objects.get().number == "04/KH-UBND"
    assert (Task.objects.count(), Commune.objects.get().is_demo) == (32, False)
    assert not User.objects.exists()
    assert not ReportingYear.objects.exists()


def test_without_demo_every_part_of_the_plan_has_its_first_version(empty: None) -> None:
    prepare()

    for model in (Commune, Unit, Plan, Task, Assignment):
        history: Any = model.history  # type: ignore[attr-defined]
        assert history.count() == model._default_manager.count(), model


def test_what_an_interrupted_run_left_undone_is_done_by_the_next(empty: None) -> None:
    call_command("loaddata", "plan-04", verbosity=0)

    prepare()

    assert [model.history.count() for model in (Task, Plan, Assignment)] == [  # type: ignore[attr-defined]
        model._default_manager.count() for model in (Task, Plan, Assignment)
    ]
    assert Assignment.objects.exists()


def test_an_interrupted_load_leaves_nothing(empty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(**arguments: Any) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("kehoach.management.commands.prepare.assign_named_units", killed)
    with pytest.raises(KeyboardInterrupt):
        prepare()

    assert not Commune.objects.exists()


def test_in_production_no_commune_is_loaded(empty: None, settings: Settings) -> None:
    settings.DEBUG = False

    assert "createsuperuser" in prepare()

    assert not Commune.objects.exists()


def test_a_second_run_loses_and_doubles_nothing(empty: None) -> None:
    prepare()
    before = contents()

    prepare()

    assert contents() == before


def test_a_second_run_keeps_what_people_changed(empty: None) -> None:
    prepare()
    Plan.objects.update(regular_activities=24)
    Unit.objects.filter(code="UBND").update(name="UBND xã")
    Assignment.objects.filter(task__code="IV.5").delete()
    before = contents()

    prepare()

    assert contents() == before


def test_the_demonstration_can_follow_later_and_be_repeated(empty: None) -> None:
    prepare()
    assert "Đã nạp dữ liệu minh họa các năm 2022 - 2026." in prepare(demo=True)
    figures_of("TV-XA").history.all().delete()  # type: ignore[attr-defined]
    User.objects.filter(username="th").update(position="Thủ thư")
    before = contents()

    told = prepare(demo=True)

    assert contents() == before
    assert "Đã nạp" not in told


@pytest.mark.once
def test_the_accounts_are_printed_with_their_password(empty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "mật khẩu của buổi trình bày")

    told = prepare(demo=True)

    assert "mật khẩu của buổi trình bày" in told
    for name in NAMES:
        assert name in told
    assert User.objects.get(username="th").check_password("mật khẩu của buổi trình bày")


@pytest.mark.once
def test_another_password_for_the_demonstration_is_taken_over(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True
    monkeypatch.setenv("DEMO_PASSWORD", "mật khẩu của buổi trình bày")

    told = prepare(demo=True)

    assert "mật khẩu của buổi trình bày" in told
    assert all(account.check_password("mật khẩu của buổi trình bày") for account in User.objects.filter(is_demo=True))


def test_the_demonstration_is_refused_where_debug_is_off(db: None, settings: Settings) -> None:
    settings.DEBUG = False

    with pytest.raises(CommandError, match="chỉ dùng khi phát triển"):
        prepare(demo=True)

    assert not User.objects.exists()


def test_there_is_an_account_for_each_role(cast: Cast) -> None:
    others = Commune.objects.exclude(pk__in=(cast.commune.pk, cast.neighbour.pk))
    demonstrated = User.objects.filter(is_demo=True).exclude(commune__in=others)
    people = {person.username: person for person in demonstrated}

    assert people.keys() == set(NAMES)
    assert {person.role for person in people.values()} == set(Role)
    assert {person.username for person in people.values() if person.is_staff} == {"quan-tri"}
    for name, unit in {"th": "TH", "thcs": "THCS", "mn": "MN", "thon-gom": "THON-GOM", "tai-chinh": "TCKT"}.items():
        account = people[name]
        assert account.unit is not None
        assert (account.role, account.unit.code) == (Role.REPORTER, unit)


@pytest.mark.once
@pytest.mark.parametrize("name", NAMES)
def test_every_account_signs_in_while_debug_is_on_and_is_nobody_where_it_is_off(
    cast: Cast, settings: Settings, name: str
) -> None:
    settings.DEBUG = True
    assert authenticate(None, username=name, password=PASSWORD)
    client = Client()
    client.force_login(User.objects.get(username=name), backend=BACKEND)
    assert client.get("/ke-hoach/").status_code in (200, 403)

    settings.DEBUG = False

    assert authenticate(None, username=name, password=PASSWORD) is None
    assert client.get("/ke-hoach/")["Location"].startswith("/dang-nhap/"), "the session outlives DEBUG"


def test_the_years_until_2025_are_closed_and_2026_is_open(cast: Cast) -> None:
    years = {row.year: row for row in ReportingYear.objects.all()}

    assert {year: row.is_closed for year, row in years.items()} == {
        **dict.fromkeys((2022, 2023, 2024, 2025), True),
        2026: False,
    }
    assert str(years[2025].window_start) == "2024-12-15"
    assert str(years[2025].window_end) == "2025-12-14"


def test_the_commune_and_its_units_are_marked_and_have_stable_codes(cast: Cast) -> None:
    assert (cast.commune.code, cast.commune.full_name, cast.commune.is_demo) == ("11122", "xã Quảng Nghiệp", True)
    assert {unit.code for unit in cast.commune.units.all()} == {row["code"] for row in rows_of("demo/units.csv")}


def test_the_states_of_the_open_year_are_all_there(cast: Cast) -> None:
    assert {code: figures_of(code).state for code in STATES_OF_2026} == STATES_OF_2026
    assert set(STATES_OF_2026.values()) == set(State)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.slug)
def test_the_values_are_those_of_the_files(cast: Cast, kind: FigureKind) -> None:
    for row in rows_of(kind.demo_files[1]):
        code, year, state, *_ = row.values()
        figures = figures_of(code, int(year))
        assert figures.state == state, (code, year)
        for name, cell in list(row.items())[3:]:
            value: Any = figures.value(name)
            told = ";".join(sorted(value)) if isinstance(value, frozenset) else value
            if isinstance(value, bool):
                told = int(value)
            wanted = ";".join(sorted(cell.split(";")))
            assert str(told) == (wanted or ("" if isinstance(value, frozenset) else "not_applicable")), (
                code,
                year,
                name,
            )


def test_every_form_went_through_the_steps_of_people_on_days_of_its_year(cast: Cast) -> None:
    history: Any = figures_of("TV-TH", 2023).history  # type: ignore[attr-defined]
    steps = history.order_by("history_id")

    assert [step.history_change_reason for step in steps][-2:] == ["Nộp", "Duyệt"]
    assert [step.state for step in steps] == sorted((step.state for step in steps), key=list(State).index)
    assert {step.history_date.year for step in steps} == {2023}
    assert {str(step.history_user.username) for step in steps} == {"cong-chuc", "th"}


@pytest.mark.once
def test_the_demonstration_is_the_same_every_time(cast: Cast, settings: Settings, each_pdf_once: None) -> None:
    settings.DEBUG = True
    before = Counter(
        (figures.facility.code, figures.state, figures.version, str(figures.submitted_at))  # type: ignore[attr-defined]
        for kind in kinds()
        for figures in ours(kind.figures_model).filter(reporting_year__year=OPEN_YEAR)
    )
    empty_the_database()

    prepare(demo=True)

    assert before == Counter(
        (figures.facility.code, figures.state, figures.version, str(figures.submitted_at))  # type: ignore[attr-defined]
        for kind in kinds()
        for figures in ours(kind.figures_model).filter(reporting_year__year=OPEN_YEAR)
    )
