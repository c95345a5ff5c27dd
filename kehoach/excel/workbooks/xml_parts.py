"""A part of a package, read as XML a chunk at a time. Imports no Django."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Protocol
from xml.parsers import expat

from kehoach.excel.workbooks.guard import DAMAGED, FOREIGN_XML, UNREADABLE, NotAWorkbook

_CHUNK = 64 * 1024
# A tag or comment is kept in memory until its end is seen; no program writes one that is as long as this.
_LONGEST_TOKEN = 1024 * 1024
_DAMAGED = (*UNREADABLE, expat.ExpatError, LookupError)

Opened = Callable[[str, dict[str, str]], None]
Closed = Callable[[str], None]


class Reader(Protocol):
    """What is told of every element of a part: names without namespace, attributes, the text between."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


def walk(part: IO[bytes], reader: Reader) -> Iterator[None]:
    """Drives an XML parser over a part, a chunk at each step.

    Raises NotAWorkbook where the XML is damaged or declares entities.
    """
    local: dict[str, str] = {}

    def opened(name: str, attributes: dict[str, str]) -> None:
        reader.start(local.get(name) or local.setdefault(name, local_name(name)), attributes)

    def closed(name: str) -> None:
        reader.end(local[name])

    return parse(part, opened, closed, reader.text)


def local_name(name: str) -> str:
    """The name of an element without its namespace."""
    return name.rpartition(" ")[2]


def parse(part: IO[bytes], opened: Opened, closed: Closed, text: Closed) -> Iterator[None]:
    """The same without a reader; names of elements come with their namespace."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.buffer_text = True
    fed = 0
    try:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
                raise NotAWorkbook(DAMAGED)
            yield
        parser.Parse(b"", True)
        yield
    except _DAMAGED as problem:
        raise NotAWorkbook(DAMAGED) from problem


def _refuse(*declared: object) -> None:
    raise NotAWorkbook(FOREIGN_XML)
