"""A document of Nghị định 30/2020/NĐ-CP as a Word file. The only module that knows docxtpl.

The file is for whoever has to edit before signing: named styles, real tables, sections, page numbers that are fields.
Its template lies as readable parts in templates/baocao/document/docx and is put together once for drafts and finals.
Equal values give equal bytes: dates come from the document, never from the clock.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from io import BytesIO

from django.conf import settings
from django.template.loader import render_to_string
from docxtpl import DocxTemplate
from jinja2 import Environment

from baocao.document.blocks import Appendix, Block, Columns, Document, Table
from baocao.document.letters import substituted
from baocao.document.packages import dated_package
from baocao.document.word_styles import FONT, STYLES, TABLE_EDGES
from kehoach.common.text.gate import printable

_FOLDER = "baocao/document/docx"
# Twentieths of a point, as Word measures, in a millimetre, and in the widths of text that the margins leave.
_MM = 1440 / 25.4
_PORTRAIT, _LANDSCAPE = (11906, 16838), (16838, 11906)
_MARGINS = 1701 + 1134
_LEFT_HALF, _RIGHT_HALF = 3447, 5624
# How wide a letter of bold text is on average, in ems: capitals, and sentences.
_CAPITAL, _SMALL = 0.63, 0.5
_MOTTO_MM = 56.1
_ALIGNED = {"left": "left", "right": "right", "center": "center"}
Cells = tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Rule:
    """The line below a text in the letterhead: how far it is indented on either side."""

    indent: int


@dataclass(frozen=True)
class PageSize:
    """A section's paper."""

    landscape: bool

    @property
    def width(self) -> int:
        """The paper's width."""
        return (_LANDSCAPE if self.landscape else _PORTRAIT)[0]

    @property
    def height(self) -> int:
        """The paper's height."""
        return (_LANDSCAPE if self.landscape else _PORTRAIT)[1]

    @property
    def orientation(self) -> str:
        """The word for it in the file."""
        return "landscape" if self.landscape else "portrait"

    @property
    def text_width(self) -> int:
        """What the margins leave."""
        return self.width - _MARGINS


@dataclass(frozen=True)
class Grid:
    """A table with everything that the file says of each of its cells: text, alignment, width."""

    caption: str | None
    widths: tuple[int, ...]
    head: Cells
    rows: tuple[Cells, ...]
    total: Cells
    style: str
    kept_whole: bool
    type: str = "table"

    @property
    def width(self) -> int:
        """All columns together."""
        return sum(self.widths)

    def keeps(self, index: int, last: int) -> bool:
        """Whether a row stays with the next: neither the first nor the last of a long table stands alone."""
        if index == last:
            return bool(self.total)
        return self.kept_whole or index == 1 or index == last - 1


@dataclass(frozen=True)
class WordPart:
    """A section of the file: the main text with its letterhead and signature, or an appendix."""

    document: Document | None
    appendix: Appendix | None
    blocks: tuple[object, ...]
    page: PageSize
    issuer_rule: Rule | None = None
    motto_rule: Rule | None = None
    abstract_rule: Rule | None = None


def render_docx(document: Document) -> bytes:
    """The document and its appendices as a .docx, each appendix a section with page numbers of its own."""
    template = DocxTemplate(BytesIO(_empty_file(document.draft)))
    template.render(
        {"parts": _parts(document), "marked": document.marked},
        jinja_env=Environment(autoescape=True, finalize=_printable),
    )
    stamp = datetime.combine(document.dated, time())
    properties = template.docx.core_properties
    properties.title = printable(document.title)
    properties.author = printable(" ".join(document.letterhead.issuer))
    properties.language, properties.last_modified_by = document.language, ""
    properties.created = properties.modified = stamp
    written = BytesIO()
    template.save(written)
    return dated_package(written.getvalue(), document.dated)


@cache
def _empty_file(draft: bool) -> bytes:
    """The template as docxtpl takes it."""
    headers = {
        name: _part("header.xml", numbered=name == "header.xml", draft=draft)
        for name in ("header.xml", "first_header.xml")
    }
    styles = _part("styles.xml", font=FONT, styles=list(STYLES.items()), edges=TABLE_EDGES)
    body = (settings.BASE_DIR / "templates" / _FOLDER / "document.xml").read_text(encoding="utf-8")
    parts = {
        "[Content_Types].xml": _part("content_types.xml"),
        "_rels/.rels": _part("package.rels.xml"),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": _part("document.rels.xml"),
        "word/styles.xml": styles,
        "word/settings.xml": _part("settings.xml"),
        **{f"word/{name}": xml for name, xml in headers.items()},
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            package.writestr(name, xml)
    return file.getvalue()


def _part(name: str, **context: object) -> str:
    return render_to_string(f"{_FOLDER}/{name}", context).strip()


def _printable(value: object) -> object:
    """Precomposed Unicode (TCVN 6909:2001) without what XML cannot carry; what is no text stays as it is."""
    if type(value) is not str:
        return value
    return substituted(printable(value))


def _parts(document: Document) -> list[WordPart]:
    page = PageSize(landscape=False)
    issuer = max(len(line) for line in document.letterhead.issuer) * 12 * _CAPITAL
    abstract = max(len(line) for line in document.abstract_lines) * 14 * _SMALL
    main = WordPart(
        document,
        None,
        _blocks(document.blocks, page, "TableText"),
        page,
        issuer_rule=_rule(_LEFT_HALF, 0.4 * 20 * issuer),
        motto_rule=_rule(_RIGHT_HALF, _MOTTO_MM * _MM),
        abstract_rule=_rule(page.text_width, 0.4 * 20 * abstract),
    )
    return [main, *(_appendix(appendix) for appendix in document.appendices)]


def _appendix(appendix: Appendix) -> WordPart:
    page = PageSize(appendix.landscape)
    return WordPart(None, appendix, _blocks(appendix.blocks, page, "TableTextSmall"), page)


def _rule(room: int, length: float) -> Rule:
    """A line of this length in the middle of a column, never longer than 0.4 of it."""
    return Rule(round((room - min(length, room * 0.6)) / 2))


def _blocks(blocks: Sequence[Block], page: PageSize, style: str) -> tuple[object, ...]:
    return tuple(piece for block in blocks for piece in _pieces(block, page, style))


def _pieces(block: Block, page: PageSize, style: str) -> Iterable[object]:
    """A block as Word takes it: tables side by side follow each other."""
    if isinstance(block, Columns):
        return [_grid(table, page, style) for table in (*block.left, *block.right)]
    return [_grid(block, page, style) if isinstance(block, Table) else block]


def _grid(table: Table, page: PageSize, style: str) -> Grid:
    widths = tuple(int(page.text_width * share / 100) for share in table.widths)

    def cells(row: Iterable[tuple[str, str]]) -> Cells:
        return tuple((text, _ALIGNED[align], width) for (text, align), width in zip(row, widths, strict=True))

    return Grid(
        caption=table.caption,
        widths=widths,
        head=cells((column.title, "center") for column in table.columns),
        rows=tuple(cells(row) for row in table.aligned_rows),
        total=cells(table.aligned_total) if table.total else (),
        style=style,
        kept_whole=table.is_kept_whole,
    )
