"""docs/security.md names tests that are there."""

import ast
import re

from tests.house import ROOT

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_every_control_names_a_test_that_is_there() -> None:
    named = NAMED.findall((ROOT / "docs" / "security.md").read_text())

    assert len(named) > 40
    there = {
        (path, node.name)
        for path in {path for path, _ in named}
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.FunctionDef)
    }
    assert set(named) - there == set()
