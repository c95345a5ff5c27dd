"""An issued report read back from its file: its numbers, days and codes as printed, and those of the attached data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baocao.report.issue import DOCUMENT, TEXTS
from tests.baocao.document.pdf_reading import Line, Page, attachments, read

NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
DAY = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")
CITED = re.compile(r"\[([^\[\]]+)\]")
CODE = re.compile(r"[IVX]+(?:\.[\wđ-]+)+|[A-Z]{2,4}")
# What is no figure: numbers and days of documents, of sections and notes, codes, and how many names are left out.
NO_FIGURE = re.compile(
    r"(?:số|Số:) \d+/[\w-]+|ngày \d+ tháng \d+ năm \d+|^(?:\d+\.)+ |\(\d\)|\b[IVX]+(?:\.[\wđ-]+)+"
    r"|và [\d.]+ [\w ]+ khác \(xem",
    re.MULTILINE,
)
FIGURES, NEXT_TABLES = "Số liệu theo mã", ("Phiếu số liệu đã duyệt", "Kết quả nhiệm vụ của các đơn vị")


@dataclass(frozen=True)
class Printed:
    """What a file says on its pages, and the data inside it without the document and the texts that it is set from."""

    content: dict[str, Any]
    facts: dict[str, Any]
    body: str
    appendices: str
    cited: set[str]
    explained: set[str]

    @property
    def unknown(self) -> set[str]:
        """The printed numbers and days, of the text and of all appendices, that the attached data do not have."""
        whole = f"{self.body}\n{self.appendices}"
        days = {_plain_day(day) for day in DAY.findall(whole)} - set(days_of(self.facts))
        return days | (set(printed_numbers(whole)) - set(numbers_of(self.facts)))


def read_back(pdf: bytes) -> Printed:
    """The file's pages and its attachment. Raises ValueError where it has not exactly one."""
    (attached,) = attachments(pdf)
    content = json.loads(attached.content)
    pages = read(pdf)
    body = [page for page in pages if page.height > page.width]
    return Printed(
        content=content,
        facts={key: value for key, value in content.items() if key not in (DOCUMENT, TEXTS)},
        body=_text(body),
        appendices=_text([page for page in pages if page not in body]),
        cited=set(_cited(_text(body))),
        explained=set(_explained(pages)),
    )


def _text(pages: Sequence[Page]) -> str:
    return "\n".join(_without_place(line) for page in pages for line in page.body)


def _without_place(line: Line) -> str:
    """A line without the number of its row, which stands in the middle of the first column of a table."""
    return re.sub(r"^\d{1,3}(?= |$)", "", line.text) if 31 < line.left < 37 else line.text


def _cited(text: str) -> Iterator[str]:
    """The codes behind sentences."""
    for group in CITED.findall(" ".join(text.split())):
        codes = group.split("; ")
        if all(CODE.fullmatch(code) for code in codes):
            yield from codes


def _explained(pages: Sequence[Page]) -> Iterator[str]:
    """The first column of the table of figures in the appendix of sources."""
    lines = [line for page in pages if page.width > page.height for line in page.body]
    inside = False
    for line in lines:
        if "Liberation-Serif-Bold" in line.faces and line.text in (FIGURES, *NEXT_TABLES):
            inside = line.text == FIGURES
        if inside and line.left < 33 and CODE.fullmatch(line.text):
            yield line.text


def printed_numbers(text: str) -> list[str]:
    """The figures of a text as they are printed."""
    bare = NO_FIGURE.sub(" ", DAY.sub(" ", CITED.sub(" ", text)))
    return [found.strip(".") for found in NUMBER.findall(bare)]


def numbers_of(value: Any) -> Iterator[str]:
    """Every number that stands anywhere in the data, as it would be printed."""
    for one in _leaves(value):
        if isinstance(one, int) and not isinstance(one, bool):
            yield f"{one:,}".replace(",", ".")
            yield str(one)
        elif isinstance(one, str):
            yield from (found.strip(".") for found in NUMBER.findall(one))


def days_of(value: Any) -> Iterator[str]:
    """Every day that stands anywhere in the data, as it is printed without leading zeros."""
    for one in _leaves(value):
        if isinstance(one, str):
            yield from (_plain_day(day) for day in DAY.findall(one))
            if re.match(r"\d{4}-\d{2}-\d{2}", one):
                yield f"{datetime.fromisoformat(one):%d/%m/%Y}".replace("/0", "/").removeprefix("0")


def _plain_day(day: str) -> str:
    return "/".join(str(int(part)) for part in day.split("/"))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value
