"""Whether a PDF that somebody has at hand is an issued report, or a signed copy of one. The file is not kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import QuerySet

from baocao.document.signed_copy import NotSigned, signed_copy
from baocao.document.signers import Signer
from baocao.issuing.actions.signed_copies import remark_on
from baocao.models import FilePart, Report, ReportFile


@dataclass(frozen=True)
class Recognised:
    """What a file was found to be: `file` is the one that the portal keeps, None where it is none of them.

    Where the file only begins with that one, `is_copy` holds; then either `signers` have signed it or `fault` says what
    is wrong with it. `replaced_by` is the issued report that has taken the place of the file's report.
    """

    digest: str
    file: ReportFile | None = None
    replaced_by: Report | None = None
    is_copy: bool = False
    signers: tuple[Signer, ...] = ()
    remark: str = ""
    fault: str = ""


def recognised(content: bytes, reports: QuerySet[Report]) -> Recognised:
    """Looks for a file among those of some reports: first for itself, then for an issued one that it begins with."""
    digest = sha256(content).hexdigest()
    files = ReportFile.objects.filter(report__in=reports).defer("content")
    known = files.select_related("report__entry", "report__commune")
    file = known.filter(sha256=digest).order_by("part").first()
    if file is not None:
        return Recognised(digest, file, _replacement(file), signers=tuple(file.signers), remark=file.remark)
    issued = files.filter(part=FilePart.ISSUED, size__lt=len(content)).values_list("pk", "size", "sha256")
    begins = _begins_with(content, issued)
    file = known.filter(pk=begins).first() if begins else None
    if file is None:
        return Recognised(digest)
    try:
        copy = signed_copy(content, content[: file.size])
    except NotSigned as reason:
        return Recognised(digest, file, _replacement(file), is_copy=True, fault=str(reason))
    return Recognised(digest, file, _replacement(file), is_copy=True, signers=copy.signers, remark=remark_on(copy))


def _begins_with(content: bytes, issued: Iterable[tuple[int, int, str]]) -> int | None:
    """The key of the longest issued file, by key, size and SHA-256, whose bytes the content begins with."""
    so_far, longest, done = sha256(), None, 0
    for key, size, digest in sorted(issued, key=lambda file: file[1]):
        so_far.update(memoryview(content)[done:size])
        done = size
        if so_far.copy().hexdigest() == digest:
            longest = key
    return longest


def _replacement(file: ReportFile) -> Report | None:
    """The issued report that has taken the place of the one that a file belongs to."""
    return file.report.replacements.filter(issued_at__isnull=False).select_related("entry").first()
