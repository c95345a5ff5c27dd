"""What the officer writes into a section: plain text with codes of figures, and what it becomes. Imports no Django.

One line is one paragraph. A line that begins with "- " is a point, lettered by the document; with "# " a title. A code
in double braces, {{I.2.a-1.tỷ lệ}}, stands for a figure and is replaced by its value; {{bảng 1}}, alone on a line, for
a table of the section. Codes of sources in brackets at the end of a line, [TV; KP], stand behind it as in print; those
of its figures come by themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from baocao.document.blocks import Block, Columns, Heading, Paragraph, Points, Table

CODE = re.compile(r"\{\{\s*([^{}\n]+?)\s*\}\}")
TABLE = "bảng"
_SOURCES = re.compile(r"\s*\[([^\[\]\n]+)\]$")
_TABLE_LINE = re.compile(r"\{\{\s*bảng\s+(\d+)\s*\}\}")
# A figure shorter than this equals too many others to be taken for the one that is meant.
_SHORTEST = 2

# What Word puts between words, at the end of lines and in front of points.
_BLANKS = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000-\uf0a6\uf0a8-\uf0b6\uf0b8-\uf8ff]")
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\u0085\u2028\u2029]")
_BULLET = re.compile(r"[-–—•·∙●○◦▪▫■□➢➤►✓✔§*+\uf0b7\uf0a7]+(?:\s*(?=\S)|$)|o\t(?=\S)")
_NUMBERED = re.compile(r"(?:\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[.)]|\d{1,2}\.\d{1,2}\.?)[ \t\u00a0]+(?=\S)", re.IGNORECASE)
_TITLE = re.compile(r"#+\s*(?=\S)")


@dataclass(frozen=True)
class Figure:
    """A figure that a text can name by its code.

    `group` is the code that stands behind a sentence and that the appendix of sources explains; `text` is the value as
    printed, `before` last year's, `change` how they differ in words (both may be empty). `forms` are the forms that it
    is counted from: year and code of the facility. `origin` says in words where it comes from where it is no form.
    """

    code: str
    group: str
    label: str
    text: str
    before: str = ""
    change: str = ""
    forms: tuple[tuple[int, str], ...] = ()
    origin: str = ""


def clean(text: str) -> str:
    """Text as it may be kept: what was pasted from Word loses its bullets, numbers and odd blanks, but no word."""
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    lines = (_clean_line(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _clean_line(line: str) -> str:
    bare = _INVISIBLE.sub("", line).strip(" \t\u00a0")
    marked = _BULLET.match(bare) or _NUMBERED.match(bare)
    rest = bare[marked.end() :] if marked else bare
    title = _TITLE.match(rest)
    mark = "# " if title else "- " if marked else ""
    words = _BLANKS.sub(" ", rest[title.end() :] if title else rest).strip()
    return f"{mark}{words}" if words else ""


def unknown_codes(text: str, figures: Iterable[str], tables: int) -> list[str]:
    """The codes in a text that stand for nothing, in their order, each once."""
    known = {*figures, *(f"{TABLE} {number}" for number in range(1, tables + 1))}
    return [code for code in dict.fromkeys(CODE.findall(text)) if " ".join(code.split()) not in known]


def blocks_of(text: str, figures: Mapping[str, Figure], tables: Sequence[tuple[Block, ...]]) -> tuple[Block, ...]:
    """What a text becomes. Tables that it does not place stand at its end; an unknown code stays as it was typed."""
    blocks: list[Block] = []
    points: list[str] = []
    left = dict(enumerate(tables, start=1))

    def close() -> None:
        if points:
            filled = [_filled(point, figures) for point in points]
            blocks.append(Points(tuple(text for text, _ in filled), tuple(sources for _, sources in filled)))
            points.clear()

    for line in text.split("\n"):
        if line.startswith("- "):
            points.append(line[2:])
            continue
        close()
        table = _TABLE_LINE.fullmatch(line)
        if table:
            blocks += left.pop(int(table[1]), ())
        elif line.startswith("# "):
            blocks.append(Heading(3, _filled(line[2:], figures)[0]))
        elif line:
            filled, sources = _filled(line, figures)
            blocks.append(Paragraph(filled, sources=sources))
    close()
    return (*blocks, *(block for table in left.values() for block in table))


def _filled(line: str, figures: Mapping[str, Figure]) -> tuple[str, tuple[str, ...]]:
    """A line with its values, and the groups that stand behind it: those at its end, then those of its figures."""
    line, cited = _without_sources(line, {figure.group for figure in figures.values()})
    groups = [*cited]

    def value(code: re.Match[str]) -> str:
        figure = figures.get(" ".join(code[1].split()))
        if figure is None:
            return code[0]
        groups.append(figure.group)
        return figure.text

    return CODE.sub(value, line), tuple(dict.fromkeys(groups))


def _without_sources(line: str, known: Collection[str]) -> tuple[str, list[str]]:
    """A line without the codes of sources at its end, and these; brackets with anything else in them are text."""
    match = _SOURCES.search(line)
    codes = [code.strip() for code in match[1].split(";")] if match else []
    return (line[: match.start()], codes) if match and set(codes) <= set(known) else (line, [])


def unknown_sources(text: str, figures: Mapping[str, Figure]) -> list[str]:
    """The codes in brackets at the end of lines that stand for nothing, beside others that do: a slip of the pen."""
    known = {figure.group for figure in figures.values()}
    matches = [_SOURCES.search(line) for line in text.split("\n")]
    lists = [[code.strip() for code in match[1].split(";")] for match in matches if match]
    return [code for codes in lists if known & set(codes) for code in codes if code not in known]


def source_of(blocks: Iterable[Block], figures: Mapping[str, Figure]) -> str:
    """Generated blocks as text that can be edited; its figures become codes where it is clear which they are."""
    lines: list[str] = []
    tables = 0
    for block in blocks:
        match block:
            case Heading():
                lines.append(f"# {block.text}")
            case Paragraph():
                lines.append(_coded(f"{block.lead} {block.text}".strip(), block.sources, figures))
            case Points():
                lines += [f"- {_coded(item, sources, figures)}" for item, sources in block.sourced]
            case Table() | Columns():
                tables += 1
                lines.append(f"{{{{{TABLE} {tables}}}}}")
    return "\n".join(" ".join(line.split()) for line in lines)


def _coded(text: str, groups: Sequence[str], figures: Mapping[str, Figure]) -> str:
    """The text with codes for the values that occur in it once and that only one figure of its sources has.

    Where a source has no such value, the sources stand behind the text, so that none is lost.
    """
    alive: set[str] = set()
    candidates = [figure for figure in figures.values() if figure.group in set(groups)]
    shared = Counter(figure.text for figure in candidates)
    for figure in sorted(candidates, key=lambda figure: -len(figure.text)):
        if shared[figure.text] > 1 or len(figure.text) < _SHORTEST:
            continue
        pieces = re.split(rf"(?<![\w.,/{{-]){re.escape(figure.text)}(?![\w%/]|[.,]\d)", text)
        if len(pieces) == 2:
            text = f"{{{{{figure.code}}}}}".join(pieces)
            alive.add(figure.group)
    known = {figure.group for figure in candidates}
    return text if known <= alive else f"{text} [{'; '.join(group for group in groups if group in known)}]"


Change = Literal["same", "gone", "new"]


def difference(old: str, new: str) -> list[tuple[Change, str]]:
    """What has to be taken out of and put into `old` to make it `new`, word by word, in reading order."""
    before, after = (re.findall(r"\n|[^\s]+[^\S\n]*", text) for text in (old, new))
    changes: list[tuple[Change, str]] = []
    for what, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            changes.append(("same", "".join(before[first:last])))
            continue
        if last > first:
            changes.append(("gone", "".join(before[first:last])))
        if end > start:
            changes.append(("new", "".join(after[start:end])))
    return changes


def likeness(text_before: str, other: str) -> float:
    """How alike two texts are, from 0 to 1; years and dates count as equal, for they alone are changed too easily."""
    first, second = (re.sub(r"\d{1,2}/\d{1,2}/\d{4}|\b20\d\d\b", "#", text).split() for text in (text_before, other))
    if not first or not second:
        return 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
