"""Nobody types a number twice in a year: by what each question of every form measures, not by how it is worded."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from django.db.models import IntegerField

from baocao.duties.definitions import DUTIES
from baocao.official_forms.forms_of import FORMS
from baocao.official_forms.questions import COMMUNE_QUESTIONS, LIBRARY_QUESTIONS
from baocao.superior_forms.sources import ANSWERS, sources
from kehoach.books import BOOKS
from kehoach.books.task_records import COUNTED_FOR
from kehoach.models.kinds import kinds
from tests.house import ROOT

pytestmark = pytest.mark.once

CONCEPTS: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "concepts.toml").read_text())
TASKS = {
    row["fields"]["code"]: row["fields"]
    for row in json.loads((ROOT / "fixtures" / "plan-04.json").read_text())
    if row["model"] == "kehoach.task" and row["fields"]["counts"]
}


def questions() -> dict[str, set[str]]:
    """Everything that somebody is asked for: yearly forms and months, further questions, books, results of tasks."""
    asked = {kind.slug: {field.name for field in kind.layout.fields} for kind in kinds()}
    asked["further-library"] = {field.name for field in LIBRARY_QUESTIONS.fields}
    asked["further-commune"] = {field.name for field in COMMUNE_QUESTIONS.fields}
    asked["books"] = {f"{book.slug}.rows" for book in BOOKS}
    for book in BOOKS:
        columns = [book.model._meta.get_field(name) for name in book.fields if name not in ("facility", "year")]
        asked["books"] |= {f"{book.slug}.{column.name}" for column in columns if isinstance(column, IntegerField)}
    asked["tasks"] = set(TASKS)
    return asked


def derived() -> set[str]:
    """The questions that begin with what somebody has said elsewhere, by the declarations that the pages work with."""
    figures = {f"{kind.slug}/{name}" for kind in kinds() for name in kind.recorded}
    roles = {role.value for role in COUNTED_FOR} | {role.value for kind in kinds() for role in kind.counted_for}
    return figures | {f"tasks/{code}" for code, task in TASKS.items() if task.get("role") in roles}


@pytest.mark.case("SC-190")
def test_every_question_says_what_it_measures() -> None:
    assert {form: set(concepts) for form, concepts in CONCEPTS.items()} == questions()


def test_a_number_is_typed_once_and_proposed_wherever_else_it_is_asked() -> None:
    same: dict[str, set[str]] = defaultdict(set)
    for form, concepts in CONCEPTS.items():
        for name, concept in concepts.items():
            subject, _, measure = concept.rpartition(": ")
            same[f"{subject.partition(' / ')[0]}: {measure}"].add(f"{form}/{name}")

    assert {concept: asked for concept, asked in same.items() if len(asked - derived()) > 1} == {}
    # What is said to begin with another answer has one to begin with.
    assert [
        question for question in derived() if not any(question in asked and len(asked) > 1 for asked in same.values())
    ] == []


def test_to_whom_a_report_goes_is_written_once() -> None:
    answered = {duty.receiver_answered for duty in DUTIES.values()} - {""}

    assert answered == {form.sender.asked for form in FORMS.values()} - {""}


def test_superiors_forms_ask_for_nothing_of_their_own() -> None:
    """Whatever a cell takes is an answer to one of these questions, or counted by the portal."""
    known = questions()
    for source in sources({}).values():
        of_kind = "further-library" if source.is_further else source.kind.slug if source.kind else ""
        assert set(source.parts) <= known.get(of_kind, set()), source.code
        if source.code.startswith(f"{ANSWERS}."):
            assert source.code.removeprefix(f"{ANSWERS}.") in known["further-commune"]
