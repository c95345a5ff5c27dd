"""A PDF read back as what the eye sees: lines of text with place, size and face, and rules. Lengths in millimetres."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

_MM = 25.4 / 72
_GAP = 18  # points without a letter that part two columns; a justified blank is narrower
_CELL_GAP = 3  # points between letters without a blank: those of two cells
_THINNEST = 1.5  # points; what is filled and lower is a rule


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


class Char(NamedTuple):
    """A letter: the box of its advance, from the ascent to the descent of its face, in points from the top left."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float
    face: str
    is_upright: bool


class Run(NamedTuple):
    """What the letters of one text object share; sizes in points."""

    font: Any
    size: float
    descent: float
    face: str
    is_upright: bool


def read(pdf: bytes) -> list[Page]:
    """The pages of a PDF in order. PDFium reads them five times as fast as pdfplumber, which is Python throughout."""
    with closing(pypdfium2.PdfDocument(pdf)) as opened:
        return [_page(page) for page in opened]


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
    width, height = page.get_size()
    with closing(page.get_textpage()) as text:
        chars = list(_chars(text.raw, height))
    turned = [char for char in chars if not char.is_upright]
    box = None
    if turned:
        edges = [(min, "left"), (min, "top"), (max, "right"), (max, "bottom")]
        box = tuple(pick(getattr(char, edge) for char in turned) * _MM for pick, edge in edges)
    return Page(
        width=width * _MM,
        height=height * _MM,
        lines=tuple(_lines(char for char in chars if char.is_upright)),
        rules=tuple(_rules(page, height)),
        turned="".join(char.text for char in turned if not char.text.isspace()),
        turned_box=box,
    )


def _rules(page: Any, height: float) -> Iterator[Rule]:
    """The filled strips; the borders of tables are lines that are drawn."""
    fill, is_drawn = ctypes.c_int(), ctypes.c_int()
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        pdfium.FPDFPath_GetDrawMode(path.raw, fill, is_drawn)
        left, bottom, right, top = path.get_bounds()
        if fill.value and not is_drawn.value and top - bottom < _THINNEST:
            yield Rule(left * _MM, right * _MM, (height - top) * _MM)


def _chars(text: Any, height: float) -> Iterator[Char]:
    """The letters of a page's text, without the blanks and line breaks that PDFium adds."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    runs: dict[int, Run] = {}
    advances: dict[tuple[int, int], float] = {}
    for place in range(pdfium.FPDFText_CountChars(text)):
        if pdfium.FPDFText_IsGenerated(text, place):
            continue
        owner = ctypes.addressof(pdfium.FPDFText_GetTextObject(text, place).contents)
        run = runs.get(owner) or runs.setdefault(owner, _run(text, place))
        letter = pdfium.FPDFText_GetUnicode(text, place)
        pdfium.FPDFText_GetCharOrigin(text, place, x, y)
        if run.is_upright:
            key = ctypes.addressof(run.font.contents), letter
            if key not in advances:
                advances[key] = _advance(run.font, letter)
            right, bottom = x.value + advances[key] * run.size, height - y.value - run.descent
            edges = (x.value, right, bottom - run.size, bottom)
        else:
            pdfium.FPDFText_GetLooseCharBox(text, place, box)
            edges = (box.left, box.right, height - box.top, height - box.bottom)
        yield Char(chr(letter), *edges, height - y.value, run.size, run.face, run.is_upright)


def _run(text: Any, place: int) -> Run:
    font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(text, place))
    matrix, name, descent = pdfium.FS_MATRIX(), ctypes.create_string_buffer(200), ctypes.c_float()
    pdfium.FPDFText_GetMatrix(text, place, matrix)
    pdfium.FPDFText_GetFontInfo(text, place, name, len(name), ctypes.c_int())
    size = pdfium.FPDFText_GetFontSize(text, place) * abs(matrix.a or matrix.b)
    pdfium.FPDFFont_GetDescent(font, size, descent)
    return Run(font, size, descent.value, name.value.decode().split("+")[-1], matrix.b == 0)


def _advance(font: Any, letter: int) -> float:
    """How far a letter moves on, in sizes of its font."""
    width = ctypes.c_float()
    pdfium.FPDFFont_GetGlyphWidth(font, letter, 1, width)
    return width.value


def _lines(chars: Iterable[Char]) -> Iterator[Line]:
    """Letters on one baseline without a wide gap between them are a line."""

    def baseline(char: Char) -> float:
        return round(char.baseline, 1)

    for _, row in groupby(sorted(chars, key=lambda char: (baseline(char), char.left)), key=baseline):
        run: list[Char] = []
        for char in row:
            if run and char.left - run[-1].right > _GAP:
                yield _line(run)
                run = []
            run.append(char)
        yield _line(run)


def _line(run: list[Char]) -> Line:
    letters = [char for char in run if not char.text.isspace()] or run
    return Line(
        text=_words(run).strip(),
        left=letters[0].left * _MM,
        right=letters[-1].right * _MM,
        top=min(char.top for char in letters) * _MM,
        bottom=max(char.bottom for char in letters) * _MM,
        sizes=frozenset(round(char.size, 1) for char in letters),
        faces=frozenset(char.face for char in letters),
    )


def _words(run: list[Char]) -> str:
    """The letters in a row; those of two cells are parted by a blank."""
    words = run[0].text
    for before, char in pairwise(run):
        is_blank = before.text.isspace() or char.text.isspace()
        words += char.text if is_blank or char.left - before.right <= _CELL_GAP else f" {char.text}"
    return words


def signature_field(pdf: bytes) -> tuple[tuple[float, float, float, float], Any]:
    """The only field for a signature: its left, top, right and bottom on its page, and what it holds."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        (reference,) = resolve1(resolve1(opened.doc.catalog["AcroForm"])["Fields"])
        field = resolve1(reference)
        left, bottom, right, top = (float(edge) * _MM for edge in resolve1(field["Rect"]))
        height = float(opened.pages[0].height) * _MM
    return (left, height - top, right, height - bottom), field.get("V")
