"""Whether a file is an issued one that was digitally signed and not touched since.

Whether the issuer of a certificate can be trusted is not judged: that needs the lists of the Government's and the
public certificate authorities, and the network.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.decode_limits import DecodeLimits, StreamDecodeLimits
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from baocao.document.pdf_changes import is_only_signed
from baocao.document.signers import Signer

# Where readers of PDF look for the place of the last list of objects. The library would search 9 MB byte by byte for
# it, and take minutes over a number or a blank of 9 MB; a signer's own padding is up to 130,000 digits.
_END, _POINTER = 2048, b"startxref"
_LONGEST_RUN = b"0" * 500_000
_DIGITS_AND_BLANKS = bytes(48 if byte in b"0123456789 \t\r\n\f\0" else 120 for byte in range(256))
_WEAK = frozenset({"md5", "sha1"})
_LONGEST_NAME = 200
# Far more than a stream of a report unpacks to: a small file cannot be made to fill the memory.
_LIMITS = DecodeLimits(per_stream=StreamDecodeLimits(max_output_size=16 * 1024 * 1024))
_OTHER = (
    "Tệp này không giữ nguyên từng byte của bản ban hành. Hãy tải bản ban hành từ cổng và ký đúng tệp đó, "
    "không in, quét hay lưu lại bằng phần mềm khác trước khi ký."
)
_UNREADABLE = "Không đọc được phần thêm vào sau bản ban hành: tệp bị hỏng hoặc đã bị sửa."
_UNSIGNED = "Tệp giữ nguyên bản ban hành nhưng không có chữ ký số nào."


class NotSigned(Exception):
    """The file is no sound signed copy; the message is the sentence that says why."""


@dataclass(frozen=True)
class SignedCopy:
    """A sound signed copy: who signed it, and whether more than signatures was added to the issued file."""

    signers: tuple[Signer, ...]
    has_more: bool


def signed_copy(copy: bytes, issued: bytes) -> SignedCopy:
    """What is signed in a copy of an issued file. Raises NotSigned with the reason.

    The copy begins with every byte of the issued file, each of its signatures is intact, and one covers all of it.
    """
    if not copy.startswith(issued):
        raise NotSigned(_OTHER)
    if copy == issued:
        raise NotSigned(_UNSIGNED)
    added = copy[len(issued) :]
    if _POINTER not in added[-_END:] or _LONGEST_RUN in added.translate(_DIGITS_AND_BLANKS):
        raise NotSigned(_UNREADABLE)
    try:
        return _read(copy, issued)
    except NotSigned:
        raise
    except Exception as broken:  # a file can be broken in any way, and the library fails with whatever it meets
        raise NotSigned(_UNREADABLE) from broken


def _read(copy: bytes, issued: bytes) -> SignedCopy:
    reader: Any = PdfFileReader(BytesIO(copy), strict=False, decode_limits=_LIMITS)
    before: Any = PdfFileReader(BytesIO(issued), strict=False, decode_limits=_LIMITS)
    base = before.xrefs.total_revisions - 1
    if not _goes_on(reader, before, base):
        raise NotSigned(_UNREADABLE)
    signatures = [signature for signature in reader.embedded_signatures if signature.sig_object_type == "/Sig"]
    if not signatures:
        raise NotSigned(_UNSIGNED)
    signers = tuple(_signers(signatures))
    if all(
        signature.evaluate_signature_coverage() is not SignatureCoverageLevel.ENTIRE_FILE for signature in signatures
    ):
        raise NotSigned(f"Sau khi {signers[-1].name} ký, tệp còn bị thêm nội dung mà chữ ký không bảo vệ.")
    return SignedCopy(signers, has_more=not is_only_signed(reader, before))


def _goes_on(reader: Any, before: Any, base: int) -> bool:
    """Whether the update is one of the issued file, and not another document behind its bytes."""
    ends = [xrefs.get_startxref_for_revision(base) for xrefs in (reader.xrefs, before.xrefs)]
    return bool(reader.xrefs.total_revisions > base + 1 and ends[0] == ends[1])


def _signers(signatures: list[EmbeddedPdfSignature]) -> Iterator[Signer]:
    for signature in signatures:
        certificate = signature.signer_cert
        signer = Signer(
            name=_name(certificate.subject, "common_name", "title", "organization_name"),
            issuer=_name(certificate.issuer, "common_name"),
            at=signature.self_reported_timestamp,
            valid_from=certificate.not_valid_before,
            valid_until=certificate.not_valid_after,
        )
        if signature.external_md_algorithm in _WEAK:
            raise NotSigned(
                f"Chữ ký của {signer.name} dùng thuật toán {signature.external_md_algorithm.upper()} đã lỗi thời."
            )
        intact, valid = validate_sig_integrity(
            signature.signer_info, signature.signer_cert, "data", signature.compute_digest()
        )
        if not (intact and valid):
            raise NotSigned(f"Chữ ký của {signer.name} không còn nguyên vẹn: tệp đã bị sửa sau khi ký.")
        yield signer


def _name(name: Any, *parts: str) -> str:
    """Vũ Chí Mạnh, UBND xã Tân Kỳ: these parts of a name, the others being numbers of people and places."""
    known = name.native
    words = ", ".join(str(known[part]) for part in parts if part in known) or name.human_friendly
    return " ".join(str(words).split())[:_LONGEST_NAME]
