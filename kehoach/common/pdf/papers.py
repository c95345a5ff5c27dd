"""Whether a PDF may be kept as evidence.

Offices lock their PDFs against printing and editing, mail gateways and old scanners put bytes before and behind them;
every reader opens these, and so does the portal. What is packed inside compressed objects is not looked into; that is
why a PDF is only ever offered for download.
"""

from __future__ import annotations

import re

from kehoach.common.pdf.attachments import carries_data_alone
from kehoach.common.pdf.encryption import opens_without_password

_DAMAGED = "Tệp PDF bị hỏng hoặc chưa tải về hết. Hãy tải lại tệp gốc, hoặc in lại ra PDF, rồi gửi."
_LOCKED = "Tệp PDF có mật khẩu. Hãy bỏ mật khẩu, hoặc chụp ảnh các trang, rồi gửi."
_ACTIVE = "Tệp PDF này mang theo chương trình hoặc tệp khác. Hãy in lại ra PDF, hoặc chụp ảnh các trang, rồi gửi."

_HEAD = b"%PDF-"
# As far as readers look for the head and the end (ISO 32000-1, Annex H.3.4.1 and 3.4.4).
_FAR = 1024
_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_BLANKS = b"\0\t\n\f\r "
# What browsers, archive programs and systems would see in the bytes around a PDF.
_SOMETHING_ELSE = re.compile(rb"<[!?/a-z]|PK[\x01\x03\x05]|MZ|\x7fELF|#!|Rar!|7z\xbc\xaf|\x1f\x8b\x08", re.IGNORECASE)
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z])")
_RUNS = re.compile(rb"/(?:JS|JavaScript|Launch|RichMedia|XFA)(?![A-Za-z])")
_ATTACHES = re.compile(rb"/(?:EmbeddedFiles?|EF)(?![A-Za-z])")


def begins_as_pdf(data: bytes) -> bool:
    """Whether the head of a PDF stands where readers look for it."""
    return data.find(_HEAD, 0, _FAR + len(_HEAD)) >= 0


def fault_of(data: bytes) -> str:
    """Why a file that begins as a PDF cannot be kept, as a sentence; empty where it can."""
    before, behind = data[: data.find(_HEAD)], _behind_the_end(data)
    if behind is None or _SOMETHING_ELSE.search(before) or _SOMETHING_ELSE.search(behind):
        return _DAMAGED
    # Compressed data may contain any letters by chance.
    first, *others = re.split(rb"\bstream\r?\n", data)
    spoken = b"".join([first, *(part.partition(b"endstream")[2] for part in others)])
    named = _NAME_ESCAPE.sub(lambda escape: bytes([int(escape[1], 16)]), spoken)
    if _ENCRYPTED.search(named) and not opens_without_password(data):
        return _LOCKED
    if _RUNS.search(named) or (_ATTACHES.search(named) and not carries_data_alone(data, named)):
        return _ACTIVE
    return ""


def _behind_the_end(data: bytes) -> bytes | None:
    """The bytes behind the last end mark; None where there is no such mark, or only one that no reader finds."""
    whole = data.rstrip(_BLANKS)
    ends = list(_END.finditer(whole, max(0, len(whole) - 2 * _FAR)))
    behind = whole[ends[-1].end() :] if ends else None
    return behind if behind is not None and len(behind) <= _FAR else None
