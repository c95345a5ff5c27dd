"""README tells the truth about what can be checked."""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from baocao.models import TRANSITIONS as REPORT_TRANSITIONS
from kehoach.models import TRANSITIONS

README = (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")


def test_the_picture_of_states_is_the_table_of_transitions() -> None:
    pictures = re.findall(r"```mermaid\n(.*?)```", README, flags=re.DOTALL)
    drawn = [set(re.findall(r"^    (\w+) --> (\w+)$", picture, flags=re.MULTILINE)) for picture in pictures]
    tables: tuple[Mapping[Any, frozenset[Any]], ...] = (TRANSITIONS, REPORT_TRANSITIONS)
    assert drawn == [
        {(before.value, after.value) for before, afters in table.items() for after in afters} for table in tables
    ]


def test_every_file_that_readme_points_to_exists() -> None:
    named = set(re.findall(r"`((?:kehoach|thuvien|vanhoa|baocao|tests)/[\w/.]+)`", README))
    assert named
    assert not [name for name in named if not (settings.BASE_DIR / name).exists()]


def test_readme_is_short_enough_to_be_read() -> None:
    assert len(README.splitlines()) < 250
