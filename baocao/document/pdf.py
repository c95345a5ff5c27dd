"""A document of Nghị định 30/2020/NĐ-CP as PDF: its pages as HTML, and who sets them.

Equal values give equal bytes: dates come from the document, never from the clock.
"""

import threading
from base64 import b64encode
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from datetime import date
from hashlib import sha256
from multiprocessing import get_context

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from baocao.document.blocks import Document
from baocao.document.letters import substituted
from baocao.document.typesetting import FONT, Attachment, CannotRender, typeset
from kehoach.common.formats import count
from kehoach.common.text.gate import printable

# A row costs about 6 ms, and whoever asked waits; Excel has no such limit.
MAX_TABLE_ROWS = 2000
# What a report of more rows needs of memory and time is too much for the process that answers people.
ROWS_AT_HAND = 400

# Two renderings at once take longer than one after the other, and twice the memory.
_one_at_a_time = threading.Lock()


class TooManyRows(CannotRender):
    """The tables are longer than a PDF is made for."""


def render_pdf(document: Document, attachments: Sequence[Attachment] = (), *, signature_field: bool = False) -> bytes:
    """The document and its appendices as one tagged PDF/A-3a, the pages of each appendix numbered from 1.

    `signature_field` adds an empty field for a digital signature above the name of whoever signs. Raises CannotRender
    (MissingPango, MissingFont, TooManyRows) with a Vietnamese sentence.
    """
    rows = document.table_rows
    if rows > MAX_TABLE_ROWS:
        raise TooManyRows(
            f"Các bảng của văn bản có {count(rows)} dòng, nhiều hơn {MAX_TABLE_ROWS} dòng "
            "mà một tệp PDF nhận. Hãy xuất ra Excel để có đủ số liệu."
        )
    make = typeset if rows <= ROWS_AT_HAND else _typeset_apart
    return _set_once(make, _html_parts(document), document.dated, attachments, signature_field=signature_field)


def _set_once(
    make: Callable[..., bytes],
    parts: Sequence[str],
    dated: date,
    attachments: Sequence[Attachment] = (),
    *,
    signature_field: bool = False,
) -> bytes:
    """The file of these pages; whoever asks again, before anything on them has changed, does not wait for it again."""
    key = sha256(repr((parts, dated, attachments, signature_field)).encode()).hexdigest()
    pdf = _kept(key)
    if pdf is None:
        with _one_at_a_time:
            pdf = _kept(key) or make(parts, dated, attachments, signature_field=signature_field)
            with suppress(OSError):  # a full disk costs the next one time, nobody a file
                caches["pdf"].set(key, pdf)
    return pdf


def _kept(key: str) -> bytes | None:
    with suppress(OSError):
        pdf: bytes | None = caches["pdf"].get(key)
        return pdf
    return None


def _typeset_apart(
    parts: Sequence[str], dated: date, attachments: Sequence[Attachment], *, signature_field: bool
) -> bytes:
    """The same in a process of its own, which gives its memory back and leaves this one free to answer others."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as apart:
        made = apart.submit(typeset, parts, dated, attachments, signature_field=signature_field)
        try:
            return made.result()
        except BrokenProcessPool as broken:
            raise CannotRender(
                "Máy chủ không đủ bộ nhớ để tạo tệp PDF này. Hãy thử lại sau ít phút, hoặc xuất ra Word hay Excel."
            ) from broken


def render_html_pdf(html: SafeString, title: str, dated: date) -> bytes:
    """A sheet that is no document of the decree, as the same kind of file: `html` is its body, `<style>` included.

    The font is that of the documents, whatever the style says. Raises CannotRender (MissingPango, MissingFont).
    """
    page = render_to_string(
        "baocao/document/pdf/sheet.html", {"html": html, "title": title, "dated": dated, "font": FONT}
    )
    return _set_once(typeset, [_printable(page)], dated)


def _html_parts(document: Document) -> list[str]:
    """The main text and each appendix: rendered apart, because that alone restarts the numbers of the pages."""
    context = {"document": document, "font": FONT, "watermark": _watermark() if document.draft else ""}
    context["unmarked"] = not document.marked
    main = render_to_string("baocao/document/pdf/main.html", context)
    appendices = [
        render_to_string("baocao/document/pdf/appendix.html", {**context, "appendix": appendix})
        for appendix in document.appendices
    ]
    return [_printable(html) for html in (main, *appendices)]


def _watermark() -> str:
    """The picture behind a draft's text, as an address that CSS takes."""
    svg = render_to_string("baocao/document/pdf/draft.svg", {"font": FONT})
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _printable(text: str) -> str:
    """Precomposed Unicode (TCVN 6909:2001) in letters of the font."""
    return substituted(printable(text))
