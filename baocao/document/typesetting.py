"""Pages of HTML as PDF/A-3a and PDF/UA-1. The only module that knows WeasyPrint; it knows no Django.

Equal values give equal bytes: dates come from the document, never from the clock.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from baocao.document.signing import Box

try:
    import pydyf
    import weasyprint
except OSError:  # WeasyPrint loads Pango when it is imported
    weasyprint = None

FONT = "Liberation Serif"
VARIANT = "pdf/a-3a"
# Generations of Python's garbage collector: objects that came since the part before, and when it looks at the newest.
_OF_THE_PART, _NEW_OBJECTS, _NEVER = 1, 10_000, 1_000_000
# The name below the signature in templates/baocao/document/pdf/_signature.html, and the field above it in CSS pixels.
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


@dataclass(frozen=True)
class Attachment:
    """A file inside the PDF: its name, its bytes, and what it is in a few words."""

    name: str
    content: bytes
    description: str


def typeset(
    parts: Sequence[str], dated: date, attachments: Sequence[Attachment] = (), *, signature_field: bool = False
) -> bytes:
    """One file of whole HTML pages: each part starts a new page and counts its pages from 1.

    `signature_field` adds an empty field for a digital signature above the element `signature`. Raises MissingPango or
    MissingFont.
    """
    if weasyprint is None:
        raise MissingPango(
            "Máy chủ thiếu thư viện Pango nên chưa tạo được tệp PDF. "
            "Hãy cài các gói Debian libpango-1.0-0 và libpangoft2-1.0-0 rồi khởi động lại cổng."
        )
    with _garbage_after_each_part():
        laid_out = [_laid_out(html) for html in parts]
        pages = [page for part in laid_out for page in part.pages]
        pdf = _written(laid_out[0].copy(pages), dated, attachments)
    if not signature_field:
        return pdf
    # With pyHanko come 25 MB that a process which only sets pages need not hold.
    from baocao.document.signing import with_signature_field  # noqa: PLC0415

    return with_signature_field(pdf, *_room_for_signature(pages))


def _laid_out(html: str) -> Any:
    laid_out = weasyprint.HTML(string=html).render(pdf_variant=VARIANT, presentational_hints=True)
    gc.collect(_OF_THE_PART)
    return laid_out


@contextmanager
def _garbage_after_each_part() -> Iterator[None]:
    """Holds back the search for garbage that goes over all objects again and again while a layout grows.

    A part's own garbage is all found once it is laid out; what is left of it then is not looked at again.
    """
    usual = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, _NEVER, _NEVER)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _room_for_signature(pages: Sequence[Any]) -> tuple[int, Box]:
    """On which page the name of whoever signs stands, and the room above it, which the style keeps free."""
    page, (left, top, right, _) = next(
        (number, page.anchors[_SIGNER]) for number, page in enumerate(pages) if _SIGNER in page.anchors
    )
    middle, name = (left + right) / 2, pages[page].height - top
    edges = (middle - _FIELD_WIDTH / 2, name + _FIELD_GAP, middle + _FIELD_WIDTH / 2, name + _FIELD_HEIGHT)
    return page, tuple(round(edge * _POINTS) for edge in edges)


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
