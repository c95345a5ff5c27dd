"""The text of a cell: what no spreadsheet takes for a formula, and how it is read back. Imports no Django."""

from kehoach.common import formats

# What a spreadsheet would take for a formula when the text is typed anew or goes through a CSV file.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def escaped(text: str) -> str:
    """Text that no spreadsheet takes for a formula, now or when it is typed anew: marked with an apostrophe."""
    return f"'{text}" if _is_dangerous(text) else text


def cleaned(text: str) -> str:
    """Text as it is kept: precomposed, without what cannot be seen, without the mark that `escaped` sets."""
    bare = text[1:] if text[:1] == "'" and _is_dangerous(text) else text
    return formats.nfc("".join(letter if letter.isprintable() else " " for letter in bare))


def _is_dangerous(text: str) -> bool:
    return text.lstrip("'").startswith(_DANGEROUS)
