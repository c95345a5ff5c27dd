"""The rules of the house that no linter knows, held against the repository itself."""

import ast
import re
import socket
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_socket import SocketConnectBlockedError

from tests.cast import Cast, signed_in
from tests.house import (
    PACKAGES,
    ROOT,
    Function,
    Row,
    code_rows,
    dashboard_rows,
    functions,
    length,
    name_of,
    python_files,
)

# What .gitignore names: built, written by the portal or left by the tools.
NOT_SOURCE = {".git", ".venv", ".venv-audit", "var", "out", "static-collected", "__pycache__"}
CACHES = re.compile(r"\.(\w+_cache|hypothesis|coverage.*)")

FILE_LINES = 330
FUNCTION_LINES = 60
TEMPLATE_LINES = 120
TEMPLATE_WIDTH = 160
# Word prints the blanks and line breaks of its parts.
AS_WORD_WRITES = ROOT / "templates" / "baocao" / "document" / "docx"
PATH_DATA = re.compile(r'\bd="[^"]*"')

# What gives a rule a source that is not in the repository; a clause of the plan or an article of a law can be read.
FOREIGN_SOURCE = re.compile(r"(?i)\b(?:design,? section|(?:design|domain|peers),? \d)|[(]quality\b")

# Functions that check nothing unless they are entered with `with`.
CONTEXT_ONLY = {
    "assertNumQueries",
    "django_assert_num_queries",
    "django_assert_max_num_queries",
    "raises",
    "warns",
}

# How far the rows of tests/house.py are that have not come to their aim; they may only get better.
HELD: dict[str, tuple[float, ...]] = {
    "modules on the longest chain of imports": (31,),
    "own modules that one imports, median / 9th decile": (3, 10),
    "private functions used exactly once, % of all functions": (20,),
    "comments for each 100 lines of code": (0.9,),
    "public functions with docstring / types, %": (99.6, 100),
    "lines of code / files": (47_200, 768),
    "own functions that one dashboard passes / their files": (310, 60),
    "its year on the way: stays / files / returns to a file left": (44, 22, 22),
}


def sources(folder: Path = ROOT) -> Iterator[Path]:
    """Every file that belongs to the project, in order."""
    for path in sorted(folder.iterdir()):
        if path.name in NOT_SOURCE or CACHES.fullmatch(path.name) or path.suffix == ".mo":
            continue
        if path.is_dir():
            yield from sources(path)
        else:
            yield path


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `raises` for pytest.raises(…)."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def entered_with(tree: ast.AST) -> set[ast.expr]:
    """The expressions that stand after `with`."""
    blocks = [node for node in ast.walk(tree) if isinstance(node, ast.With | ast.AsyncWith)]
    return {item.context_expr for block in blocks for item in block.items}


def calls_without_with(source: str) -> list[int]:
    """The lines that call one of CONTEXT_ONLY without entering it."""
    tree = ast.parse(source)
    entered = entered_with(tree)
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called_name(node) in CONTEXT_ONLY and node not in entered
    ]


def asserts_something(function: Function) -> bool:
    """Whether a test has an assert, a `with` that asserts, or calls a helper that says so by its name."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = called_name(node)
            if name in CONTEXT_ONLY or name == "expect" or name.lower().startswith("assert"):
                return True
    return False


def requirements(name: str) -> dict[str, str]:
    """The pinned packages of a requirements file: name to everything that follows it, hashes included."""
    logical_lines = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
    pins = [line.partition("==") for line in logical_lines if line and not line.lstrip().startswith("#")]
    return {package: rest for package, _, rest in pins}


def declared(names: list[str]) -> set[str]:
    """The bare names of requirements as pyproject.toml writes them: lucide of lucide[django]>=1.1."""
    return {re.split(r"[\[<>=;~! ]", name)[0] for name in names}


def worse(rows: Iterator[Row]) -> list[str]:
    """The rows that neither meet their aim nor are as good as they were, and those that need not be held any more."""
    return [str(row) for row in rows if not row.is_within(HELD.get(row.name, row.aim)) or is_there(row)]


def is_there(row: Row) -> bool:
    """Whether a row has come to its aim and still stands in HELD."""
    return row.name in HELD and row.is_within(row.aim)


def test_the_code_lies_no_worse_in_its_rooms() -> None:
    assert worse(code_rows()) == []


@pytest.mark.once
def test_a_dashboard_passes_no_more_of_the_house(cast: Cast) -> None:
    assert worse(dashboard_rows(signed_in(cast.leader))) == []


def test_files_stay_short() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in python_files(*PACKAGES)}

    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == {}


def test_no_two_test_files_have_the_same_name() -> None:
    names = [path.name for path in python_files("tests") if path.name.startswith("test_")]

    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_functions_stay_short() -> None:
    lengths = {
        f"{name_of(path)}:{function.name}": length(function)
        for path in python_files(*PACKAGES)
        for function in functions(path)
    }

    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}


def test_templates_stay_short() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in sources(ROOT / "templates")}

    assert {name: lines for name, lines in lengths.items() if lines > TEMPLATE_LINES} == {}


def test_no_sign_stands_alone_between_two_links() -> None:
    """On a phone the second link begins a line of its own, and the sign is left over."""
    between = re.compile(r"</a>(?:\s|{%[^%]*%})*·(?:\s|{%[^%]*%})*<a")

    assert [name_of(path) for path in sources(ROOT / "templates") if between.search(path.read_text())] == []


def test_lines_of_templates_stay_short() -> None:
    too_long = [
        f"{name_of(path)}:{number}"
        for path in sources(ROOT / "templates")
        if AS_WORD_WRITES not in path.parents
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(PATH_DATA.sub("", line)) > TEMPLATE_WIDTH
    ]

    assert too_long == []


def test_query_counts_and_expected_errors_are_entered_with_with() -> None:
    forgotten = [
        f"{name_of(path)}:{line}" for path in python_files("tests") for line in calls_without_with(path.read_text())
    ]

    assert forgotten == []


def test_a_query_count_without_with_is_seen() -> None:
    assert calls_without_with("with assertNumQueries(1):\n    pass\nself.assertNumQueries(1)") == [3]


def test_every_test_asserts_something() -> None:
    silent = [
        f"{name_of(path)}:{function.name}"
        for path in python_files("tests")
        for function in functions(path)
        if function.name.startswith("test") and not asserts_something(function)
    ]

    assert silent == []


@pytest.mark.parametrize(
    "foreign",
    [
        pytest.param(r"(?<![\w.>\])}])/(work|root|home)/", id="a path of one machine"),
        pytest.param(r"pypi\.org|pythonhosted\.org|npmjs\.org|deb\.debian\.org", id="a package registry"),
    ],
)
def test_no_source_names_a_machine(foreign: str) -> None:
    found = []
    for path in sources():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue  # a picture or a workbook
        found += [f"{name_of(path)}: {match[0]}" for match in re.finditer(foreign, text)]

    assert found == []


def test_every_source_that_is_named_can_be_looked_up() -> None:
    texts = {name_of(path): path.read_text() for path in python_files(*PACKAGES, "tests")}
    named = [f"{name}: {match[0]}" for name, text in texts.items() for match in FOREIGN_SOURCE.finditer(text)]

    assert named == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_hashed_and_names_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    unhashed = [package for package, rest in requirements(name).items() if "--hash=sha256:" not in rest]

    assert unhashed == []
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)


def test_the_requirements_hold_what_pyproject_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime, development = requirements("requirements.txt"), requirements("requirements-dev.txt")

    assert declared(project["project"]["dependencies"]) <= set(runtime)
    assert declared(project["dependency-groups"]["dev"]) <= set(development)
    assert runtime.items() <= development.items(), "the tests run with other versions than people do"


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_the_network_is_off() -> None:
    with socket.socket() as connection, pytest.raises(SocketConnectBlockedError):
        connection.connect(("192.0.2.1", 80))


def test_tests_write_to_a_folder_of_their_own(data_dir: Path, settings: Settings) -> None:
    assert data_dir == settings.DATA_DIR
    assert not data_dir.is_relative_to(ROOT)
