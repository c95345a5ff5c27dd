"""Runs what is measured in processes of their own, and says what came out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


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


def alone(function: Callable[..., Any], data: Path, *arguments: str) -> Seen:
    """Calls a function of a module in a new process, with DATA_DIR there, and measures the call alone.

    What it returns has to fit into JSON. Raises CalledProcessError where it fails.
    """
    name = f"{function.__module__}:{function.__name__}"
    environment = {**os.environ, "DATA_DIR": str(data), "DEBUG": "1"}
    environment.pop("DATABASE_URL", None)
    child = subprocess.run(
        [sys.executable, "-m", "tests.bench.child", name, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Seen(**json.loads(child.stdout.splitlines()[-1]))
