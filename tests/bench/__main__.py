"""python -m tests.bench [SECTION …]: measures, prints the table, and fails where a floor is not held."""

from __future__ import annotations

import os
import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from tests.bench.running import Section


def sections(chosen: list[str]) -> list[Section]:
    """The sections of these names, or all, by name."""
    names = (module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    modules = {name: import_module(f"tests.bench.{name}") for name in names if not name.startswith("__")}
    known = {name: module.SECTION for name, module in modules.items() if hasattr(module, "SECTION")}
    return [known[name] for name in chosen or known]


def main(chosen: list[str]) -> int:
    """The exit code: 1 where a floor is not held."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehoach.settings")
    django.setup()
    failed = 0
    for section in sections(chosen):
        sys.stdout.write(f"{section.title}\n")
        with TemporaryDirectory() as folder:
            for line in section.measure(Path(folder)):
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
                failed += not line.holds
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
