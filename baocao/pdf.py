"""A document of Nghị định 30/2020/NĐ-CP as PDF/A-3a and PDF/UA-1. The only module that knows WeasyPrint.

Equal values give equal bytes: dates come from the document, never from the clock.
"""

import gc
import re
import threading
import unicodedata
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from baocao.document import Document
from baocao.signing import Box, with_signature_field
from kehoach.formats import count

try:
    import pydyf
    import weasyprint
except OSError:  # WeasyPrint loads Pango when it is imported
    weasyprint = None

FONT = "Liberation Serif"
VARIANT = "pdf/a-3a"
# A row costs 10 to 20 ms and the rendering holds its worker; Excel has no such limit.
MAX_TABLE_ROWS = 800

# Two renderings at once take longer than one after the other, and twice the memory.
_one_at_a_time = threading.Lock()
# What the font has no glyph for. Another font would take its place, and PDF/A forbids a missing glyph.
_FOREIGN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\xac\xae-\u036f\u1e00-\u1e9b\u1ea0-\u1ef9\u2000-\u200a\u2010\u2012-\u2022\u2026\u202f\u2030"
    "\u2032\u2033\u2039\u203a\u2044\u2074-\u2079\u2080-\u2089\u20ab\u20ac\u2116\u2122\u2190-\u2195\u2212\u2248\u2260"
    "\u2264\u2265\u25a0\u25a1\u25aa\u25cf]"
)
# The name below the signature in templates/baocao/pdf/_signature.html, and the field above it in CSS pixels.
_SIGNER = "signature"
_FIELD_WIDTH, _FIELD_HEIGHT, _FIELD_GAP = 265, 108, 8
_POINTS = 0.75  # of a CSS pixel
_STREAM_BEGIN, _STREAM_END = b"\nstream\n", b"\nendstream"
# A strict reader takes the last byte of such a stream for a part of the line break after it.
_AMBIGUOUS_END = b"\r\nendstream"

# The library writes one identification, PDF/A's; this is PDF/UA's, and PDF/A wants its vocabulary described.
_UA_IDENTIFICATION = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>"""


class CannotRender(Exception):
    """No PDF can be made; the message is a sentence for people that says what to do."""


class MissingPango(CannotRender):
    """The libraries that lay out text are not installed."""


class MissingFont(CannotRender):
    """The font with the measures of Times New Roman is not installed: a wrong look is worse than none."""


class TooManyRows(CannotRender):
    """The tables are longer than a PDF is made for."""


@dataclass(frozen=True)
class Attachment:
    """A file inside the PDF: its name, its bytes, and what it is in a few words."""

    name: str
    content: bytes
    description: str


def render_pdf(document: Document, attachments: Sequence[Attachment] = (), *, signature_field: bool = False) -> bytes:
    """The document and its appendices as one tagged PDF/A-3a, the pages of each appendix numbered from 1.

    `signature_field` adds an empty field for a digital signature above the name of whoever signs. Raises CannotRender
    (MissingPango, MissingFont, TooManyRows) with a Vietnamese sentence.
    """
    _check_pango()
    if document.table_rows > MAX_TABLE_ROWS:
        raise TooManyRows(
            f"Các bảng của văn bản có {count(document.table_rows)} dòng, nhiều hơn {MAX_TABLE_ROWS} dòng "
            "mà một tệp PDF nhận. Hãy xuất ra Excel để có đủ số liệu."
        )
    with _one_at_a_time, _uncollected():
        parts = [
            weasyprint.HTML(string=html).render(pdf_variant=VARIANT, presentational_hints=True)
            for html in _html_parts(document)
        ]
        pages = [page for part in parts for page in part.pages]
        pdf = _written(parts[0].copy(pages), document.dated, attachments)
    return with_signature_field(pdf, *_room_for_signature(pages)) if signature_field else pdf


@contextmanager
def _uncollected() -> Iterator[None]:
    """Puts off the search for garbage: nothing of a layout is any before it is written, and each search goes over all.

    What is left of it is found by the searches that follow.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _room_for_signature(pages: Sequence[Any]) -> tuple[int, Box]:
    """On which page the name of whoever signs stands, and the room above it, which the style keeps free."""
    page, (left, top, right, _) = next(
        (number, page.anchors[_SIGNER]) for number, page in enumerate(pages) if _SIGNER in page.anchors
    )
    middle, name = (left + right) / 2, pages[page].height - top
    edges = (middle - _FIELD_WIDTH / 2, name + _FIELD_GAP, middle + _FIELD_WIDTH / 2, name + _FIELD_HEIGHT)
    return page, tuple(round(edge * _POINTS) for edge in edges)


def render_html_pdf(html: SafeString, title: str, dated: date) -> bytes:
    """A sheet that is no document of the decree, as the same kind of file: `html` is its body, `<style>` included.

    The font is that of the documents, whatever the style says. Raises CannotRender (MissingPango, MissingFont).
    """
    _check_pango()
    page = render_to_string("baocao/pdf/sheet.html", {"html": html, "title": title, "dated": dated, "font": FONT})
    with _one_at_a_time:
        rendered = weasyprint.HTML(string=_printable(page)).render(pdf_variant=VARIANT, presentational_hints=True)
        return _written(rendered, dated, ())


def _check_pango() -> None:
    if weasyprint is None:
        raise MissingPango(
            "Máy chủ thiếu thư viện Pango nên chưa tạo được tệp PDF. "
            "Hãy cài các gói Debian libpango-1.0-0 và libpangoft2-1.0-0 rồi khởi động lại cổng."
        )


def _html_parts(document: Document) -> list[str]:
    """The main text and each appendix: rendered apart, because that alone restarts the numbers of the pages."""
    context = {"document": document, "font": FONT, "watermark": _watermark() if document.draft else ""}
    main = render_to_string("baocao/pdf/main.html", context)
    appendices = [
        render_to_string("baocao/pdf/appendix.html", {**context, "appendix": appendix})
        for appendix in document.appendices
    ]
    return [_printable(html) for html in (main, *appendices)]


def _watermark() -> str:
    """The picture behind a draft's text, as an address that CSS takes."""
    svg = render_to_string("baocao/pdf/draft.svg", {"font": FONT})
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _printable(text: str) -> str:
    """Precomposed Unicode (TCVN 6909:2001) of the font's letters: what it lacks becomes "?", the invisible nothing."""
    return _FOREIGN.sub(_stand_in, unicodedata.normalize("NFC", text))


def _stand_in(foreign: re.Match[str]) -> str:
    if foreign[0] == "\u2011":  # Word's hyphen that keeps a line together
        return "-"
    return "" if unicodedata.category(foreign[0]) in {"Cc", "Cf"} else "?"


def _written(rendered: Any, dated: date, attachments: Sequence[Attachment]) -> bytes:
    """The pages as a file in which every stream ends unambiguously.

    The last two streams come into being while the file is written; only other content moves their last byte.
    """
    for filler in range(8):
        pdf: bytes = rendered.copy().write_pdf(
            pdf_variant=VARIANT,
            attachments=_embedded(dated, attachments),
            finisher=partial(_finish, filler=" " * filler),
        )
        if _AMBIGUOUS_END not in pdf:
            break
    return pdf


def _embedded(dated: date, attachments: Sequence[Attachment]) -> list[Any]:
    """The attachments for WeasyPrint, in the order of their names, which the PDF's directory needs."""
    stamp = datetime.combine(dated, time())
    return [
        weasyprint.Attachment(
            string=attachment.content,
            name=attachment.name,
            description=attachment.description,
            created=stamp,
            modified=stamp,
            relationship="Data",
        )
        for attachment in sorted(attachments, key=lambda attachment: attachment.name)
    ]


def _finish(rendered: Any, pdf: Any, *, filler: str) -> None:
    """Refuse a look that is not the decree's, name PDF/UA beside PDF/A, and settle which streams are compressed.

    PDF/A wants the metadata readable without a decoder.
    """
    if {font.family for font in rendered.fonts.values()} != {FONT}:
        raise MissingFont(
            f"Máy chủ thiếu phông chữ {FONT} nên văn bản sẽ sai thể thức. "
            "Hãy cài gói Debian fonts-liberation2 rồi khởi động lại cổng."
        )
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream):
            _settle(item)
    if filler:
        pdf.add_object(pydyf.String(filler))


def _settle(stream: Any) -> None:
    """Compress a stream once and for all: the library would do it again for each look at its bytes."""
    is_metadata = stream.extra.get("Type") == "/Metadata"
    if is_metadata:
        stream.stream = [part.replace(b"</rdf:RDF>", _UA_IDENTIFICATION.encode()) for part in stream.stream]
    stream.compress = not is_metadata
    data: bytes = stream.data
    if data.endswith(_AMBIGUOUS_END):
        stream.compress = is_metadata
    elif stream.compress:
        stream.stream = [data[data.index(_STREAM_BEGIN) + len(_STREAM_BEGIN) : -len(_STREAM_END)]]
        stream.extra["Filter"] = "/FlateDecode"
        stream.compress = False
