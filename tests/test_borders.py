"""The borders of the rooms: what they show each other, and that views get their rows through `access`."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.house import PACKAGES, ROOT, name_of, python_files, tree_of

MANAGERS = {"objects", "_default_manager", "_base_manager"}
# So many rows do these views still fetch by themselves; the number may only fall.
STILL_IN_VIEWS: dict[str, int] = {}

CONTRACTS = {
    contract["name"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
SHOWN = CONTRACTS["What other rooms may use of a room"]
# Whoever lies above them may use all of these; the last line puts the portal together.
OPEN = {
    *("kehoach.common", "kehoach.places", "kehoach.questionnaire", "kehoach.models"),
    *("baocao.models", "baocao.attainment", "baocao.document"),
    *("kehoach.demo", "kehoach.management", "baocao.management"),
}


def folders(file: str) -> set[str]:
    """The folders of kehoach and baocao that have this file, as modules: kehoach.books."""
    found = (path.parent for package in ("kehoach", "baocao") for path in (ROOT / package).glob(f"*/{file}"))
    return {name_of(folder).replace("/", ".") for folder in found}


def managers_used(path: Path) -> int:
    """How often a file asks a model for its rows."""
    return sum(isinstance(node, ast.Attribute) and node.attr in MANAGERS for node in ast.walk(tree_of(path)))


def test_views_get_their_rows_through_access() -> None:
    views = [path for path in python_files(*PACKAGES) if "views" in (path.stem, path.parent.name)]
    counted = {name_of(path): managers_used(path) for path in views}

    assert {name: times for name, times in counted.items() if times} == STILL_IN_VIEWS


def test_one_function_reads_what_stands_behind_the_question_mark() -> None:
    readers = [name_of(path) for path in python_files(*PACKAGES) if re.search(r"\.GET\b", path.read_text())]
    readers += [name_of(path) for path in (ROOT / "templates").rglob("*.html") if "request.GET" in path.read_text()]

    assert readers == ["kehoach/common/converters.py"]


def test_no_room_is_forgotten_in_the_contracts() -> None:
    closed = set(SHOWN["protected_modules"]) - {"thuvien", "vanhoa"}
    libraries = {f"{package}.{name}" for package in ("kehoach", "baocao") for name in ("migrations", "templatetags")}

    assert folders("__init__.py") - libraries - {"kehoach.conf"} == closed | OPEN
    assert folders("urls.py") <= set(CONTRACTS["Inside a room"]["containers"])


@pytest.mark.parametrize("room", SHOWN["protected_modules"])
def test_a_room_says_itself_what_others_may_use_of_it(room: str) -> None:
    docstring = ast.get_docstring(tree_of(ROOT / room.replace(".", "/") / "__init__.py")) or ""
    names = re.findall(r"`([\w.]+)`", docstring)
    named = {*names, *(name.partition(".")[0] for name in names)}
    shown = {line.partition(f" -> {room}.")[2] for line in SHOWN["ignore_imports"]} - {""}

    assert {module for module in shown if not {module, module.partition(".")[0]} & named} == set()
