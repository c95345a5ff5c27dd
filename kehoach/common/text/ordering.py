"""The order in which Vietnamese look names up in a list, the same whatever the database. Imports no Django."""

from __future__ import annotations

import re
import unicodedata

from kehoach.common.text.gate import tidy_line

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# No tone, huyền, hỏi, ngã, sắc, nặng.
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_PIECE = re.compile(r"[0-9]+|[^0-9][\u0300-\u036f]*")

Order = tuple[tuple[tuple[int, int, str], ...], tuple[int, ...], str]


def order_of(name: str) -> Order:
    """What names are sorted by: letters of the alphabet (Đ after D), numbers by their value; tones, capitals after all.

    As CLDR's collation for Vietnamese has it, with numbers by value (vi-u-kn): Thôn 2 before Thôn 10.
    """
    name = tidy_line(name)
    letters: list[tuple[int, int, str]] = []
    tones: list[int] = []
    for piece in _PIECE.findall(name.casefold()):
        if piece[0].isdecimal():
            digits = piece.lstrip("0")
            letters.append((2, len(digits), digits))
            continue
        parts = unicodedata.normalize("NFD", piece)
        tone = next((mark for mark in parts if mark in _TONES[1:]), "")
        letter = unicodedata.normalize("NFC", parts.replace(tone, ""))
        # A letter of another language stands at the one that it is made of.
        known = next((known for known in (letter, parts[0]) if known and known in _ALPHABET), "")
        kind = 3 if known or piece[0].isalpha() else 0 if piece[0].isspace() else 1
        letters.append((kind, _ALPHABET.index(known) if known else ord(parts[0]), ""))
        tones.append(_TONES.index(tone))
    return tuple(letters), tuple(tones), name.swapcase()
