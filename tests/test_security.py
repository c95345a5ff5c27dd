"""docs/security.md names tests that are there, or whoever sees to it."""

import ast
import re

from tests.house import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text()
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_every_control_names_a_test_that_is_there() -> None:
    named = NAMED.findall(PAGE)

    assert len(named) > 40
    there = {
        (path, node.name)
        for path in {path for path, _ in named}
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.FunctionDef)
    }
    assert set(named) - there == set()


def test_every_control_is_shown_by_a_test_or_left_to_somebody() -> None:
    lines = [line for line in PAGE.partition("### Controls")[2].splitlines() if line.startswith("| ")]
    controls = [line.strip("|").split("|") for line in lines if not line.startswith("| control |")]
    by_nobody = [
        name
        for name, shown, *left in controls
        if not re.search(r"`(tests/|make test)|operator|not used", shown) and not "".join(left).strip()
    ]

    assert len(controls) > 60
    assert by_nobody == []
