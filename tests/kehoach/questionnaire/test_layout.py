"""The description of the forms: complete, unambiguous and readable."""

import csv
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from kehoach.questionnaire.layout import AMOUNTS, Field, Kind, Layout, Section, Total, number, total
from kehoach.questionnaire.values import Absent, Value, Values
from thuvien.layout import COMMUNE, IT_APPLICATIONS, OTHER, PRESCHOOL, PRIMARY, SERVICES
from thuvien.layout import LAYOUT as LIBRARY
from vanhoa.layout import COMMUNE as CENTRE_OF_COMMUNE
from vanhoa.layout import LAYOUT as CENTRE
from vanhoa.layout import VILLAGE

ROOT = Path(__file__).parents[3]
DEMO = ROOT / "fixtures" / "demo"
NOT_ASKED = {"library_code", "centre_code", "year", "state"}
KINDS = (COMMUNE, PRIMARY, OTHER)
BOTH = pytest.mark.parametrize("layout", [LIBRARY, CENTRE], ids=["library", "centre"])

APPLES = Field("apples", "Số táo", "quả", "Đếm táo.")
PEARS = Field("pears", "Số lê", "quả", "Đếm lê.", only_for=frozenset({"garden"}))
GROUND = Field("ground", "Đất vườn", "m²", "Đo đất.", Kind.AREA, only_for=frozenset({"garden"}))
PRICE = Field("price", "Tiền bán", "đồng", "Đếm tiền.", Kind.MONEY)
FRUIT = Section("Quả", (APPLES, PEARS), (Total("Tổng số quả", "quả", ("apples", "pears")),))
GARDEN = Section("Vườn", (GROUND,), (Total("Tổng đất", "m²", ("ground",)),))
TOY = Layout((FRUIT, GARDEN, Section("Tiền", (PRICE,))))


def demo_rows(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("layout", "name"),
    [(LIBRARY, "library_figures.csv"), (CENTRE, "centre_figures.csv")],
    ids=["library", "centre"],
)
def test_the_layout_asks_for_each_column_of_the_figures_exactly_once_and_beyond_them_needs_no_answer(
    layout: Layout, name: str
) -> None:
    columns = [column for column in demo_rows(name)[0] if column not in NOT_ASKED]
    assert sorted(field.name for field in layout.fields if not field.optional) == sorted(columns)
    assert len({field.name for field in layout.fields}) == len(layout.fields)


@BOTH
def test_what_needs_no_answer_is_asked_last_in_a_section_that_says_so(layout: Layout) -> None:
    *first, last = layout.sections
    assert [field.name for section in first for field in section.fields if field.optional] == []
    assert all(field.optional for field in last.fields)
    assert "không bắt buộc" in last.title


def test_every_choice_that_the_figures_use_is_offered() -> None:
    rows = demo_rows("library_figures.csv")
    for column, choices in (("services", SERVICES), ("it_applications", IT_APPLICATIONS)):
        used = {code for row in rows for code in row[column].split(";") if code}
        assert used <= {code for code, _ in choices}


@BOTH
def test_every_sum_adds_numbers_of_its_own_section_and_of_its_own_unit(layout: Layout) -> None:
    for section in layout.sections:
        units = {field.name: field.unit for field in section.fields if field.kind in AMOUNTS}
        for one in section.totals:
            assert {units.get(name) for name in one.parts} == {one.unit}, one.label


@BOTH
def test_labels_and_choices_are_unique(layout: Layout) -> None:
    labels = [field.label for field in layout.fields] + [one.label for s in layout.sections for one in s.totals]
    assert len(labels) == len(set(labels))
    for field in layout.fields:
        assert len({code for code, _ in field.choices}) == len({label for _, label in field.choices})
        assert bool(field.choices) == (field.kind in (Kind.CHOICES, Kind.ONE))
        assert {code for code, _ in field.choices}.isdisjoint(Absent), "a choice that reads like a missing answer"


@BOTH
def test_every_question_has_a_unit_and_a_definition_of_one_or_two_sentences(layout: Layout) -> None:
    for field in layout.fields:
        assert bool(field.unit) == (field.kind in {*AMOUNTS, Kind.CHOICES}), field.name
        assert 1 <= len(re.findall(r"[.](?:\s|$)", field.definition)) <= 2, field.name
        assert len(field.definition) <= 160, field.name
        assert field.definition == unicodedata.normalize("NFC", field.definition)


def test_the_twins_share_their_shape() -> None:
    shared = {field.name for field in LIBRARY.fields} & {field.name for field in CENTRE.fields}
    assert shared == {"seats", "funding_state_vnd", "funding_donated_vnd"}
    for name in shared:
        assert LIBRARY.field(name).label == CENTRE.field(name).label
        assert LIBRARY.field(name).kind is CENTRE.field(name).kind


def test_only_schools_are_asked_for_pupils_and_only_general_schools_for_lessons() -> None:
    assert required(LIBRARY.not_for(COMMUNE)) == ["pupils", "staff", "reading_lessons"]
    assert required(LIBRARY.not_for(OTHER)) == ["pupils", "staff", "reading_lessons"]
    assert required(LIBRARY.not_for(PRESCHOOL)) == ["reading_lessons"]
    assert required(LIBRARY.not_for(PRIMARY)) == []


def required(names: Iterable[str]) -> list[str]:
    return [name for name in names if not LIBRARY.field(name).optional]


def test_each_kind_of_library_is_asked_for_no_more_than_concerns_it() -> None:
    optional = {kind: {field.name for field in LIBRARY.for_kind(kind) if field.optional} for kind in KINDS}
    of_schools = {"standard_level", "standard_decision", "standard_date", "outside_users"}
    of_the_commune = {"arrangement", "opening_hours", "reader_cards"}
    assert optional[COMMUNE] - optional[OTHER] == of_the_commune
    assert optional[PRIMARY] - optional[OTHER] == of_schools
    assert not optional[OTHER] & (of_schools | of_the_commune)


def test_only_a_village_is_asked_for_its_population() -> None:
    assert CENTRE.not_for(CENTRE_OF_COMMUNE) == ("village_population",)
    assert CENTRE.not_for(VILLAGE) == ()


def test_a_facility_sees_no_question_section_or_sum_that_does_not_apply_to_it() -> None:
    shop = TOY.sections_for("shop")
    assert [(section.title, section.fields) for section in shop] == [("Quả", (APPLES,)), ("Tiền", (PRICE,))]
    assert [one.label for section in shop for one in section.totals] == ["Tổng số quả"]
    assert TOY.sections_for("garden") == TOY.sections


def test_questions_are_found_by_kind_and_by_name() -> None:
    assert TOY.for_kind("shop") == (APPLES, PRICE)
    assert TOY.not_for("shop") == ("pears", "ground")
    assert TOY.field("pears") is PEARS
    with pytest.raises(KeyError):
        TOY.field("plums")


def test_columns_of_counts_and_of_money_are_named_by_the_alphabet() -> None:
    assert TOY.count_names == ("apples", "ground", "pears")
    assert TOY.money_names == ("price",)


def test_chosen_codes_are_named_in_the_order_of_the_form_and_a_retired_one_keeps_its_code() -> None:
    services = LIBRARY.field("services")
    assert services.names_of({"lending", "zeppelin", "reading_room"}) == "Đọc tại chỗ; Cho mượn về nhà; zeppelin"
    assert services.names_of(()) == ""


@pytest.mark.parametrize(
    ("layout", "name", "value", "shown"),
    [
        (LIBRARY, "standard_level", "level_1", "Mức độ 1"),
        (LIBRARY, "standard_level", "retired", "retired"),
        (LIBRARY, "standard_decision", "215/QĐ-SGDĐT", "215/QĐ-SGDĐT"),
        (LIBRARY, "standard_date", date(2024, 6, 3), "03/06/2024"),
        (LIBRARY, "services", frozenset({"lending", "reading_room"}), "Đọc tại chỗ; Cho mượn về nhà"),
        (LIBRARY, "services", frozenset[str](), "Không có"),
        (LIBRARY, "books_total", 1234, "1.234"),
        (CENTRE, "renewed_in", 2019, "2019"),
        (CENTRE, "renewed_in", Absent.UNKNOWN, "Chưa thống kê"),
        (CENTRE, "has_internet", True, "Có"),
    ],
)
def test_an_answer_is_shown_in_words(layout: Layout, name: str, value: Value, shown: str) -> None:
    assert layout.field(name).shown(value) == shown


@pytest.mark.parametrize(
    ("pears", "expected"),
    [(0, 5), (2, 7), (Absent.NOT_APPLICABLE, 5), (Absent.UNKNOWN, None), (Absent.UNANSWERED, None), (True, None)],
)
def test_a_sum_skips_what_does_not_apply_and_is_unknown_where_a_part_is(
    pears: int | Absent, expected: int | None
) -> None:
    assert total({"apples": 5, "pears": pears}, ("apples", "pears")) == expected


def test_a_sum_of_a_part_that_was_never_asked_is_unknown_and_of_nothing_applicable_is_zero() -> None:
    assert total({"apples": 5}, ("apples", "pears")) is None
    assert total({"apples": Absent.NOT_APPLICABLE}, ("apples",)) == 0


def test_a_yes_and_a_set_of_choices_are_no_numbers() -> None:
    values: Values = {"apples": True, "pears": frozenset({"a"}), "plums": 0}
    assert [number(values, name) for name in ("apples", "pears", "plums", "figs")] == [None, None, 0, None]


def test_forms_and_checks_load_without_django() -> None:
    code = "import sys, thuvien.checks, vanhoa.checks; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
