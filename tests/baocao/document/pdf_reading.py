"""A PDF read back as what the eye sees: lines of text with place, size and face, and rules. Lengths in millimetres."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import pdfplumber
from pdfminer.layout import LTChar, LTFigure, LTRect
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

_MM = 25.4 / 72
_GAP = 18  # points without a letter that part two columns; a justified blank is narrower
_CELL_GAP = 3  # points between letters without a blank: those of two cells


@dataclass(frozen=True)
class Line:
    """One line of upright text: what it says, where it stands, the sizes (points) and faces of its letters."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    sizes: frozenset[float]
    faces: frozenset[str]

    @property
    def centre(self) -> float:
        """The middle of the line, from the left edge of the paper."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """The length of the text."""
        return self.right - self.left


@dataclass(frozen=True)
class Rule:
    """A horizontal stroke."""

    left: float
    right: float
    top: float

    @property
    def centre(self) -> float:
        """The middle of the stroke, from the left edge of the paper."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """The length of the stroke."""
        return self.right - self.left


@dataclass(frozen=True)
class Page:
    """One page: its size, its lines from top to bottom and left to right, its rules outside tables.

    `turned` is the text that runs from top to bottom, without blanks, and `turned_box` its left, top, right, bottom.
    """

    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    turned: str
    turned_box: tuple[float, float, float, float] | None

    @property
    def number(self) -> str:
        """What the top margin says: the page's number, or nothing."""
        return " ".join(line.text for line in self.lines if line.bottom < 20)

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines below the top margin."""
        return tuple(line for line in self.lines if line.bottom >= 20)

    @property
    def text(self) -> str:
        """The body's lines as one string."""
        return "\n".join(line.text for line in self.body)

    def line(self, start: str) -> Line:
        """The one line that begins so. Raises ValueError where there is none or more than one."""
        (found,) = (line for line in self.lines if line.text.startswith(start))
        return found


@dataclass(frozen=True)
class Attached:
    """A file inside a PDF as its directory describes it; dates as the PDF writes them."""

    name: str
    content: bytes
    description: str
    relationship: str
    created: str
    modified: str


def read(pdf: bytes) -> list[Page]:
    """The pages of a PDF in order."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [_page(page) for page in opened.pages]


def fonts(pdf: bytes) -> dict[str, bool]:
    """The names of all fonts (without the prefix of a subset) and whether each is embedded."""
    found = {}
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            for font in resolve1(page.page_obj.resources["Font"]).values():
                (inner,) = resolve1(resolve1(font)["DescendantFonts"])
                descriptor = resolve1(resolve1(inner)["FontDescriptor"])
                name = descriptor["FontName"].name.split("+")[-1]
                found[name] = any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3"))
    return found


def catalog(pdf: bytes) -> dict[str, Any]:
    """The PDF's catalogue: language, structure, attachments."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return dict(opened.doc.catalog)


def metadata(pdf: bytes) -> dict[str, Any]:
    """The PDF's information: title, author, dates."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return dict(opened.metadata)


def attachments(pdf: bytes) -> list[Attached]:
    """The files inside a PDF, in the order of its directory."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        names = resolve1(resolve1(opened.doc.catalog["Names"])["EmbeddedFiles"])["Names"]
        return [_attached(resolve1(entry)) for entry in names[1::2]]


def _attached(entry: dict[str, Any]) -> Attached:
    stream = resolve1(entry["EF"]["F"])
    stamps = resolve1(stream.attrs["Params"])
    return Attached(
        name=decode_text(entry["UF"]),
        content=stream.get_data(),
        description=decode_text(entry["Desc"]),
        relationship=entry["AFRelationship"].name,
        created=decode_text(stamps["CreationDate"]),
        modified=decode_text(stamps["ModDate"]),
    )


def _page(page: Any) -> Page:
    """From the layout itself: pdfplumber's dictionaries of all attributes take as long again as reading does."""
    items, height = list(_items(page.layout)), float(page.height)
    chars = [_char(item, height) for item in items if isinstance(item, LTChar)]
    turned = [char for char in chars if not char["upright"]]
    box = None
    if turned:
        edges = [(min, "x0"), (min, "top"), (max, "x1"), (max, "bottom")]
        box = tuple(pick(char[edge] for char in turned) * _MM for pick, edge in edges)
    return Page(
        width=float(page.width) * _MM,
        height=height * _MM,
        lines=tuple(_lines(char for char in chars if char["upright"])),
        rules=tuple(
            Rule(item.x0 * _MM, item.x1 * _MM, (height - item.y1) * _MM)
            for item in items
            if isinstance(item, LTRect) and item.height < 1.5
        ),
        turned="".join(char["text"] for char in turned if not char["text"].isspace()),
        turned_box=box,
    )


def _items(container: Iterable[Any]) -> Iterator[Any]:
    """Everything on a page, also what is in its figures."""
    for item in container:
        if isinstance(item, LTFigure):
            yield from _items(item)
        else:
            yield item


def _char(item: LTChar, height: float) -> dict[str, Any]:
    return {
        "text": item.get_text(),
        "x0": item.x0,
        "x1": item.x1,
        "top": height - item.y1,
        "bottom": height - item.y0,
        "size": item.size,
        "fontname": item.fontname,
        "upright": item.upright,
        "matrix": item.matrix,
    }


def _lines(chars: Iterable[dict[str, Any]]) -> Iterator[Line]:
    """Letters on one baseline without a wide gap between them are a line."""

    def baseline(char: dict[str, Any]) -> float:
        return round(-char["matrix"][5], 1)

    for _, row in groupby(sorted(chars, key=lambda char: (baseline(char), char["x0"])), key=baseline):
        run: list[dict[str, Any]] = []
        for char in row:
            if run and char["x0"] - run[-1]["x1"] > _GAP:
                yield _line(run)
                run = []
            run.append(char)
        yield _line(run)


def _line(run: list[dict[str, Any]]) -> Line:
    letters = [char for char in run if not char["text"].isspace()] or run
    return Line(
        text=_words(run).strip(),
        left=letters[0]["x0"] * _MM,
        right=letters[-1]["x1"] * _MM,
        top=min(char["top"] for char in letters) * _MM,
        bottom=max(char["bottom"] for char in letters) * _MM,
        sizes=frozenset(round(char["size"], 1) for char in letters),
        faces=frozenset(char["fontname"].split("+")[-1] for char in letters),
    )


def _words(run: list[dict[str, Any]]) -> str:
    """The letters in a row; those of two cells are parted by a blank."""
    told = run[0]["text"]
    for before, char in pairwise(run):
        is_blank = before["text"].isspace() or char["text"].isspace()
        told += char["text"] if is_blank or char["x0"] - before["x1"] <= _CELL_GAP else f" {char['text']}"
    return told


def signature_field(pdf: bytes) -> tuple[tuple[float, float, float, float], Any]:
    """The only field for a signature: its left, top, right and bottom on its page, and what it holds."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        (reference,) = resolve1(resolve1(opened.doc.catalog["AcroForm"])["Fields"])
        field = resolve1(reference)
        left, bottom, right, top = (float(edge) * _MM for edge in resolve1(field["Rect"]))
        height = float(opened.pages[0].height) * _MM
    return (left, height - top, right, height - bottom), field.get("V")
