"""A superior's Word form: its placeholders, {{ lượt học sinh }}, and the file with them filled. Imports no Django.

Nothing is a template language here: a placeholder is a name between double braces and is replaced by text. Only the
parts that hold text of pages are edited; every other part of the package is copied byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any
from zipfile import ZipFile

from lxml import etree

from baocao.superior_forms.files.gate import NotAForm, as_xml, read_part, repacked, tree_of

_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]{1,100}?)\s*\}\}")
_TRACKED = ("ins", "del", "moveFrom", "moveTo")
_CONTROL = re.compile(r"[\x00-\x1f\ufffe\uffff]")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Marks of one place in the document, which a repeated row must not have twice.
_ONCE = ("bookmarkStart", "bookmarkEnd")
_IDENTITIES = ("paraId", "textId")
_NO_PLACEHOLDER = (
    "Tệp Word chưa có chỗ trống nào. Hãy mở bằng Word, gõ tên số liệu trong hai dấu ngoặc nhọn, "
    "ví dụ {{ lượt học sinh }}, vào chỗ cần điền rồi gửi lại."
)
_CHANGES = (
    "Tệp Word còn thay đổi đang theo dõi (Track Changes). "
    "Hãy mở tệp, chấp nhận mọi thay đổi (Review, Accept All Changes), lưu lại rồi gửi."
)
_LONGEST_CONTEXT = 160


class WordForm:
    """A document that has passed the gate. Raises NotAForm where it tracks changes or has nothing to fill."""

    def __init__(self, package: ZipFile) -> None:
        self._package = package
        self._roots = {name: tree_of(read_part(package, name)) for name in package.namelist() if _PARTS.fullmatch(name)}
        if any(True for root in self._roots.values() for name in _TRACKED for _ in root.iter(f"{{*}}{name}")):
            raise NotAForm(_CHANGES)
        # By name the paragraph in which the placeholder stands first.
        self.placeholders: dict[str, str] = {}
        for paragraph in self._paragraphs():
            text = _text_of(paragraph)
            for name in _names_in(text):
                self.placeholders.setdefault(name, text[:_LONGEST_CONTEXT])
        if not self.placeholders:
            raise NotAForm(_NO_PLACEHOLDER)

    def _paragraphs(self) -> Iterator[Any]:
        for root in self._roots.values():
            yield from root.iter("{*}p")

    def rows_with(self, names: Iterable[str]) -> list[tuple[Any, frozenset[str]]]:
        """The rows of tables in which some of these placeholders stand, each with those that stand in it."""
        wanted, found = set(names), dict[Any, set[str]]()
        for paragraph in self._paragraphs():
            inside = wanted.intersection(_names_in(_text_of(paragraph)))
            row = next(paragraph.iterancestors("{*}tr"), None)
            if inside and row is not None:
                found.setdefault(row, set()).update(inside)
        return [(row, frozenset(inside)) for row, inside in found.items()]

    def repeat(self, row: Any, values: Sequence[Mapping[str, str]]) -> None:
        """Puts a copy of a row for each of these values in its place; with none the row stays as it is."""
        for number, of_row in enumerate(values):
            copy = deepcopy(row)
            if number:
                _make_another(copy)
            for paragraph in copy.iter("{*}p"):
                _replace(paragraph, of_row)
            row.addprevious(copy)
        if values:
            row.getparent().remove(row)

    def filled(self, values: Mapping[str, str]) -> bytes:
        """The file with these placeholders replaced; the others stay as they are written."""
        for paragraph in self._paragraphs():
            _replace(paragraph, values)
        changed = {
            name: as_xml(root)
            for name, root in self._roots.items()
            if etree.tostring(root) != etree.tostring(tree_of(read_part(self._package, name)))
        }
        return repacked(self._package, changed)


def _texts(paragraph: Any) -> list[Any]:
    """The pieces of text of a paragraph, those of a text box inside it left out."""
    return [text for text in paragraph.iter("{*}t") if next(text.iterancestors("{*}p"), None) is paragraph]


def _text_of(paragraph: Any) -> str:
    return "".join(text.text or "" for text in _texts(paragraph))


def _names_in(text: str) -> list[str]:
    return [" ".join(name.split()) for name in _PLACEHOLDER.findall(text)]


def _replace(paragraph: Any, values: Mapping[str, str]) -> None:
    """Replaces from the last to the first; each looks as its first brace does, however Word has split it."""
    pieces = _texts(paragraph)
    whole = "".join(piece.text or "" for piece in pieces)
    for match in reversed(list(_PLACEHOLDER.finditer(whole))):
        name = " ".join(match[1].split())
        if name not in values:
            continue
        start, given = 0, _CONTROL.sub(" ", values[name])
        for piece in pieces:
            text = piece.text or ""
            first, last = max(match.start() - start, 0), min(match.end() - start, len(text))
            if first < last:
                piece.text = text[:first] + given + text[last:]
                piece.set(_XML_SPACE, "preserve")
                given = ""
            start += len(text)


def _make_another(row: Any) -> None:
    """Takes out of a copy what a document has once."""
    for element in list(row.iter()):
        for name in [name for name in element.attrib if etree.QName(name).localname in _IDENTITIES]:
            del element.attrib[name]
        if etree.QName(element).localname in _ONCE:
            element.getparent().remove(element)
