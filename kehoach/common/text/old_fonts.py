"""Text typed for the fonts of old, .VnTime (TCVN3) and VNI-Times, which reads “Tr­êng TiÓu häc” in any other font.

It is recognised before invisible letters are dropped: TCVN3 keeps its ư where others have the soft hyphen. Only what is
no Vietnamese as it stands, and is wholly Vietnamese once converted, counts. Imports no Django.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from functools import cache

from kehoach.common.text.gate import tidy_lines

_LATIN = range(0xA1, 0x100)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# VNI types marks behind their vowel, here as they stand on an a; it has a few letters of its own.
_VNI_MARKS = dict(zip("øùûõïâêáàåãäéèúüë", "àáảãạâăấầẩẫậắằẳẵặ", strict=True))
_VNI_LETTERS = str.maketrans("ôöñæóòîÔÖÑÆÓÒÎ", "ơưđỉĩịỵƠƯĐỈĨỊỴ")
_VNI = re.compile(f"([aeouyôö])([{''.join(_VNI_MARKS)}])", re.IGNORECASE)
_SYLLABLE = re.compile(
    "(?:ngh?|gh?|gi|kh?|c?h|nh?|ph?|qu|th?|tr|[bcdđlmrsvx])?"
    "(?:uyê|uya|oai|oay|oao|oeo|uây|uyu|iêu|yêu|uôi|ươi|ươu|i[aêu]|yê|u[aâêơyôi]|ư[aơiu]|o[aăeoi]|a[ioyu]|â[yu]|e[o]|êu"
    "|ôi|ơi|[aăâeêioôơuưy])(?:ch|ng|nh|[cmnpt])?"
)
_TOKEN = re.compile(r"[^\s\d!-/:-@\[-`{-~–—…“”]+")


def converted(text: str) -> str | None:
    """The text in letters of today, where it was typed for a font of old; None for any other text.

    Where the C library has no table of TCVN3, that font is not recognised.
    """
    if text.isascii() or any(ord(letter) > 0xFF for letter in text):
        return None
    return next((tidy_lines(read) for read in (_from_tcvn3(text), _from_vni(text)) if _is_meant(text, read)), None)


def question(text: str) -> str | None:
    """What is asked of somebody who sent such a text; None for any other."""
    read = converted(text)
    return read and f"Chữ gõ bằng phông cũ (.VnTime hoặc VNI). Có phải là “{read}” không? Nếu đúng, hãy dùng chữ này."


def _is_meant(typed: str, read: str) -> bool:
    """Whether every word becomes Vietnamese by it, and two words, or one with a sign inside, were none before.

    Signs that stand alone, « and ·, say nothing.
    """
    foreign = [
        (before, after)
        for before, after in zip(_TOKEN.findall(typed), _TOKEN.findall(read), strict=False)
        if not before.isascii()
    ]
    if not all(_is_syllable(after) for _, after in foreign) or len(_TOKEN.findall(typed)) != len(_TOKEN.findall(read)):
        return False
    odd = [before for before, _ in foreign if re.search("[A-Za-z]", before) and not _is_syllable(before)]
    return len(odd) > 1 or any(re.search(r"[A-Za-z][^\w\s]|[^\w\s][A-Za-z]", word) for word in odd)


def _is_syllable(word: str) -> bool:
    letters = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    return sum(letter in _TONES for letter in letters) <= 1 and bool(_SYLLABLE.fullmatch(bare))


def _from_tcvn3(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_tcvn3()))


def _from_vni(text: str) -> str:
    return unicodedata.normalize("NFC", _VNI.sub(_marked, text).translate(_VNI_LETTERS))


def _marked(pair: re.Match[str]) -> str:
    return pair[1].translate(_VNI_LETTERS) + unicodedata.normalize("NFD", _VNI_MARKS[pair[2].lower()])[1:]


@cache
def _tcvn3() -> dict[int, str]:
    """What each letter of Latin-1 is in TCVN3, by the C library's own table."""
    library = ctypes.CDLL(None)
    library.iconv_open.restype = ctypes.c_void_p
    library.iconv.argtypes = [ctypes.c_void_p, *(ctypes.c_void_p,) * 4]
    converter = library.iconv_open(b"UTF-8", b"TCVN5712-1")
    if converter in (None, ctypes.c_void_p(-1).value):
        return {}
    try:
        return {code: letter for code in _LATIN if (letter := _by_library(library, converter, code))}
    finally:
        library.iconv_close(ctypes.c_void_p(converter))


def _by_library(library: ctypes.CDLL, converter: int, code: int) -> str:
    """One letter; the library holds it back until it knows whether a tone follows, so it is asked twice."""
    source, target = ctypes.create_string_buffer(bytes([code]), 1), ctypes.create_string_buffer(8)
    start, end = ctypes.c_void_p(ctypes.addressof(source)), ctypes.c_void_p(ctypes.addressof(target))
    left, room = ctypes.c_size_t(1), ctypes.c_size_t(8)
    library.iconv(converter, ctypes.byref(start), ctypes.byref(left), ctypes.byref(end), ctypes.byref(room))
    library.iconv(converter, None, None, ctypes.byref(end), ctypes.byref(room))
    return target.raw[: 8 - room.value].decode()
