"""The text of a cell, as it is written into a sheet and as it is read from one. Imports no Django."""

import unicodedata

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from kehoach.common import formats


def writable(text: str) -> str:
    """Precomposed Unicode (TCVN 6909:2001) without what a sheet cannot carry."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", unicodedata.normalize("NFC", text)))


def cleaned(text: str) -> str:
    """Text as it is kept: precomposed, without what cannot be seen; every kind of blank is a blank."""
    seen = (letter for letter in text if letter.isprintable() or letter.isspace())
    return formats.nfc("".join(" " if letter.isspace() else letter for letter in seen))
