"""python -m tests.licences: the licences of everything that is installed with the portal, as docs/licences.md."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# Licences of what the portal is made of

Everything in `requirements.txt`, as each package says of itself; written by `python -m tests.licences`, as `make lock`
does when versions change. Debian's packages (Pango, HarfBuzz, Liberation fonts, PostgreSQL, nginx) have theirs below
`/usr/share/doc`.

| package | version | licence |
|---|---|---|
"""


def locked() -> dict[str, str]:
    """The version of each package that is installed in production."""
    lines = (ROOT / "requirements.txt").read_text()
    return dict(re.findall(r"^([a-z0-9_.-]+)(?:\[[^]]*\])?==(\S+)", lines, flags=re.MULTILINE))


def licence_of(package: str) -> str:
    """In the words of the package: the expression of SPDX, else the classifier, else the first line of its field."""
    try:
        told = metadata(package)
    except PackageNotFoundError:
        return "only on other systems than this"
    if expression := told.get("License-Expression"):
        return expression
    classifiers = [one for one in told.get_all("Classifier", []) if one.startswith("License ::")]
    names = [one.rpartition(" :: ")[2] for one in classifiers if not one.endswith("OSI Approved")]
    return ", ".join(names) or (told.get("License") or "not said").strip().splitlines()[0]


def main() -> None:
    """The whole page."""
    sys.stdout.write(HEAD)
    for package, version in sorted(locked().items()):
        sys.stdout.write(f"| {package} | {version} | {licence_of(package)} |\n")


if __name__ == "__main__":
    main()
