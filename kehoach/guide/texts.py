"""What each page is for, and what happens next, as guide.toml beside this file says it. Imports no Django."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Help:
    """The help of a page. `names` are those of its addresses, without the kind of facility or book before them."""

    names: tuple[str, ...]
    title: str
    purpose: str
    next: str

    @property
    def slug(self) -> str:
        """Where its paragraph stands in the guide."""
        return self.names[0].replace("_", "-")


@dataclass(frozen=True)
class Chapter:
    """A part of the guide, the roles that it is for (kehoach.models.Role), and its pages in the order of the work."""

    title: str
    roles: frozenset[str]
    pages: tuple[Help, ...]


def _read() -> Iterator[Chapter]:
    for chapter in tomllib.loads((Path(__file__).parent / "guide.toml").read_text())["chapter"]:
        pages = (Help(tuple(page["names"]), page["title"], page["purpose"], page["next"]) for page in chapter["page"])
        yield Chapter(chapter["title"], frozenset(chapter["roles"]), tuple(pages))


CHAPTERS = tuple(_read())
PAGES = tuple(page for chapter in CHAPTERS for page in chapter.pages)
_BY_NAME = {name: page for page in PAGES for name in page.names}


def help_of(view_name: str) -> Help | None:
    """The help of the page with this name, whatever kind of facility or book it is about; None where it has none."""
    return _BY_NAME.get(view_name.rpartition(":")[2])


def chapters_of(role: str) -> tuple[Chapter, ...]:
    """The guide of a role."""
    return tuple(chapter for chapter in CHAPTERS if role in chapter.roles)
