"""Every check of a cultural centre's figures: when it speaks, when it is silent, and what exactly it says."""

import csv
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.questionnaire.checks import Case, Severity, run, unanswered
from kehoach.questionnaire.layout import Kind
from kehoach.questionnaire.values import LARGEST_MONEY, Absent, Value
from vanhoa.checks import CHECKS, THRESHOLDS
from vanhoa.layout import COMMUNE, LAYOUT, VILLAGE

DEMO = Path(__file__).parents[2] / "fixtures" / "demo"
DEFAULTS = {threshold.code: threshold.default for threshold in THRESHOLDS}
ORDER = [field.name for field in LAYOUT.fields]
BY_CODE = {check.code: check for check in CHECKS}
CLUBS_BY_KIND: Mapping[str, Value] = {"clubs_arts": 2, "clubs_sports": 1, "clubs_reading": 1, "clubs_other": 0}


class Row(NamedTuple):
    """One case of one check, with every message it must give; `at` marks a case exactly at a threshold."""

    code: str
    now: Mapping[str, Value]
    says: tuple[str, ...] = ()
    last: Mapping[str, Value] | None = None
    kind: str = VILLAGE
    at: bool = False


ROWS = (
    Row(
        "classes_and_learners_differ",
        {"talent_classes": 1, "talent_class_learners": 0},
        ("Số lớp năng khiếu là 1 nhưng số học viên lớp năng khiếu là 0: hai số phải cùng bằng 0 hoặc cùng lớn hơn 0.",),
    ),
    Row("classes_and_learners_differ", {"talent_classes": 1, "talent_class_learners": 18}),
    Row("classes_and_learners_differ", {"talent_classes": 0, "talent_class_learners": 0}),
    Row(
        "clubs_and_members_differ",
        {"clubs": 0, "club_members": 22},
        ("Số câu lạc bộ là 0 nhưng số thành viên câu lạc bộ là 22: hai số phải cùng bằng 0 hoặc cùng lớn hơn 0.",),
    ),
    Row("clubs_and_members_differ", {"clubs": 1, "club_members": 22}),
    Row(
        "activities_and_participants_differ",
        {"activities_arts": 0, "activities_sports": 0, "participants": 1300},
        (
            "Tổng số buổi hoạt động là 0 nhưng lượt người xem, tham gia hoạt động là 1.300: "
            "hai số phải cùng bằng 0 hoặc cùng lớn hơn 0.",
        ),
    ),
    Row("activities_and_participants_differ", {"activities_arts": 0, "activities_sports": 1, "participants": 30}),
    Row(
        "participants_under_members",
        {"participants": 43, "club_members": 44, "activities_arts": 1, "activities_sports": 0},
        (
            "Lượt người xem, tham gia hoạt động 43, ít hơn 44 thành viên câu lạc bộ: "
            "mỗi thành viên phải có ít nhất một lượt.",
        ),
    ),
    Row(
        "participants_under_members",
        {"participants": 44, "club_members": 44, "activities_arts": 1, "activities_sports": 0},
    ),
    Row(
        "participants_under_members",
        {"participants": 43, "club_members": 44, "activities_arts": 0, "activities_sports": 0},
    ),
    Row(
        "kinds_of_clubs_differ",
        {**CLUBS_BY_KIND, "clubs": 3},
        ("Cộng các loại câu lạc bộ là 4, số câu lạc bộ là 3: hai số phải bằng nhau.",),
    ),
    Row("kinds_of_clubs_differ", {**CLUBS_BY_KIND, "clubs": 4}),
    Row("kinds_of_clubs_differ", {**CLUBS_BY_KIND, "clubs_other": Absent.UNANSWERED, "clubs": 9}),
    Row(
        "gatherings_began",
        {"talent_classes": 1, "clubs": 2, "interest_groups": 3},
        (
            "Số lớp năng khiếu: năm nay bắt đầu có 1 lớp. "
            "Cần ảnh minh chứng, hoặc ghi chú minh chứng là gì: sổ theo dõi, quyết định, hợp đồng.",
            "Số câu lạc bộ: năm nay bắt đầu có 2 câu lạc bộ. "
            "Cần ảnh minh chứng, hoặc ghi chú minh chứng là gì: sổ theo dõi, quyết định, hợp đồng.",
        ),
        {"talent_classes": 0, "clubs": 0, "interest_groups": 1},
    ),
    Row(
        "gatherings_began",
        {"talent_classes": 0, "clubs": 0, "interest_groups": 3},
        (
            "Số nhóm sở thích: có 3 nhóm. "
            "Cần ảnh minh chứng, hoặc ghi chú minh chứng là gì: sổ theo dõi, quyết định, hợp đồng.",
        ),
    ),
    Row("gatherings_began", {"clubs": 2}, last={"clubs": 1}),
    Row("gatherings_began", {"clubs": 2}, last={"clubs": Absent.UNKNOWN}),
    Row("gatherings_began", {"clubs": 0}, last={"clubs": 0}),
    Row(
        "participants_over_population",
        {"participants": 1201, "activities_arts": 1, "activities_sports": 1, "village_population": 600},
        (
            "1.201 lượt người xem, tham gia trong 2 buổi hoạt động, nhiều hơn 600 dân của thôn dự cả 2 buổi, "
            "cần giải trình.",
        ),
    ),
    Row(
        "participants_over_population",
        {"participants": 1200, "activities_arts": 1, "activities_sports": 1, "village_population": 600},
    ),
    Row("participants_over_population", {"participants": 1201, "activities_arts": 1, "activities_sports": 1}),
    Row(
        "activities_per_club_high",
        {"activities_arts": 700, "activities_sports": 31, "clubs": 2},
        ("731 buổi hoạt động của 2 câu lạc bộ trong một năm, hơn mức 365 buổi một câu lạc bộ cần giải trình.",),
    ),
    Row("activities_per_club_high", {"activities_arts": 700, "activities_sports": 30, "clubs": 2}, at=True),
    Row("activities_per_club_high", {"activities_arts": 5, "activities_sports": 360, "clubs": 0}, at=True),
    Row(
        "activities_per_club_high",
        {"activities_arts": 6, "activities_sports": 360, "clubs": 0},
        ("366 buổi hoạt động của 0 câu lạc bộ trong một năm, hơn mức 365 buổi một câu lạc bộ cần giải trình.",),
    ),
    Row(
        "activities_as_last_year",
        {"activities_arts": 7, "activities_sports": 8, "participants": 1690},
        (
            "Trùng y số năm trước: số hoạt động văn hóa, văn nghệ 7; số hoạt động thể dục, thể thao 8; "
            "lượt người xem, tham gia hoạt động 1.690. Hãy kiểm tra đã nhập số của năm nay chưa.",
        ),
        {"activities_arts": 7, "activities_sports": 8, "participants": 1690},
    ),
    Row(
        "activities_as_last_year",
        {"activities_arts": 7, "activities_sports": 8, "participants": 1690},
        last={"activities_arts": 7, "activities_sports": 8, "participants": 1689},
    ),
    Row(
        "premises_changed",
        {"hall_land_m2": 420, "sports_land_m2": 1800, "seats": 120},
        (
            "Diện tích đất khu thể thao 1.800 m², năm trước 800 m²: số này ít khi thay đổi, nên kiểm tra lại.",
            "Số chỗ ngồi 120 chỗ, năm trước 110 chỗ: số này ít khi thay đổi, nên kiểm tra lại.",
        ),
        {"hall_land_m2": 420, "sports_land_m2": 800, "seats": 110},
    ),
    Row("premises_changed", {"hall_land_m2": 420, "seats": 110}, last={"hall_land_m2": 420, "seats": 110}),
    Row(
        "premises_below_standard",
        {"hall_land_m2": 299, "sports_land_m2": 499, "seats": 99},
        (
            "Diện tích đất nhà văn hóa 299 m²; tiêu chí nhà văn hóa - khu thể thao thôn là ít nhất 300 m².",
            "Diện tích đất khu thể thao 499 m²; tiêu chí nhà văn hóa - khu thể thao thôn là ít nhất 500 m².",
            "Số chỗ ngồi 99 chỗ; tiêu chí nhà văn hóa - khu thể thao thôn là ít nhất 100 chỗ.",
        ),
    ),
    Row("premises_below_standard", {"hall_land_m2": 300, "sports_land_m2": 500, "seats": 100}, at=True),
    Row("premises_below_standard", {"hall_land_m2": 299, "sports_land_m2": 499, "seats": 99}, kind=COMMUNE),
    Row(
        "funding_in_wrong_unit",
        {"funding_state_vnd": 5500, "funding_donated_vnd": 0},
        (
            "Kinh phí từ ngân sách nhà nước 5.500 đồng, chưa đến 10.000 đồng: "
            "có thể đã nhập theo nghìn hoặc triệu đồng, hãy nhập đủ số đồng.",
        ),
    ),
    Row("funding_in_wrong_unit", {"funding_state_vnd": 10000, "funding_donated_vnd": 0}, at=True),
)


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
    found = list(BY_CODE[row.code](Case(row.kind, row.now, row.last), DEFAULTS))
    assert [finding.message for finding in found] == list(row.says)
    assert {finding.code for finding in found} <= {row.code}


def test_every_check_has_a_row_that_fires_and_one_that_does_not() -> None:
    assert {row.code for row in ROWS if row.says} == set(BY_CODE)
    assert {row.code for row in ROWS if not row.says} == set(BY_CODE)


def test_every_check_with_a_threshold_has_a_row_exactly_at_it_and_no_threshold_is_idle() -> None:
    used: dict[str, set[str]] = {}
    for row in ROWS:
        read = Read()
        list(BY_CODE[row.code](Case(row.kind, row.now, row.last), read))
        used.setdefault(row.code, set()).update(read.codes)
    assert {code for code, codes in used.items() if codes} == {row.code for row in ROWS if row.at}
    assert set().union(*used.values()) == set(DEFAULTS)


@pytest.mark.parametrize("row", [row for row in ROWS if row.at], ids=lambda row: row.code)
def test_a_row_at_a_threshold_fires_as_soon_as_the_threshold_moves(row: Row) -> None:
    moved = [
        {code: limit * factor for code, limit in DEFAULTS.items()} for factor in (Decimal("0.99"), Decimal("1.01"))
    ]
    found = [list(BY_CODE[row.code](Case(row.kind, row.now, row.last), limits)) for limits in moved]
    assert any(found)


def test_codes_are_unique_and_every_check_says_what_it_rests_on() -> None:
    assert len(BY_CODE) == len(CHECKS)
    assert [check.code for check in CHECKS if not check.body.__doc__] == []
    assert len({check.title for check in CHECKS}) == len(CHECKS)


def test_every_finding_belongs_to_questions_that_this_kind_of_centre_is_asked() -> None:
    for row in ROWS:
        asked = {field.name for field in LAYOUT.for_kind(row.kind)}
        for finding in BY_CODE[row.code](Case(row.kind, row.now, row.last), DEFAULTS):
            assert set(finding.fields) <= asked, row


def demo_cases() -> Iterator[tuple[str, int, Case]]:
    """Every row of the demo data with the year before it."""
    with (DEMO / "centres.csv").open(encoding="utf-8") as file:
        kinds = {row["code"]: row["kind"] for row in csv.DictReader(file)}
    seen: dict[tuple[str, int], dict[str, Value]] = {}
    with (DEMO / "centre_figures.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            code, year = row["centre_code"], int(row["year"])
            seen[code, year] = {field.name: demo_value(row.get(field.name), field.kind) for field in LAYOUT.fields}
            yield code, year, Case(kinds[code], seen[code, year], seen.get((code, year - 1)))


def demo_value(cell: str | None, kind: Kind) -> Value:
    """A cell of the demo data: a number, or 1 and 0 for yes and no; what it lacks does not apply."""
    if cell is None:
        return Absent.NOT_APPLICABLE
    return bool(int(cell)) if kind is Kind.SWITCH else int(cell)


def test_the_demo_data_has_no_error_and_nothing_but_new_clubs_to_explain() -> None:
    found = [
        (code, year, finding)
        for code, year, case in demo_cases()
        for finding in (*unanswered(LAYOUT, case), *run(CHECKS, case, DEFAULTS, ORDER))
    ]
    hints = [(code, year, finding.code) for code, year, finding in found if finding.severity is Severity.HINT]
    assert len(list(demo_cases())) == 19
    assert {finding.code for _, _, finding in found if finding.severity is not Severity.HINT} == {"gatherings_began"}
    assert {finding.severity for _, _, finding in found} == {Severity.QUERY, Severity.HINT}
    assert hints == [("VH-MAC", year, "premises_below_standard") for year in range(2022, 2026)]


counts = st.integers(0, 12) | st.integers(0, LARGEST_MONEY)
anything = counts | st.booleans() | st.just(frozenset({"lending"})) | st.sampled_from(Absent)
values = st.dictionaries(st.sampled_from([*ORDER, "no_such_column"]), anything)
kinds = st.sampled_from([COMMUNE, VILLAGE, "unheard_of"])


@given(kinds, values, st.none() | values)
def test_no_mix_of_values_and_absences_makes_the_checks_crash(
    kind: str, now: dict[str, Value], last: dict[str, Value] | None
) -> None:
    found = run(CHECKS, Case(kind, now, last), DEFAULTS, ORDER)
    places = [ORDER.index(finding.fields[0]) for finding in found]
    assert places == sorted(places)
    assert all(finding.message.endswith(".") for finding in found)


answers = {
    Kind.SWITCH: st.booleans(),
    Kind.CHOICES: st.just(frozenset({"television"})),
    Kind.ONE: st.just("good"),
    Kind.TEXT: st.just("Trưởng thôn"),
}
whole = st.fixed_dictionaries({field.name: answers.get(field.kind, counts) for field in LAYOUT.fields})


@given(kinds, whole, whole, st.sets(st.sampled_from(ORDER)), st.sets(st.sampled_from(ORDER)))
def test_not_knowing_a_value_never_makes_a_check_fire(
    kind: str, now: dict[str, Value], last: dict[str, Value], unknown: set[str], unknown_before: set[str]
) -> None:
    everything = run(CHECKS, Case(kind, now, last), DEFAULTS, ORDER)
    part = {**now, **dict.fromkeys(unknown, Absent.UNKNOWN)}
    part_before = {**last, **dict.fromkeys(unknown_before, Absent.UNANSWERED)}
    assert set(run(CHECKS, Case(kind, part, part_before), DEFAULTS, ORDER)) <= set(everything)


def test_where_nothing_applies_nothing_is_found() -> None:
    nothing = dict.fromkeys(ORDER, Absent.NOT_APPLICABLE)
    assert run(CHECKS, Case(VILLAGE, nothing, nothing), DEFAULTS, ORDER) == ()
