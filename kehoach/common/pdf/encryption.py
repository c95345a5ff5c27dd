"""Whether an encrypted PDF opens for everybody: then only printing or editing is what its author did not want."""

from __future__ import annotations

from io import BytesIO


def opens_without_password(data: bytes) -> bool:
    """Whether its user password is empty (ISO 32000-2, 7.6.4). What cannot be read counts as locked."""
    # Takes a quarter of a second, which every process would pay; few PDFs are encrypted.
    from pyhanko.pdf_utils.crypt import AuthStatus  # noqa: PLC0415
    from pyhanko.pdf_utils.decode_limits import DecodeLimits, StreamDecodeLimits  # noqa: PLC0415
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    limits = DecodeLimits(per_stream=StreamDecodeLimits(max_output_size=16 * 1024 * 1024))
    try:
        reader = PdfFileReader(BytesIO(data), strict=False, decode_limits=limits)
        return reader.decrypt("").status is not AuthStatus.FAILED
    except Exception:  # a file can be broken in any way, and the library fails with whatever it meets
        return False
