"""Every check of a library's figures: when it speaks, when it is silent, and what exactly it says."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.questionnaire.checks import Case, Finding, Severity, open_queries, run, unanswered
from kehoach.questionnaire.layout import Kind
from kehoach.questionnaire.values import LARGEST_MONEY, Absent, Value
from tests.thuvien import library_errors, library_hints, library_queries
from tests.thuvien.library_case import LAST_DAY, Row
from thuvien.checks import CHECKS, THRESHOLDS
from thuvien.layout import COMMUNE, LAYOUT, LOWER_SECONDARY, OTHER, PRESCHOOL, PRIMARY, UPPER_SECONDARY

DEMO = Path(__file__).parents[2] / "fixtures" / "demo"
DEFAULTS = {threshold.code: threshold.default for threshold in THRESHOLDS}
ORDER = [field.name for field in LAYOUT.fields]
BY_CODE = {check.code: check for check in CHECKS}
ROWS = (*library_errors.ROWS, *library_queries.ROWS, *library_hints.ROWS)


class Read(dict[str, Decimal]):
    """Thresholds that remember which of them were looked at."""

    def __init__(self) -> None:
        super().__init__(DEFAULTS)
        self.codes: set[str] = set()

    def __getitem__(self, code: str) -> Decimal:
        self.codes.add(code)
        return super().__getitem__(code)


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row.code}-{'says' if row.says else 'at' if row.at else 'quiet'}"
)
def test_a_check_says_exactly_this(row: Row) -> None:
    found = list(BY_CODE[row.code](row.case, DEFAULTS))
    assert [finding.message for finding in found] == list(row.says)
    assert {finding.code for finding in found} <= {row.code}


def test_every_check_has_a_row_that_fires_and_one_that_does_not() -> None:
    assert {row.code for row in ROWS if row.says} == set(BY_CODE)
    assert {row.code for row in ROWS if not row.says} == set(BY_CODE)


def test_every_check_with_a_threshold_has_a_row_exactly_at_it_and_no_threshold_is_idle() -> None:
    used: dict[str, set[str]] = {}
    for row in ROWS:
        read = Read()
        list(BY_CODE[row.code](row.case, read))
        used.setdefault(row.code, set()).update(read.codes)
    assert {code for code, codes in used.items() if codes} == {row.code for row in ROWS if row.at}
    assert set().union(*used.values()) == set(DEFAULTS)


@pytest.mark.parametrize("row", [row for row in ROWS if row.at], ids=lambda row: row.code)
def test_a_row_at_a_threshold_fires_as_soon_as_the_threshold_moves(row: Row) -> None:
    moved = [
        {code: limit * factor for code, limit in DEFAULTS.items()} for factor in (Decimal("0.99"), Decimal("1.01"))
    ]
    found = [list(BY_CODE[row.code](row.case, limits)) for limits in moved]
    assert any(found)


def test_codes_are_unique_and_every_check_says_what_it_rests_on() -> None:
    assert len(BY_CODE) == len(CHECKS)
    assert [check.code for check in CHECKS if not check.body.__doc__] == []
    assert len({check.title for check in CHECKS}) == len(CHECKS)


def test_every_finding_belongs_to_questions_that_this_kind_of_library_is_asked() -> None:
    for row in ROWS:
        asked = {field.name for field in LAYOUT.for_kind(row.kind)}
        for finding in BY_CODE[row.code](row.case, DEFAULTS):
            assert set(finding.fields) <= asked, row


def demo_cases() -> Iterator[tuple[str, int, Case]]:
    """Every row of the demo data with the year before it."""
    with (DEMO / "libraries.csv").open(encoding="utf-8") as file:
        kinds = {row["code"]: row["kind"] for row in csv.DictReader(file)}
    seen: dict[tuple[str, int], dict[str, Value]] = {}
    with (DEMO / "library_figures.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            code, year = row["library_code"], int(row["year"])
            seen[code, year] = {field.name: demo_value(row.get(field.name), field.kind) for field in LAYOUT.fields}
            yield code, year, Case(kinds[code], seen[code, year], seen.get((code, year - 1)), date(year, 12, 14))


def demo_value(cell: str | None, kind: Kind) -> Value:
    """A cell of the demo data; an empty one means none of the choices, else that the question does not apply."""
    if cell is not None and kind is Kind.CHOICES:
        return frozenset(cell.split(";")) if cell else frozenset()
    return int(cell) if cell else Absent.NOT_APPLICABLE


def demo_findings() -> list[tuple[str, int, Finding]]:
    return [
        (code, year, finding)
        for code, year, case in demo_cases()
        for finding in (*unanswered(LAYOUT, case), *run(CHECKS, case, DEFAULTS, ORDER))
    ]


def test_the_demo_data_has_no_error_and_only_new_services_to_explain() -> None:
    found = demo_findings()
    assert len(list(demo_cases())) == 24
    assert {finding.code for _, _, finding in found if finding.severity is Severity.ERROR} == set()
    assert {finding.code for _, _, finding in found if finding.severity is Severity.QUERY} == {"support_added"}


def test_a_note_at_the_question_answers_its_query_in_the_demo_data() -> None:
    for _, _, finding in demo_findings():
        if finding.severity is Severity.QUERY:
            assert open_queries([finding], {finding.fields[0]: "Có ảnh, sổ theo dõi"}) == ()


def test_what_does_not_apply_in_the_demo_data_is_what_is_not_asked() -> None:
    for code, year, case in demo_cases():
        not_applicable = {name for name, value in case.values.items() if value is Absent.NOT_APPLICABLE}
        optional = {field.name for field in LAYOUT.fields if field.optional}
        assert not_applicable == set(LAYOUT.not_for(case.kind)) | optional, (code, year)


counts = st.integers(0, 12) | st.integers(0, LARGEST_MONEY)
codes = st.frozensets(st.sampled_from(["reading_room", "lending", "management_software", "internet", "retired"]))
days = st.dates(date(2015, 1, 1), date(2027, 12, 31))
levels = st.sampled_from(["below", "level_1", "level_2", "retired"])
anything = counts | st.booleans() | codes | days | levels | st.sampled_from(Absent)
values = st.dictionaries(st.sampled_from([*ORDER, "no_such_column"]), anything)
kinds = st.sampled_from([COMMUNE, PRESCHOOL, PRIMARY, LOWER_SECONDARY, UPPER_SECONDARY, OTHER, "unheard_of"])


@given(kinds, values, st.none() | values)
def test_no_mix_of_values_and_absences_makes_the_checks_crash(
    kind: str, now: dict[str, Value], last: dict[str, Value] | None
) -> None:
    found = run(CHECKS, Case(kind, now, last, LAST_DAY), DEFAULTS, ORDER)
    places = [ORDER.index(finding.fields[0]) for finding in found]
    assert places == sorted(places)
    assert all(finding.message.endswith(".") for finding in found)


answers = {Kind.CHOICES: codes, Kind.ONE: levels, Kind.TEXT: st.just("215/QĐ-SGDĐT"), Kind.DATE: days}
whole = st.fixed_dictionaries({field.name: answers.get(field.kind, counts) for field in LAYOUT.fields})


@given(kinds, whole, whole, st.sets(st.sampled_from(ORDER)), st.sets(st.sampled_from(ORDER)))
def test_not_knowing_a_value_never_makes_a_check_fire(
    kind: str, now: dict[str, Value], last: dict[str, Value], unknown: set[str], unknown_before: set[str]
) -> None:
    everything = run(CHECKS, Case(kind, now, last, LAST_DAY), DEFAULTS, ORDER)
    part = {**now, **dict.fromkeys(unknown, Absent.UNKNOWN)}
    part_before = {**last, **dict.fromkeys(unknown_before, Absent.UNANSWERED)}
    assert set(run(CHECKS, Case(kind, part, part_before, LAST_DAY), DEFAULTS, ORDER)) <= set(everything)


def test_where_nothing_applies_nothing_is_found() -> None:
    nothing = dict.fromkeys(ORDER, Absent.NOT_APPLICABLE)
    assert run(CHECKS, Case(PRIMARY, nothing, nothing, LAST_DAY), DEFAULTS, ORDER) == ()
