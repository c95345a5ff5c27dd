"""What a document under Nghị định 30/2020/NĐ-CP consists of, as plain values. Imports no Django.

The PDF, the preview on a page, DOCX and XLSX are readers of one `Document`: whoever writes a report fills these
values with finished strings, and no reader computes or formats a figure. Sources: NĐ 30, Phụ lục I (components,
sizes, places) and Phụ lục II (capitals).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal

from baocao.document.line_breaking import balanced_lines, listed
from kehoach.common.formats import LIST_LETTERS, date_long

# Room that văn thư fills by hand, kept apart by the browser and by WeasyPrint alike.
_BLANK = "\u00a0" * 6
# Characters of 14 pt bold that fit on a line of 160 mm: with more, a line of the abstract would wrap again.
_ABSTRACT_LINE = 64
# The same for the line below an appendix's title, on an upright and on a landscape page.
_ATTACHED_LINE = (68, 108)

# Rows of a captioned table that is moved to the next page rather than split.
_KEPT_WHOLE = 9

Align = Literal["left", "right", "center"]


@dataclass(frozen=True)
class Heading:
    """A title inside the body, with its number as part of the text.

    Level 1 is a mục ("I. …", printed in capitals), 2 a khoản ("1. …"), 3 a title without a number.
    """

    level: Literal[1, 2, 3]
    text: str
    type: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """Running text, after a bold `lead` where there is one. The last one of a body ends with "./.".

    `sources` are the codes that its figures have in the appendix of sources; they are printed behind it.
    """

    text: str
    lead: str = ""
    sources: tuple[str, ...] = ()
    type: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class Points:
    """Điểm: items that are lettered a) b) c) d) đ) e) g) in Vietnamese order.

    `sources` are the codes of the sources of each item, as a paragraph has them; empty where no item has any.
    """

    items: tuple[str, ...]
    sources: tuple[tuple[str, ...], ...] = ()
    type: ClassVar[str] = "points"

    @property
    def lettered(self) -> tuple[str, ...]:
        """The items with their letters; after y) the letters are doubled (aa, ab …)."""
        return tuple(f"{_letter(index)}) {item}" for index, item in enumerate(self.items))

    @property
    def sourced(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The items, each with the codes of its sources."""
        return tuple(zip(self.items, self.sources or ((),) * len(self.items), strict=True))

    @property
    def lettered_sourced(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The same with their letters, for templates."""
        return tuple(zip(self.lettered, self.sources or ((),) * len(self.items), strict=True))


def _letter(index: int) -> str:
    round_, rest = divmod(index, len(LIST_LETTERS))
    return (LIST_LETTERS[round_ - 1] if round_ else "") + LIST_LETTERS[rest]


@dataclass(frozen=True)
class Column:
    """One column of a table: its title, how its cells are aligned, its share of the width against the others."""

    title: str
    align: Align = "left"
    weight: int = 1


class Fit(StrEnum):
    """How the tables of a form share its one page: with the height to write in by hand, close, or closest."""

    ROOMY = "roomy"
    CLOSE = "close"
    CLOSEST = "closest"


@dataclass(frozen=True)
class Table:
    """A table with a one-row head that is repeated on every page. Every row has one finished string a column.

    A line break in a cell is kept; `fit` sets it small, for a form that has to stay on one page. Raises ValueError for
    a row of another length than the head.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str | None = None
    total: tuple[str, ...] | None = None
    fit: Fit | None = None
    type: ClassVar[str] = "table"

    def __post_init__(self) -> None:
        for row in (*self.rows, *([self.total] if self.total else [])):
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells under {len(self.columns)} columns: {row}")

    @property
    def is_kept_whole(self) -> bool:
        """Whether it is short enough to stand on one page, below its caption."""
        return self.caption is not None and len(self.rows) <= _KEPT_WHOLE

    @property
    def widths(self) -> tuple[float, ...]:
        """The columns' shares of the width in percent, together 100; columns of one weight are equally wide."""
        whole = sum(column.weight for column in self.columns)
        return tuple(100 * column.weight / whole for column in self.columns)

    @property
    def aligned_rows(self) -> tuple[tuple[tuple[str, Align], ...], ...]:
        """The rows as pairs of text and alignment, for templates."""
        return tuple(self._aligned(row) for row in self.rows)

    @property
    def aligned_total(self) -> tuple[tuple[str, Align], ...]:
        """The total row in the same pairs; empty where there is none."""
        return self._aligned(self.total) if self.total else ()

    def _aligned(self, row: tuple[str, ...]) -> tuple[tuple[str, Align], ...]:
        return tuple((text, column.align) for text, column in zip(row, self.columns, strict=True))


@dataclass(frozen=True)
class Footnotes:
    """Notes under a table or a section, numbered (1), (2) … in the order of the marks that the text carries."""

    texts: tuple[str, ...]
    type: ClassVar[str] = "footnotes"

    @property
    def numbered(self) -> tuple[str, ...]:
        """The notes with their marks in front."""
        return tuple(f"{footnote_mark(number)} {text}" for number, text in enumerate(self.texts, start=1))


def footnote_mark(number: int) -> str:
    """The mark that a text carries where note `number` belongs: (1)"""
    return f"({number})"


@dataclass(frozen=True)
class Columns:
    """Tables side by side, as on a form that has to stay on one page."""

    left: tuple[Table, ...]
    right: tuple[Table, ...]
    type: ClassVar[str] = "columns"


Block = Heading | Paragraph | Points | Table | Columns | Footnotes


@dataclass(frozen=True)
class Letterhead:
    """The four components above the title (NĐ 30, Phụ lục I, ô số 1 to 4).

    `parent` (cơ quan chủ quản, not bold) may be empty; `issuer` is bold; both are given line by line. Number and
    date are None until văn thư assigns them; a document without number and symbol has no "Số" at all.
    """

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    number: int | None
    symbol: str
    place: str
    signed_on: date | None

    @property
    def number_line(self) -> str:
        """Số: 04/BC-UBND, with room to write where there is no number yet."""
        if self.number is None and not self.symbol:
            return ""
        number = _BLANK if self.number is None else f"{self.number:02d}"
        return f"Số: {number}/{self.symbol}" if self.symbol else f"Số: {number}"

    def place_line(self, year: int) -> str:
        """Quảng Nghiệp, ngày 05 tháng 01 năm 2026; `year` stands where the day is not known yet."""
        day = date_long(self.signed_on) if self.signed_on else f"ngày{_BLANK}tháng{_BLANK}năm {year}"
        return f"{self.place}, {day}"


@dataclass(frozen=True)
class Signature:
    """Who signs: authority ("TM. ỦY BAN NHÂN DÂN" or "NGƯỜI BÁO CÁO"), position, and the name, which may be blank."""

    authority: tuple[str, ...]
    position: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Appendix:
    """Phụ lục: a Roman number (blank where there is only one), a title, the line "(Kèm theo …)", its own pages."""

    number: str
    title: str
    attached_to: str
    blocks: tuple[Block, ...]
    landscape: bool = False

    @property
    def attached_lines(self) -> tuple[str, ...]:
        """The line "(Kèm theo …)", on two of about equal length where it is too long for one."""
        return balanced_lines(self.attached_to, _ATTACHED_LINE[self.landscape])


@dataclass(frozen=True)
class Document:
    """One whole document: what is printed, and title, language and date for the file's metadata.

    `dated` is the day that the document speaks for; the file carries it instead of the clock's, so that the same
    values always give the same bytes. `draft` puts "DỰ THẢO" behind the text; `marked` prints the codes of sources
    behind sentences.
    """

    letterhead: Letterhead
    kind: str
    abstract: str
    addressees: tuple[str, ...]
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...]
    signature: Signature
    title: str
    dated: date
    appendices: tuple[Appendix, ...] = ()
    language: str = "vi"
    draft: bool = False
    marked: bool = True

    @property
    def place_line(self) -> str:
        """Địa danh and date, with room to write where the document has no date yet."""
        return self.letterhead.place_line(self.dated.year)

    @property
    def abstract_lines(self) -> tuple[str, ...]:
        """Trích yếu on lines of about equal length, so that the rule below suits each of them."""
        return balanced_lines(self.abstract, _ABSTRACT_LINE)

    @property
    def addressee_lines(self) -> tuple[str, ...]:
        """The list below "Kính gửi:" where there are several addressees."""
        return listed(self.addressees)

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        """The list below "Nơi nhận:"."""
        return listed(self.recipients)

    @property
    def is_compact(self) -> bool:
        """Whether it is a form that has to stay on one page."""
        return any(isinstance(block, Columns) for block in self.blocks)

    @property
    def table_rows(self) -> int:
        """How many table rows body and appendices have together: what a rendering costs grows with them."""
        parts = (self.blocks, *(appendix.blocks for appendix in self.appendices))
        return sum(len(block.rows) for blocks in parts for block in blocks if isinstance(block, Table))
