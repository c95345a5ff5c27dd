"""README and the documents tell the truth about what can be checked."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from baocao.models import TRANSITIONS as REPORT_TRANSITIONS
from kehoach.models import TRANSITIONS

ROOT: Path = settings.BASE_DIR
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
DECISIONS = ROOT / "docs" / "decisions"
CODE = r"`((?:kehoach|thuvien|vanhoa|baocao|templates|tests|docs|fixtures)/[\w/.-]*)"


def name_of(path: Path) -> str:
    """The document as it is said in a test's name."""
    return path.relative_to(ROOT).as_posix()


def test_the_pictures_of_states_are_the_tables_of_transitions() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    pictures = re.findall(r"```mermaid\n(.*?)```", glossary, flags=re.DOTALL)
    steps = [re.findall(r"^    (\w+) --> (\w+): .", picture, flags=re.MULTILINE) for picture in pictures]
    drawn = [{(before, after) for before, after in of_one if before != after} for of_one in steps]
    tables: tuple[Mapping[Any, frozenset[Any]], ...] = (TRANSITIONS, REPORT_TRANSITIONS)
    assert drawn == [
        {(before.value, after.value) for before, afters in table.items() for after in afters} for table in tables
    ]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_file_that_a_document_points_to_exists(document: Path) -> None:
    text = document.read_text()
    links = [document.parent / target for target in re.findall(r"\]\(([^)#:]+)\)", text)]
    named = [ROOT / name for name in re.findall(CODE, text)]

    assert [path for path in (*links, *named) if not path.exists()] == []


def test_the_map_in_readme_names_every_room() -> None:
    readme = (ROOT / "README.md").read_text()
    drawn = set(re.findall(r"^  (\w+)/ ", readme, flags=re.MULTILINE))
    folders = [path.parent for package in ("kehoach", "baocao") for path in (ROOT / package).glob("*/urls.py")]

    assert {folder.name for folder in folders} <= drawn


def test_every_decision_has_a_number_of_its_own_and_is_listed() -> None:
    pages = sorted(path.name for path in DECISIONS.glob("0*.md"))
    listed = re.findall(r"\]\((0[^)]+)\)", (DECISIONS / "README.md").read_text())

    assert pages == listed
    assert len({page[:4] for page in pages}) == len(pages)


@pytest.mark.parametrize("page", sorted(DECISIONS.glob("0*.md")), ids=name_of)
def test_a_decision_tells_its_situation_the_choice_and_what_follows(page: Path) -> None:
    headings = re.findall(r"^## (.+)$", page.read_text(), flags=re.MULTILINE)

    assert headings == ["Situation", "Choice", "Consequences"]


def test_readme_is_short_enough_to_be_read() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) < 150
