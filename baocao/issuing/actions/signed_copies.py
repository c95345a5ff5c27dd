"""The copy of an issued report that came back signed: by a token, or on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from baocao.document.signed_copy import NotSigned, SignedCopy, signed_copy
from baocao.document.signers import Signer
from baocao.issuing.actions.issuing import keep_file
from baocao.issuing.actions.writing import locked
from baocao.issuing.rules import check_can_keep_signed_copy
from baocao.models import FilePart, Report, ReportFile
from kehoach.models import User
from kehoach.people.rules import Refused

_SOUND = "Giữ nguyên bản ban hành; chữ ký số còn nguyên vẹn và bảo vệ toàn bộ tệp."
_MORE = (
    "Ngoài chữ ký, tệp còn có phần khác được thêm hoặc sửa sau khi ban hành: "
    "hãy so từng trang với bản ban hành trước khi dùng."
)
_PAPER = "Bản quét từ giấy: cổng giữ nguyên như đã nhận và không đối chiếu được nội dung, chữ ký, dấu."


@transaction.atomic
def keep_signed_copy(*, report: Report, part: FilePart, content: bytes, by: User, at: datetime) -> ReportFile:
    """Keeps a copy that was signed digitally (SIGNED) or on paper (SCANNED) and says what was found in it.

    The same file again is the one that is there. Refused says why a file is no sound digitally signed copy; a scan is
    kept as it is, but what begins with the issued file is none.
    """
    report = locked(report)
    check_can_keep_signed_copy(report, by)
    issued = report.files.get(part=FilePart.ISSUED)
    digest = sha256(content).hexdigest()
    if digest == issued.sha256:
        raise Refused("Đây chính là bản ban hành, chưa có chữ ký nào thêm vào.")
    present = report.files.filter(sha256=digest).first()
    if present is not None:
        return present
    remark, signers = _scan(content, issued) if part == FilePart.SCANNED else _signed(content, issued)
    return keep_file(report, part, content, remark, signers, by=by, at=at)


def _scan(content: bytes, issued: ReportFile) -> tuple[str, Sequence[Signer]]:
    if content.startswith(issued.whole):
        raise Refused("Tệp này là bản ban hành có phần thêm vào, không phải bản quét. Hãy chọn “Bản ký số”.")
    return _PAPER, ()


def _signed(content: bytes, issued: ReportFile) -> tuple[str, Sequence[Signer]]:
    whole = issued.whole
    if sha256(whole).hexdigest() != issued.sha256:
        raise Refused("Bản ban hành trong cổng không còn khớp mã SHA-256 của nó. Hãy báo người quản trị.")
    try:
        copy = signed_copy(content, whole)
    except NotSigned as reason:
        raise Refused(str(reason)) from reason
    return remark_on(copy), copy.signers


def remark_on(copy: SignedCopy) -> str:
    """What is said of a sound signed copy."""
    return f"{_SOUND} {_MORE}" if copy.has_more else _SOUND
