"""Runs what is measured in processes of their own, and says what came out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
# Another clone with an environment of its own (.venv), whose pages are timed beside those of this build.
BASELINE = Path(os.environ["BENCH_BASELINE"]).resolve() if "BENCH_BASELINE" in os.environ else None
TURNS = 9


@dataclass(frozen=True)
class Seen:
    """What one run took, in seconds of the processor: others at the same machine do not count.

    `told` is what the measured function returned.
    """

    seconds: float
    megabytes: float
    queries: int
    told: Any


@dataclass(frozen=True)
class Line:
    """One line of the table: what was measured and what was seen.

    Where a floor has to be held, `ratio` is how far it is and `at_least` how far it has to be.
    """

    what: str
    seen: str
    ratio: float | None = None
    at_least: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the floor is held, where there is one."""
        return self.ratio is None or self.at_least is None or self.ratio >= self.at_least

    def __str__(self) -> str:
        if self.ratio is None:
            return f"  {self.what}: {self.seen}"
        sign = "đạt" if self.holds else "KHÔNG ĐẠT"
        return f"  {self.what}: {self.seen}, tỷ lệ {self.ratio:.2f} (cần từ {self.at_least}): {sign}"


@dataclass(frozen=True)
class Section:
    """Measurements that belong together. `measure` gets an empty folder."""

    title: str
    measure: Callable[[Path], Iterable[Line]]


def alone(
    function: Callable[..., Any], data: Path, *arguments: str, root: Path = ROOT, through: Sequence[str] = ()
) -> Seen:
    """Calls a function of a module in a new process, with DATA_DIR there, and measures the call alone.

    With `root`, the function of that name in the build that lies there; `through` is a command that starts the process,
    on a database of its own. What it returns has to fit into JSON. Raises
    CalledProcessError where it fails.
    """
    name = f"{function.__module__}:{function.__name__}"
    child = subprocess.run(
        [*through, _python(root), "-m", "tests.bench.child", name, *arguments],
        cwd=root,
        env=_environment(data),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    # Whatever started it may have a last word of its own.
    seen = next(line for line in reversed(child.stdout.splitlines()) if line.startswith("{"))
    return Seen(**json.loads(seen))


def beside_baseline(
    baseline: Path, folders: tuple[Path, Path], username: str, addresses: Sequence[str]
) -> dict[str, tuple[float, float]]:
    """Milliseconds of the processor that each page takes here and in the build at `baseline`.

    `folders` are the DATA_DIR of the two. Each has a process of its own that stays; they open the pages in turn, so
    that whatever else the machine does disturbs both alike, and the median of nine turns counts, after two of warm-up.
    """
    with ExitStack() as stack:
        builds = [
            stack.enter_context(opening(username, data, root=root))
            for root, data in zip((ROOT, baseline), folders, strict=True)
        ]
        turns = [[[opened(address)[0] for opened in builds] for address in addresses] for _ in range(TURNS + 2)][2:]
    return {
        address: (median(turn[place][0] for turn in turns), median(turn[place][1] for turn in turns))
        for place, address in enumerate(addresses)
    }


@contextmanager
def opening(
    username: str, data: Path, *, root: Path = ROOT, database: str = ""
) -> Iterator[Callable[[str], tuple[float, int]]]:
    """What opens pages of the build at `root` in one process, and tells the milliseconds and the queries of each.

    `database` is its DATABASE_URL; without one it is SQLite in `data`.
    """
    chosen = {"DATABASE_URL": database} if database else {}
    with subprocess.Popen(
        [_python(root), "-P", ROOT / "tests/bench/pages.py", username],
        cwd=root,
        env={**_environment(data), **chosen, "PYTHONPATH": str(root)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:

        def opened(address: str) -> tuple[float, int]:
            assert child.stdin
            assert child.stdout
            child.stdin.write(f"{address}\n")
            child.stdin.flush()
            took, queries = child.stdout.readline().split()
            return float(took), int(queries)

        yield opened


def _python(root: Path) -> str:
    return sys.executable if root == ROOT else str(root / ".venv/bin/python")


def _environment(data: Path) -> dict[str, str]:
    environment = {**os.environ, "DATA_DIR": str(data), "DEBUG": "1"}
    environment.pop("DATABASE_URL", None)
    return environment
