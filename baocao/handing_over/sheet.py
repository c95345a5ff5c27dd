"""“Phiếu thông tin văn bản”: what a document system asks about an issued report, out of what was issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader

from baocao.document.blocks import Document
from baocao.document.packages import dated_package
from baocao.models import AgencyCode, FilePart, Report, ReportFile
from baocao.report.composing import frozen_document
from kehoach.common.formats import count, date_short
from kehoach.common.sheets import Sheet, tables_workbook

# What stands below “Nơi nhận” and names no agency.
_AS_ABOVE, _KEPT = "như trên", "lưu"


@dataclass(frozen=True)
class DocumentSheet:
    """The sheet of one issued report. `outgoing` is the file that leaves: the signed copy, else the issued one."""

    report: Report
    document: Document
    outgoing: ReportFile
    pages: int
    codes: Mapping[str, str]

    @property
    def issuer(self) -> str:
        """The agency on the letterhead, on one line."""
        return " ".join(self.document.letterhead.issuer)

    @property
    def recipients(self) -> list[str]:
        """To whom it goes: the addressees, then who else gets it; what is kept is left out."""
        below = [line.strip(" -;.,") for line in self.document.recipients]
        others = [line for line in below if not line.casefold().startswith((_AS_ABOVE, _KEPT))]
        return list(dict.fromkeys([*self.document.addressees, *others]))

    @property
    def agencies(self) -> list[str]:
        """Every agency that may have a code."""
        return list(dict.fromkeys([self.issuer, *self.recipients]))

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What document systems ask of a document, in the order of its components; what is not known is empty."""
        entry, signature = self.report.entry, self.document.signature
        name = signature.name or "; ".join(signer.name for signer in self.outgoing.signers)
        return [
            ("Số văn bản", f"{entry.number:02d}"),
            ("Ký hiệu", entry.symbol),
            ("Số và ký hiệu", entry.full_number),
            ("Địa danh", self.document.letterhead.place),
            ("Ngày ban hành", date_short(entry.signed_on)),
            ("Loại văn bản", self.document.kind.capitalize()),
            ("Trích yếu nội dung", self.document.abstract),
            ("Cơ quan chủ quản", " ".join(self.document.letterhead.parent)),
            ("Cơ quan ban hành", self.issuer),
            ("Mã cơ quan ban hành", self.codes.get(self.issuer, "")),
            ("Người ký", name),
            ("Quyền hạn, chức vụ người ký", ", ".join((*signature.authority, *signature.position))),
            ("Nơi nhận", "; ".join(map(self._with_code, self.recipients))),
            ("Số trang", count(self.pages)),
            ("Số phụ lục", count(len(self.document.appendices))),
            ("Tệp văn bản", self.outgoing.get_part_display()),
            ("Mã SHA-256 của tệp", self.outgoing.sha256),
        ]

    def _with_code(self, agency: str) -> str:
        code = self.codes.get(agency)
        return f"{agency} ({code})" if code else agency

    def as_workbook(self) -> bytes:
        """The sheet for Excel."""
        about = "Chép từng ô sang hệ thống quản lý văn bản. Ô trống: cổng không biết, văn thư ghi."
        content = tables_workbook([Sheet("Phiếu thông tin văn bản", about, ("Trường", "Nội dung"), self.fields)])
        return dated_package(content, self.report.entry.signed_on)


def sheet_of(report: Report) -> DocumentSheet:
    """The sheet of an issued report."""
    files = {file.part: file for file in report.files.order_by("added_at", "pk")}
    issued = files[FilePart.ISSUED]
    outgoing = files.get(FilePart.SIGNED) or files.get(FilePart.SCANNED) or issued
    # A scan is anybody's file: the pages are counted in what the portal made.
    pages = PdfFileReader(BytesIO(issued.whole)).root["/Pages"]["/Count"]
    codes = dict(AgencyCode.objects.filter(commune=report.commune).values_list("agency", "code"))
    return DocumentSheet(report, frozen_document(report.snapshot.content), outgoing, int(pages), codes)
