"""python -m tests.bench.child MODULE:FUNCTION …: calls a function and tells what the call took, as JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from importlib import import_module
from typing import Any

import django
from django.db import connection


def peak(who: int = resource.RUSAGE_SELF) -> float:
    """The most memory, in megabytes, that this process has had so far, or the largest of those that it started."""
    return resource.getrusage(who).ru_maxrss / 1024


class Counter:
    """How many statements were sent to the database; one that is run over many rows is one."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Any, *given: Any) -> Any:
        self.queries += 1
        return execute(*given)


def main(name: str, *arguments: str) -> None:
    """Everything is imported before the clock starts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehoach.settings")
    django.setup()
    module, _, function = name.partition(":")
    call, counter = getattr(import_module(module), function), Counter()
    before, start = peak(), time.process_time()
    with connection.execute_wrapper(counter):
        told = call(*arguments)
    seen = {"seconds": time.process_time() - start, "megabytes": peak() - before}
    sys.stdout.write(json.dumps({**seen, "queries": counter.queries, "told": told}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
