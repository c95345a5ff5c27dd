"""What may be kept of a text that somebody types, pastes or sends, and what a document can hold. Imports no Django.

Every way in passes it, by the fields of forms, the columns of tables and the cells of workbooks.
"""

import unicodedata

# No XML can hold them, so neither can Excel, Word or PDF/UA. Word keeps two hyphens of its own among them: the one that
# never breaks is a hyphen, the one that may is nothing.
_CONTROLS = {**dict.fromkeys((*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0))), 0x1E: "-"}
_NO_LETTERS = dict.fromkeys((*range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF))
_LINE_ENDS = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")
# Digits of a keyboard for Chinese or Japanese look like ours and mean the same.
_WIDE_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
_UNPRINTABLE = {**_CONTROLS, **_NO_LETTERS, **_LINE_ENDS}


def printable(text: str) -> str:
    """Text on its way out, whenever it was kept: precomposed, without what no document can hold."""
    return unicodedata.normalize("NFC", text if text.isprintable() else text.translate(_UNPRINTABLE))


def tidy_line(text: str) -> str:
    """Text as it is kept on one line: precomposed (TCVN 6909:2001), single blanks, none at the ends.

    Without what nobody sees (zero width blanks, marks of direction, soft hyphens) and what no document can hold; wide
    digits (１２) as our own.
    """
    if not text.isprintable():
        text = "".join(letter for letter in text.translate(_UNPRINTABLE) if unicodedata.category(letter) != "Cf")
    return " ".join(unicodedata.normalize("NFC", text.translate(_WIDE_DIGITS)).split())


def tidy_lines(text: str) -> str:
    """The same line by line: a line break is one letter, whatever a browser or a word processor made of it."""
    return "\n".join(map(tidy_line, text.translate(_UNPRINTABLE).splitlines())).strip("\n")
