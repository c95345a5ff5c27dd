"""python -m tests.read_workbooks CORPUS: reads workbooks one after the other and tells what each took.

Runs with an end to its memory, and without Django: what is measured is the guard and the reader.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import sys
from contextlib import suppress
from pathlib import Path

from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.intake import read_figures
from kehoach.excel.workbooks.opening import open_book
from thuvien.layout import LAYOUT as LIBRARIES
from vanhoa.layout import LAYOUT as CENTRES

# As for nine facilities (kehoach.excel.import_plan).
PATIENCE = 420_000
ADDRESS_SPACE = 2 * 1024**3


def peak(whose: int = resource.RUSAGE_SELF) -> float:
    """The most memory that this process, or one that it has started, has had so far, in megabytes."""
    return resource.getrusage(whose).ru_maxrss / 1024


def work() -> float:
    """The seconds of work of this process and of those that it has started."""
    taken = os.times()
    return taken.user + taken.system + taken.children_user + taken.children_system


def main(path: str) -> None:
    """Prints {name: {seconds of work, megabytes that the peak rose by, the peak of a process of its own so far}}."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    told, layouts = {}, {"thu-vien": LIBRARIES, "van-hoa": CENTRES}
    for name, content in pickle.loads(Path(path).read_bytes()):
        before, start = peak(), work()
        with suppress(NotAWorkbook):
            read_figures(open_book(content, PATIENCE), layouts)
        told[name] = {
            "seconds": work() - start,
            "megabytes": peak() - before,
            "of its own": peak(resource.RUSAGE_CHILDREN),
        }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
