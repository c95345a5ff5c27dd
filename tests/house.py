"""python -m tests.house: how the code lies in its rooms, in the figures of docs/measured.md, each beside its aim.

Code is what the four packages hold without their migrations. A line of code is neither blank nor a comment nor part of
a docstring.
"""

from __future__ import annotations

import ast
import os
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from types import CodeType, FrameType

import django
import grimp
from django.core.management import call_command
from django.test import Client

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("kehoach", "thuvien", "vanhoa", "baocao")
VIEW_LINES = 25
DASHBOARD, YEAR = "/bang-dieu-hanh/2025/", 2025

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Row:
    """One line of the table: what was counted, and the aim: at most as much, or at least where `more_is_better`."""

    name: str
    seen: tuple[float, ...]
    aim: tuple[float, ...]
    more_is_better: bool = False

    def __str__(self) -> str:
        sign = "≥" if self.more_is_better else "≤"
        return f"| {self.name} | {_written(self.seen)} | {sign} {_written(self.aim)} |"

    def is_within(self, limits: tuple[float, ...]) -> bool:
        """Whether every figure is as good as its limit."""
        pairs = zip(self.seen, limits, strict=True)
        return all(figure >= limit if self.more_is_better else figure <= limit for figure, limit in pairs)


def _written(figures: tuple[float, ...]) -> str:
    return " / ".join(f"{figure:,.1f}".removesuffix(".0") for figure in figures)


def python_files(*folders: str) -> list[Path]:
    """The Python files of these folders, without migrations."""
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return [path for path in found if path.parent.name != "migrations"]


def name_of(path: Path) -> str:
    """The path as it is said in a message: kehoach/models/plans.py."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """A Python file, parsed."""
    return ast.parse(path.read_text())


def functions(path: Path) -> list[Function]:
    """Every function and method of a Python file."""
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, Function)]


def length(node: Function) -> int:
    """The lines from `def` to the end, docstring included."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def code_lines(path: Path) -> int:
    """The lines of code of a file."""
    documented = [
        node.body[0]
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Module | ast.ClassDef | Function) and ast.get_docstring(node)
    ]
    docstrings = sum((node.end_lineno or node.lineno) - node.lineno + 1 for node in documented)
    written = (line.strip() for line in path.read_text().splitlines())
    return sum(1 for line in written if line and not line.startswith("#")) - docstrings


def comments(path: Path) -> int:
    """The lines that carry a comment for people; what only speaks to a linter is none."""
    with tokenize.open(path) as source:
        tokens = [token for token in tokenize.generate_tokens(source.readline) if token.type == tokenize.COMMENT]
    return sum(1 for token in tokens if not token.string.startswith(("# noqa", "# type:")))


def private_used_once(path: Path) -> list[str]:
    """The private functions that their own file names exactly once outside their definition."""
    nodes = list(ast.walk(tree_of(path)))
    used = Counter(node.id for node in nodes if isinstance(node, ast.Name))
    used += Counter(node.attr for node in nodes if isinstance(node, ast.Attribute))
    names = [function.name for function in functions(path)]
    return [name for name in names if name.startswith("_") and not name.startswith("__") and used[name] == 1]


def is_view(path: Path, function: Function) -> bool:
    """A function that answers a request."""
    parameters = function.args.args
    return "views" in (path.stem, path.parent.name) and bool(parameters) and parameters[0].arg == "request"


def is_typed(function: Function) -> bool:
    """Whether every parameter and what comes back has a type."""
    given = function.args
    parameters = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    untyped = [parameter for parameter in parameters if not parameter.annotation]
    return function.returns is not None and all(parameter.arg in ("self", "cls") for parameter in untyped)


def public_functions() -> list[Function]:
    """Functions of modules and methods of classes whose name and class are for others to use."""
    named: list[Function] = []
    for path in python_files(*PACKAGES):
        body = tree_of(path).body
        classes = [node for node in body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
        nodes = [*body, *(node for one in classes for node in one.body)]
        named += [node for node in nodes if isinstance(node, Function) and not node.name.startswith("_")]
    return named


def imports() -> dict[str, set[str]]:
    """Each module with those of its own project that it imports when the program runs."""
    graph = grimp.build_graph(*PACKAGES, exclude_type_checking_imports=True, cache_dir=None)
    modules = [module for module in graph.modules if ".migrations" not in module]
    return {module: graph.find_modules_directly_imported_by(module) for module in modules}


def longest_chain(imported: dict[str, set[str]]) -> list[str]:
    """The longest way from a module down to one that imports nothing; no imports run in a circle."""

    @cache
    def below(module: str) -> tuple[str, ...]:
        return (module, *max((below(other) for other in imported[module]), key=len, default=()))

    return list(max(map(below, imported), key=len))


def ninth_decile(figures: list[int]) -> int:
    """What nine of ten do not exceed."""
    return sorted(figures)[int(len(figures) * 0.9)]


def share(part: int, whole: int) -> float:
    """Hundredths."""
    return round(100 * part / whole, 1)


def code_rows() -> Iterator[Row]:
    """What can be counted without running anything."""
    files = python_files(*PACKAGES)
    defined = [(path, function) for path in files for function in functions(path)]
    lengths = [length(function) for _, function in defined]
    views = [length(function) for path, function in defined if is_view(path, function)]
    public = public_functions()
    imported = imports()
    breadths = [len(others) for others in imported.values()]
    folders = Counter(path.parent for path in files if path.name != "__init__.py")
    widths = [len(line) for page in (ROOT / "templates").rglob("*.html") for line in page.read_text().splitlines()]
    code = sum(map(code_lines, files))

    yield Row("modules in the fullest folder", (max(folders.values()),), (16,))
    yield Row("modules on the longest chain of imports", (len(longest_chain(imported)),), (14,))
    yield Row("own modules that one imports, median / 9th decile", (median(breadths), ninth_decile(breadths)), (3, 8))
    once = sum(len(private_used_once(path)) for path in files)
    yield Row("private functions used exactly once, % of all functions", (share(once, len(defined)),), (10,))
    spread = (median(lengths), ninth_decile(lengths), max(lengths))
    yield Row("lines of a function, median / 9th decile / most", spread, (9, 22, 45))
    short = share(sum(lines <= VIEW_LINES for lines in views), len(views))
    yield Row(f"views of at most {VIEW_LINES} lines, %", (short,), (98,), more_is_better=True)
    remarks = share(sum(map(comments, files)), code)
    yield Row("comments for each 100 lines of code", (remarks,), (3,), more_is_better=True)
    documented, typed = sum(bool(ast.get_docstring(node)) for node in public), sum(map(is_typed, public))
    shares = (share(documented, len(public)), share(typed, len(public)))
    yield Row("public functions with docstring / types, %", shares, (100, 100), more_is_better=True)
    wide = tuple(share(sum(width > letters for width in widths), len(widths)) for letters in (160, 200))
    yield Row("lines of templates over 160 / 200 letters, %", wide, (0.7, 0.7))
    yield Row("lines of code / files", (code, len(files)), (22_936, 460))


class Route:
    """The own functions that a request passes, each once, in the order in which it comes to them."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.passed: dict[CodeType, str] = {}
        self.with_year: dict[CodeType, str] = {}

    def __call__(self, frame: FrameType, event: str, argument: object) -> None:
        """Takes one event of sys.setprofile down."""
        code = frame.f_code
        if event != "call" or code in self.with_year or code.co_name.startswith("<"):
            return
        path = Path(code.co_filename)
        if not path.is_relative_to(ROOT) or path.relative_to(ROOT).parts[0] not in PACKAGES:
            return
        self.passed[code] = name_of(path)
        parameters = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        if any(self.is_year(frame.f_locals.get(name)) for name in parameters):
            self.with_year[code] = name_of(path)

    def is_year(self, value: object) -> bool:
        """Whether it is the year that was asked for, as a number or as the commune's reporting year."""
        if type(value).__name__ == "ReportingYear":
            value = value.year  # type: ignore[attr-defined]
        return type(value) is int and value == self.year


def dashboard_rows(client: Client) -> Iterator[Row]:
    """What the leader's dashboard passes on its way; the process has opened it before."""
    client.get(DASHBOARD)
    route = Route(YEAR)
    sys.setprofile(route)
    response = client.get(DASHBOARD)
    sys.setprofile(None)
    assert response.status_code == 200, response.status_code
    passed = (len(route.passed), len(set(route.passed.values())))
    yield Row("own functions that one dashboard passes / their files", passed, (120, 20))
    files = list(route.with_year.values())
    stays = 1 + sum(before != after for before, after in pairwise(files))
    left = (stays, len(set(files)), stays - len(set(files)))
    yield Row("its year on the way: stays / files / returns to a file left", left, (20, 10, 5))


def main() -> None:
    """Prints the table as docs/measured.md has it; the dashboard is the demonstration's, in a database of its own."""
    with TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=folder, DATABASE_URL=f"sqlite:///{folder}/house.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehoach.settings")
        django.setup()
        # There are no models before Django is set up.
        from kehoach.models import User  # noqa: PLC0415
        from tests.cast import BACKEND  # noqa: PLC0415

        with Path(folder, "log").open("w") as log:
            call_command("prepare", demo=True, verbosity=0, stdout=log)
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(User.objects.get(username="chu-tich"), backend=BACKEND)
        for row in (*code_rows(), *dashboard_rows(client)):
            sys.stdout.write(f"{row}\n")


if __name__ == "__main__":
    main()
