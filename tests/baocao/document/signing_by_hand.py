"""Signs PDF as a token outside the portal would: with a certificate made for the occasion and pyHanko."""

from __future__ import annotations

import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

CHAIRMAN = "Vũ Chí Mạnh"
COMMITTEE = "Ủy ban nhân dân xã Quảng Nghiệp"
AUTHORITY = "Cơ quan chứng thực thử"


def _named(**parts: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(getattr(NameOID, part), text) for part, text in parts.items()])


@cache
def signer(name: str, days: int = 30) -> Any:
    """Somebody with a certificate of their own, valid from yesterday for so many days (below zero: not any more)."""
    key, today = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_named(ORGANIZATION_NAME=COMMITTEE, COMMON_NAME=name, USER_ID="CCCD:000000000000"))
        .issuer_name(_named(COMMON_NAME=AUTHORITY))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=60))
        .not_valid_after(today + timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    packed = pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, NoEncryption())
    return signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[])


def signed(
    pdf: bytes, name: str = CHAIRMAN, *, field: str = "ChuKySo", days: int = 30, digest: str = "sha256", box: Any = None
) -> bytes:
    """The file with a signature behind it; with a `box` the signature is seen on the first page."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    if box:
        fields.append_signature_field(writer, fields.SigFieldSpec(field, box=box))
    asked = signers.PdfSignatureMetadata(field_name=field, md_algorithm=digest)
    # pyHanko starts an event loop, which a thread that has driven a browser has already.
    with ThreadPoolExecutor(max_workers=1) as apart:
        made = apart.submit(signers.PdfSigner(asked, signer=signer(name, days)).sign_pdf, writer)
        return bytes(made.result().getvalue())


def emptied(pdf: bytes) -> bytes:
    """The file with an update behind it by which its first page shows nothing."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page: Any = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b""))
    writer.update_container(page)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def changed_at(pdf: bytes, place: int) -> bytes:
    """The file with one bit turned."""
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def with_a_bomb(pdf: bytes, unpacked: int) -> bytes:
    """The file with a table of contents behind it that unpacks to so many bytes."""
    packed, start = zlib.compress(bytes(unpacked), 9), len(pdf) + 1
    known = "/W[1 4 2]/Index[0 500000000]/Size 500000000/Filter/FlateDecode"
    head = f"9999 0 obj\n<</Type/XRef{known}/Length {len(packed)}>>\nstream\n"
    return b"%s\n%s%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (pdf, head.encode(), packed, start)
