"""Finding words in Vietnamese text however it is typed, and showing where they stand. Imports no Django."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kehoach.common import formats
from kehoach.common.text.gate import tidy_line

MOST_WORDS = 8
EXCERPT = 180
_LEAD = 40
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LOOKS_LIKE = str.maketrans("Ððɖ", "Đđđ")
_WORD = re.compile(r"[\w\u0300-\u036f]+")
_SYLLABLE = re.compile(r"[\w\u0300-\u036f]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether it is what was looked for."""

    text: str
    hit: bool


def words_of(query: str) -> tuple[str, ...]:
    """What must all be found, without marks and capitals: “Hoà, hòa” → hoa. Signs that stand alone say nothing."""
    words = (word.strip(",;:“”\"'()") for word in formats.plain(query).split())
    return tuple(dict.fromkeys(word for word in words if re.search(r"\w", word)))[:MOST_WORDS]


def accented(text: str) -> str:
    """Text in one spelling, marks and all: each tone goes to the end of its syllable, so that hoà and hòa are equal."""
    letters = unicodedata.normalize("NFD", tidy_line(text).casefold())
    return _SYLLABLE.sub(lambda syllable: _tone_last(syllable[0]), letters)


def name_key(name: str) -> str:
    """By what two names are one: accented, the Icelandic Ð as the Đ that it looks like, wide letters as plain ones,
    whatever dashes, quotation marks and stops stand between the words."""
    letters = unicodedata.normalize("NFKC", name).translate(_LOOKS_LIKE)
    return accented(" ".join(_WORD.findall(letters)))


def _tone_last(syllable: str) -> str:
    tones = "".join(sorted(mark for mark in syllable if mark in _TONES))
    return "".join(letter for letter in syllable if letter not in _TONES) + tones


def has_marks(query: str) -> bool:
    """Whether somebody took the trouble to type marks."""
    return formats.plain(query) != " ".join(query.casefold().split())


def marked(text: str, words: tuple[str, ...]) -> tuple[Piece, ...]:
    """The text cut into what matches one of the words and what does not; joined again it is the text in NFC."""
    shown, places = unicodedata.normalize("NFC", text), _places(text, words)
    pieces: list[Piece] = []
    for start, letter in enumerate(shown):
        hit = start in places
        if pieces and pieces[-1].hit == hit:
            pieces[-1] = Piece(pieces[-1].text + letter, hit)
        else:
            pieces.append(Piece(letter, hit))
    return tuple(pieces)


def excerpt(text: str, words: tuple[str, ...]) -> tuple[Piece, ...]:
    """About three lines of a long text round its first match, cut between words, with … where something is left out."""
    shown = tidy_line(text)
    first = min(_places(shown, words), default=0)
    start = shown.rfind(" ", 0, max(0, first - _LEAD)) + 1 if len(shown) > EXCERPT else 0
    end = len(shown) if len(shown) - start <= EXCERPT else shown.rfind(" ", start, start + EXCERPT)
    end = end if end > start else start + EXCERPT
    return marked(f"{'… ' if start else ''}{shown[start:end]}{' …' if end < len(shown) else ''}", words)


def _places(text: str, words: tuple[str, ...]) -> set[int]:
    """The letters of the text in NFC that belong to a match.

    A word is sought where syllables begin, and inside them only where none begins with it.
    """
    bare, origin = "", []
    for position, letter in enumerate(unicodedata.normalize("NFC", text)):
        plain = formats.plain(letter) or (" " if letter.isspace() else "")
        bare += plain
        origin += [position] * len(plain)
    found: set[int] = set()
    for word in map(re.escape, words):
        matches = list(re.finditer(rf"(?<!\w){word}", bare)) or re.finditer(word, bare)
        found.update(origin[position] for match in matches for position in range(*match.span()))
    return found
