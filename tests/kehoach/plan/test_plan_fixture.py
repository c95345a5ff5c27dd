"""Plan 04 as data: every clause of its text stands in the fixture once and in order, and nothing else does."""

import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from kehoach.common.formats import date_long
from kehoach.common.text.gate import tidy_line
from kehoach.models import (
    Assignment,
    Interpretation,
    LegalBasis,
    Milestone,
    Plan,
    Recipient,
    Section,
    Target,
    Task,
    Unit,
    UnitKind,
)

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
ROWS: list[dict[str, Any]] = json.loads((FIXTURES / "plan-04.json").read_text(encoding="utf-8"))
TEXT = (FIXTURES / "ke-hoach-04.txt").read_text(encoding="utf-8")

# The plan's typing errors, in the order in which they are mended: a moved semicolon needs the blank of the line before.
TYPING_ERRORS = {
    "04 /KH-UBND": "04/KH-UBND",
    "đai bàn": "địa bàn",
    "học tâp": "học tập",
    "c),": "c)",
    "ĐểBC": "để BC",
    "; (để BC)": " (để BC);",
}
# The text writes both văn hoá and văn hóa; the portal writes as Nghị định 30 does.
CORRECTIONS = {**TYPING_ERRORS, "UỶ": "ỦY", "HOÀ": "HÒA", "hoá": "hóa"}
OLD_TONE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\b", re.IGNORECASE)

# How a clause begins: with its number, letter or dash, or with these words.
CLAUSE = re.compile(
    r"[IVX]+\. |\d\. |[a-zđ]\) |- "
    "|Số: |CỘNG HÒA|Độc lập|Quảng Nghiệp, ngày|KẾ HOẠCH|Thực hiện chương trình|Thực hiện Quyết định|Tiếp tục đổi mới"
    "|Đến năm 2025, đạt 70%|Tham mưu|Phối hợp với các cơ quan có liên quan tích cực|Xây dựng chuyên mục|Trên đây"
    "|Nơi nhận:|TM\\. |CHỦ TỊCH|Vũ Chí Mạnh"
)

# Target, scope, measure, year, base year, at least, at most.
THRESHOLDS = [
    ("I.2.a-1", "commune_library", "services", 2025, 2022, 100, None),
    ("I.2.a-1", "commune_library", "services", 2030, 2025, 100, None),
    ("I.2.a-1", "other_libraries", "services", 2025, 2022, 70, None),
    ("I.2.a-1", "other_libraries", "services", 2030, 2025, 90, None),
    ("I.2.a-2", "commune_library", "it", 2025, 2022, 100, None),
    ("I.2.a-2", "commune_library", "it", 2030, 2025, 100, None),
    ("I.2.a-2", "other_libraries", "it", 2025, 2022, 70, None),
    ("I.2.a-2", "other_libraries", "it", 2030, 2025, 80, None),
    ("I.2.a-3", "all_libraries", "visits", 2025, 2022, 10, None),
    ("I.2.a-3", "all_libraries", "visits", 2030, 2025, 10, 15),
    ("I.2.b", "all_centres", "active", 2025, 2022, 70, None),
    ("I.2.b", "all_centres", "active", 2030, 2025, 100, None),
]
DUTIES = {
    **{f"IV.1.{letter}": ["culture_office"] for letter in ("a", "b", "c", "d", "đ-1", "đ-2", "đ-3", "đ-4", "e")},
    **{f"IV.2.{letter}": ["school"] for letter in "abc"},
    "IV.3": ["finance_office"],
    "IV.4": ["front", "association"],
    "IV.5": ["radio"],
}


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The fixture, loaded once as an installation loads it; other modules' tests see nothing of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", "plan-04", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def plan(loaded: None, db: None) -> Plan:
    """Plan 04."""
    return Plan.objects.get_by_natural_key("11122", "04/KH-UBND")


def printed_clauses() -> list[str]:
    """Each head, clause, paragraph and line of the letterhead, mended, without hard wraps and page number."""
    text = unicodedata.normalize("NFC", TEXT)
    for wrong, right in CORRECTIONS.items():
        text = text.replace(wrong, right)
    clauses: list[str] = []
    for line in filter(None, map(tidy_line, text.splitlines())):
        if not clauses or CLAUSE.match(line):
            clauses.append(line)
        elif not line.isdigit():
            clauses[-1] += f" {line}"
    return clauses


def head(section: Section) -> Iterator[str]:
    """A head with its own number, I. or 1. or a), and what stands under it."""
    number = section.code.rpartition(".")[2]
    first, *rest = filter(None, (section.title, section.body))
    yield f"{number}{')' if number.islower() else '.'} {first}"
    yield from rest
    if section.code == "I.1":
        yield section.plan.general_objective


def marked(item: Target | Task) -> str:
    """A target or task as the document shows it: lettered, dashed, or bare where it is all that its section holds."""
    own = item.code.removeprefix(item.section.code)
    mark = "- " if own.startswith("-") else f"{own[1:]}) " if own else ""
    return f"{mark}{item.wording}"


def body(plan: Plan) -> Iterator[str]:
    """Every head just before the first target or task that follows it."""
    heads = list(Section.objects.filter(plan=plan).order_by("position"))
    targets = Target.objects.filter(plan=plan).order_by("position").select_related("section")
    tasks = Task.objects.filter(plan=plan).order_by("position").select_related("section")
    for item in (*targets, *tasks):
        while heads and heads[0].position <= item.section.position:
            yield from head(heads.pop(0))
        yield marked(item)
    assert not heads


def rebuilt_clauses(plan: Plan) -> list[str]:
    """The whole document, written from the rows."""
    bases = LegalBasis.objects.filter(plan=plan).order_by("position").values_list("text", flat=True)
    *recipients, archive = Recipient.objects.filter(plan=plan).order_by("position").values_list("text", flat=True)
    return [
        plan.issuing_body.upper(),
        f"Số: {plan.number}",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"{plan.issued_at}, {date_long(plan.issued_on)}",
        "KẾ HOẠCH",
        plan.title,
        f"{'; '.join(bases)}, {plan.preamble}",
        *body(plan),
        plan.closing,
        "Nơi nhận:",
        *(f"- {recipient};" for recipient in recipients),
        f"- {archive}.",
        plan.signing_authority,
        plan.signing_position,
        plan.signatory,
    ]


def strings(value: Any) -> Iterator[str]:
    """Every string in a piece of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def test_the_rows_say_every_clause_of_the_plan_in_order_and_nothing_else(plan: Plan) -> None:
    assert rebuilt_clauses(plan) == printed_clauses()


def test_the_plan_says_no_clause_twice() -> None:
    assert [clause for clause, times in Counter(printed_clauses()).items() if times > 1] == []


def test_every_correction_mends_something_in_the_text() -> None:
    text = unicodedata.normalize("NFC", TEXT)
    for wrong, right in CORRECTIONS.items():
        assert wrong in text
        text = text.replace(wrong, right)


@pytest.mark.parametrize("error", TYPING_ERRORS)
def test_no_typing_error_of_the_plan_is_in_the_fixture(error: str) -> None:
    assert [text for text in strings(ROWS) if error in text] == []


def test_every_string_is_precomposed_and_neatly_spaced() -> None:
    assert [text for text in strings(ROWS) if text != tidy_line(text)] == []


def test_tone_marks_stand_in_one_place() -> None:
    assert [text for text in strings(ROWS) if OLD_TONE.search(text)] == []


def test_no_row_carries_a_primary_key() -> None:
    assert [row for row in ROWS if {"pk", "id"} & (row.keys() | row["fields"].keys())] == []


def test_the_fixture_holds_as_much_as_the_plan() -> None:
    parts = {"commune": 1, "unit": 7, "plan": 1, "legalbasis": 3, "section": 21, "recipient": 7}
    measured = {"target": 4, "condition": 6, "milestone": 12, "interpretation": 4}
    given = {"task": 17 + 15, "assignment": 31, "occasion": 5 + 1}
    assert Counter(row["model"].removeprefix("kehoach.") for row in ROWS) == {**parts, **measured, **given}


def test_the_occasions_are_those_that_the_plan_names_and_one_that_came_later(plan: Plan) -> None:
    wording = plan.tasks.get(code="II.1.b").wording
    *occasions, culture_day = plan.occasions.all()
    week, days = occasions[3], [*occasions[:3], occasions[4]]
    assert all(f"{one.name} - {one.start_day}/{one.start_month}" in wording for one in days)
    assert week.name in wording
    assert week.days_in(2026) == (date(2026, 10, 1), date(2026, 10, 7))
    assert culture_day.days_in(2026) == (date(2026, 11, 24), date(2026, 11, 24))
    with pytest.raises(ValueError, match="from 2026 on"):
        culture_day.days_in(2025)


def test_loading_it_again_adds_nothing(plan: Plan) -> None:
    models = [*apps.get_app_config("kehoach").get_models(), Interpretation.targets.through]
    before = [model._default_manager.count() for model in models]
    call_command("loaddata", "plan-04", verbosity=0)
    assert [model._default_manager.count() for model in models] == before


def test_every_row_passes_the_checks_of_its_model(plan: Plan) -> None:
    labels = sorted({row["model"] for row in ROWS})
    rows = [row for label in labels for row in apps.get_model(label)._default_manager.all()]
    assert [row.full_clean() for row in rows] == [None] * len(ROWS)


def test_nothing_unverified_is_said_of_the_commune(plan: Plan) -> None:
    commune = plan.commune
    assert (commune.full_name, commune.province) == ("xã Quảng Nghiệp", "tỉnh Hải Dương")
    assert (commune.valid_from, commune.valid_until, commune.successor) == (None, None, None)


def test_the_units_are_named_as_in_the_demo_data(plan: Plan) -> None:
    with (FIXTURES / "demo/units.csv").open(encoding="utf-8", newline="") as lines:
        demo = {(unit["code"], unit["name"], unit["kind"]) for unit in csv.DictReader(lines)}
    loaded = set(Unit.objects.values_list("code", "name", "kind"))
    assert loaded <= demo
    assert {code for code, _, _ in loaded} == {"UBND", "VHTT", "TCKT", "MTTQ", "HKH", "HCGC", "DTT"}


def test_the_three_legal_bases_are_whole(plan: Plan) -> None:
    texts = LegalBasis.objects.order_by("code").values_list("code", "text")
    starts = {"CC-1": "Thực hiện Quyết định số 1520/", "CC-2": "Công văn số 3680/", "CC-3": "Kế hoạch số 15/"}
    assert {code: starts[code] for code, text in texts if text.startswith(starts[code])} == starts


def test_positions_run_on_without_a_gap(plan: Plan) -> None:
    for model in (LegalBasis, Section, Target, Interpretation, Task, Recipient):
        positions = list(model._default_manager.order_by("position").values_list("position", flat=True))
        assert positions == list(range(1, len(positions) + 1)), model


def test_thresholds_are_those_of_the_plan(plan: Plan) -> None:
    assert (plan.first_year, plan.last_year, plan.regular_activities) == (2023, 2030, 12)
    columns = "condition__target__code", "condition__scope", "condition__measure"
    loaded = Milestone.objects.values_list(*columns, "year", "base_year", "at_least", "at_most")
    assert sorted(loaded, key=lambda row: row[:4]) == THRESHOLDS


def test_the_commune_library_is_asked_for_before_the_others(plan: Plan) -> None:
    for code in ("I.2.a-1", "I.2.a-2"):
        scopes = Target.objects.get(code=code).conditions.order_by("position").values_list("scope", flat=True)
        assert list(scopes) == ["commune_library", "other_libraries"]


def test_targets_have_short_names(plan: Plan) -> None:
    assert dict(Target.objects.values_list("code", "short_name")) == {
        "I.2.a-1": "Thư viện có dịch vụ học tập suốt đời",
        "I.2.a-2": "Thư viện ứng dụng công nghệ thông tin",
        "I.2.a-3": "Lượt người sử dụng thư viện",
        "I.2.b": "Nhà văn hóa hoạt động thường xuyên",
    }


def test_each_reading_belongs_to_the_targets_that_it_reads(plan: Plan) -> None:
    libraries = {("1", "I.2.a-1"), ("1", "I.2.a-2"), ("2", "I.2.a-3"), ("3", "I.2.a-1"), ("3", "I.2.a-2")}
    assert set(Interpretation.objects.values_list("code", "targets__code")) == {*libraries, ("4", "I.2.b")}


def test_what_a_reading_quotes_stands_in_each_of_its_targets(plan: Plan) -> None:
    for reading in Interpretation.objects.all():
        quotes = re.findall(r"“(.+?)”", reading.text.lower())
        assert quotes
        for wording in reading.targets.values_list("wording", flat=True):
            assert [quote for quote in quotes if quote not in wording.lower()] == []


def test_five_groups_hold_seventeen_tasks_of_the_culture_office(plan: Plan) -> None:
    tasks = Task.objects.filter(code__startswith="II.")
    groups = {"II.1": 4, "II.2": 4, "II.3": 4, "II.4": 3, "II.5": 2}
    assert Counter(tasks.values_list("section__code", flat=True)) == groups
    assert {kind for task in tasks for kind in task.named_kinds} == {"culture_office"}


def test_each_duty_is_given_to_the_kinds_of_units_in_its_head(plan: Plan) -> None:
    assert dict(Task.objects.filter(code__startswith="IV.").values_list("code", "named_kinds")) == DUTIES
    assert {kind for kinds in DUTIES.values() for kind in kinds} <= set(UnitKind.values)


def test_every_unit_of_a_named_kind_leads_its_tasks(plan: Plan) -> None:
    units = list(Unit.objects.all())
    due = {
        (task.code, unit.code, "lead") for task in Task.objects.all() for unit in units if unit.kind in task.named_kinds
    }
    assert set(Assignment.objects.values_list("task__code", "unit__code", "part")) == due


def test_tasks_have_short_names_of_their_own(plan: Plan) -> None:
    names = list(Task.objects.values_list("short_name", flat=True))
    assert len(set(names)) == len(names)
    assert [name for name in names if not 10 <= len(name) <= 60] == []
