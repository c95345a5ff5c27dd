"""README tells the truth about what can be checked."""

import re

from django.conf import settings

from kehoach.enums import TRANSITIONS

README = (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")


def test_the_picture_of_states_is_the_table_of_transitions() -> None:
    drawn = set(re.findall(r"^    (\w+) --> (\w+)$", README, flags=re.MULTILINE))
    assert drawn == {(before.value, after.value) for before, afters in TRANSITIONS.items() for after in afters}


def test_every_file_that_readme_points_to_exists() -> None:
    named = set(re.findall(r"`((?:kehoach|thuvien|vanhoa|baocao|tests)/[\w/.]+)`", README))
    assert named
    assert not [name for name in named if not (settings.BASE_DIR / name).exists()]


def test_readme_is_short_enough_to_be_read() -> None:
    assert len(README.splitlines()) < 250
