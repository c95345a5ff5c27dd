"""PDFs as offices, scanners and mail gateways make them: what opens for everybody and runs nothing is kept."""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from pyhanko.pdf_utils.crypt import StandardSecurityHandler, StandardSecuritySettingsRevision
from pyhanko.pdf_utils.crypt.permissions import StandardPermissions
from pyhanko.pdf_utils.writer import PdfFileWriter

from baocao.document.typesetting import FONT, Attachment
from kehoach.common.uploads import PDF, NotAccepted, accept

BODY = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
TAIL = b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
PAPER = b"%PDF-1.7\n" + BODY + TAIL
PACKED = b"/Type /EmbeddedFile /Filter /FlateDecode"
LEGACY = {
    "RC4 of 40 bits": (StandardSecuritySettingsRevision.RC4_BASIC, 5),
    "RC4 of 128 bits": (StandardSecuritySettingsRevision.RC4_EXTENDED, 16),
    "AES of 128 bits": (StandardSecuritySettingsRevision.RC4_OR_AES128, 16),
}


def verdict(content: bytes) -> str:
    """What becomes of a file: kept, or the sentence with which it is refused."""
    try:
        accepted = accept("biên bản.pdf", content)
    except NotAccepted as refusal:
        return str(refusal)
    assert (accepted.media_type, accepted.content) == (PDF, content)
    return "kept"


def locked(user_password: str, method: str) -> bytes:
    """A PDF that only its owner may print and edit, and that opens with the user's password."""
    writer, written = PdfFileWriter(), BytesIO()
    if method in LEGACY:
        revision, key_bytes = LEGACY[method]
        writer.security_handler = handler = StandardSecurityHandler.build_from_pw_legacy(
            revision,
            writer.document_id[0].original_bytes,
            "owner",
            user_password,
            keylen_bytes=key_bytes,
            use_aes128=method.startswith("AES"),
            perms=StandardPermissions.allow_everything() & ~StandardPermissions.ALLOW_PRINTING,
        )
        writer._encrypt = writer.add_object(handler.as_pdf_object())
    else:
        writer.encrypt("owner", user_password)
    writer.write(written)
    return written.getvalue()


def with_attachment(content: bytes, kind: bytes = b"/Type /EmbeddedFile", more: bytes = b"") -> bytes:
    """A PDF that carries a file along."""
    stream = b"4 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (kind, len(content), content)
    offer = b"5 0 obj\n<< /Type /Filespec /EF << /F 4 0 R >> >>\nendobj\n"
    tree = b"6 0 obj\n<< /Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >> >>\nendobj\n"
    return b"%PDF-1.7\n" + BODY + stream + offer + tree + more + TAIL


@pytest.mark.case("SC-064")
@pytest.mark.parametrize("method", ["AES of 256 bits", *LEGACY])
def test_protected_from_printing_alone_is_kept_and_locked_is_not(method: str) -> None:
    assert verdict(locked("", method)) == "kept"
    assert "có mật khẩu" in verdict(locked("secret", method))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + PAPER, id="a byte order mark"),
        pytest.param(b"\0" * 1024 + PAPER, id="1,024 bytes before the head"),
        pytest.param(b"Content-Type: application/pdf\r\n\r\n" + PAPER, id="a head of a mail"),
        pytest.param(PAPER + b"\x1a\r\n-- scanned by the gateway --\r\n", id="a line of a mail gateway"),
        pytest.param(PAPER + b"\0" * 100_000, id="zeros up to a block"),
    ],
)
def test_bytes_around_a_pdf_that_every_reader_passes_over(content: bytes) -> None:
    assert verdict(content) == "kept"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"\0" * 1025 + PAPER, "không phải ảnh JPG", id="1,025 bytes before the head"),
        pytest.param(PAPER + b"x" * 1025, "bị hỏng", id="1,025 bytes behind the end"),
        pytest.param(b"abc <svg onload=x>" + PAPER, "bị hỏng", id="markup before"),
        pytest.param(PAPER + b"<script>alert(1)</script>", "bị hỏng", id="markup behind"),
        pytest.param(PAPER + b"PK\x03\x04" + b"\0" * 30, "bị hỏng", id="an archive behind"),
        pytest.param(b"MZ\x90\0" + PAPER, "chương trình máy tính", id="a program before"),
        pytest.param(b"PK\x03\x04" + PAPER, "tệp nén", id="an archive before"),
        pytest.param(b"1.234 %PDF", "không phải ảnh JPG", id="a word of a text"),
    ],
)
def test_what_is_something_else_besides_is_refused(content: bytes, sentence: str) -> None:
    assert sentence in verdict(content)


def test_the_portals_own_report_is_kept(typeset_once: Callable[..., bytes]) -> None:
    page = f'<html lang="vi"><head><title>x</title><style>p {{ font-family: "{FONT}" }}</style></head><p>Báo cáo</html>'
    attached = Attachment("so-lieu-2025.json", json.dumps({"year": 2025}).encode(), "Số liệu")

    assert verdict(typeset_once([page], date(2026, 1, 5), [attached])) == "kept"


def test_data_that_goes_with_a_paper_is_kept() -> None:
    assert verdict(with_attachment(b'{"year": 2025}')) == "kept"
    packed = zlib.compress(b"[1, 2]")
    assert verdict(with_attachment(packed, PACKED)) == "kept"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(with_attachment(b"MZ\x90\0"), id="a program"),
        pytest.param(with_attachment(b"MZ\x90\0", b""), id="a program that does not say that it is attached"),
        pytest.param(with_attachment(b"{}", b"/Type /Embedded#46ile"), id="a disguised name"),
        pytest.param(with_attachment(b"7b7d>", b"/Type /EmbeddedFile /Filter /ASCIIHexDecode"), id="another packing"),
        pytest.param(
            with_attachment(zlib.compress(b"[" + b" " * 17_000_000 + b"]"), PACKED),
            id="a small file that fills the memory",
        ),
        pytest.param(with_attachment(b"[" * 100_000), id="brackets without end"),
        pytest.param(with_attachment(b"{}", more=b"7 0 obj\n<< /EF << /F 9 0 R >> >>\nendobj\n"), id="one file more"),
        pytest.param(with_attachment(b"{}", more=b"7 0 obj\n<< /EF 9 0 R >>\nendobj\n"), id="a file elsewhere"),
        pytest.param(with_attachment(b"{}", more=b"7 0 obj\n<< /S /JavaScript >>\nendobj\n"), id="a program besides"),
    ],
)
def test_any_other_attachment_is_refused(content: bytes) -> None:
    assert "mang theo chương trình hoặc tệp khác" in verdict(content)


@pytest.mark.parametrize(
    "trailer",
    [
        pytest.param(b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Prev 9 /Encrypt 5 0 R >>", id="turns in a circle"),
        pytest.param(b"xref\n0 999999999\ntrailer\n<< /Size 999999999 /Encrypt 5 0 R >>", id="claims much"),
        pytest.param(b"xref\n0 0\ntrailer\n<< /Encrypt " + b"<</a " * 300_000, id="has no bottom"),
    ],
)
def test_a_broken_lock_is_a_lock_and_costs_no_time(trailer: bytes) -> None:
    begun = time.monotonic()

    assert "có mật khẩu" in verdict(b"%PDF-1.7\n" + trailer + b"\nstartxref\n9\n%%EOF\n")
    assert time.monotonic() - begun < 5
