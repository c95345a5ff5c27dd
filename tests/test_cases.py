"""The officials' book of cases (docs/so-ca.md): each case has an end-to-end test, and no test shows a case it lacks."""

import ast
import re
from collections import Counter

from tests.house import ROOT, python_files, tree_of

BOOK = (ROOT / "docs" / "so-ca.md").read_text()
CASES = dict(re.findall(r"^### (SC-\d{3}) · .+\n((?:(?!#).*\n)*)", BOOK, re.MULTILINE))
PARTS = ("Ai", "Làm gì", "Phải thấy")


def marked() -> set[str]:
    """The numbers that the tests name in `@pytest.mark.case(…)`."""
    calls = [node for path in python_files("tests") for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    return {
        argument.value
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "case"
        for argument in call.args
        if isinstance(argument, ast.Constant)
    }


def test_every_case_has_a_test_and_every_marker_a_case() -> None:
    assert marked() == set(CASES)


def test_every_case_has_a_number_of_its_own() -> None:
    numbers = Counter(re.findall(r"^#+ (SC-\d+)", BOOK, re.MULTILINE))

    assert numbers == Counter(list(CASES))


def test_every_case_says_who_does_what_and_what_must_be_seen() -> None:
    lacking = [number for number, text in CASES.items() if [f"**{part}:**" in text for part in PARTS] != [True] * 3]

    assert lacking == []
