"""python -m tests.read_workbooks CORPUS: reads workbooks one after the other and tells what each took.

Runs with an end to its memory, and without Django: what is measured is the guard and the reader.
"""

from __future__ import annotations

import json
import pickle
import resource
import sys
import time
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


def peak() -> float:
    """The most memory that this process has had so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(path: str) -> None:
    """Prints {name: {seconds of work, megabytes that the peak rose by}}."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    told, layouts = {}, {"thu-vien": LIBRARIES, "van-hoa": CENTRES}
    for name, content in pickle.loads(Path(path).read_bytes()):
        before, start = peak(), time.process_time()
        with suppress(NotAWorkbook):
            read_figures(open_book(content, PATIENCE), layouts)
        told[name] = {"seconds": time.process_time() - start, "megabytes": peak() - before}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
