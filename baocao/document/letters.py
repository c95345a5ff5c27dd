"""What a document prints for letters that its font lacks, in PDF and Word alike. Imports no Django."""

from __future__ import annotations

import re
import unicodedata

# What the font has no glyph for. Another font would take its place, and PDF/A forbids a missing glyph.
_FOREIGN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\xac\xae-\u036f\u1e00-\u1e9b\u1ea0-\u1ef9\u2000-\u200a\u2010\u2012-\u2022\u2026\u202f\u2030"
    "\u2032\u2033\u2039\u203a\u2044\u2074-\u2079\u2080-\u2089\u20ab\u20ac\u2116\u2122\u2190-\u2195\u2212\u2248\u2260"
    "\u2264\u2265\u25a0\u25a1\u25aa\u25cf]"
)
# Word's hyphen that keeps a line together, its bullets, and the signs of lists that people fill in.
_INSTEAD = {
    "\u2011": "-",
    **dict.fromkeys("➢➤►▶▸⮚◆◇❖★☆○◦∙\uf0b7\uf0a7\uf0d8\uf0e0\uf0fc", "-"),
    **dict.fromkeys("✓✔☑✅", "có"),
    **dict.fromkeys("✗✘☒❌", "không"),
}


def substituted(text: str) -> str:
    """The text in letters of the font: what has a stand-in gets it, the rest is left out; never a “?”."""
    return _FOREIGN.sub(lambda letter: _instead(letter[0]), text)


def foreign_letters(text: str) -> dict[str, str]:
    """The letters of a text that the font lacks, each with what is printed in its place; without those nobody sees."""
    return {
        letter: _instead(letter)
        for letter in dict.fromkeys(_FOREIGN.findall(text))
        if unicodedata.category(letter) not in {"Cc", "Cf"} and letter != "\u2011"
    }


def _instead(letter: str) -> str:
    """① is (1); what means the same in plainer letters is printed in those."""
    if letter in _INSTEAD:
        return _INSTEAD[letter]
    plain = unicodedata.normalize("NFKC", letter)
    if plain == letter or _FOREIGN.search(plain):
        return ""
    return f"({plain})" if plain.isdigit() else plain
