"""The paragraph styles of a report in Word, by NĐ 30/2020, Phụ lục I. Imports no Django.

They carry the decree's own Vietnamese terms, so that whoever edits the file finds them in Word's list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

FONT = "Times New Roman"
TABLE_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True)
class Style:
    """A paragraph style: name, size in points, face, alignment, and lengths in twentieths of a point.

    `indent` is the first line's; below zero it hangs out. Between `close` paragraphs of one style there is no space,
    `exact` paragraphs are as high as their size and no more. `outline` is a heading's place in Word's navigation.
    """

    name: str
    size: int = 14
    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: str = "center"
    before: int = 0
    after: int = 0
    left: int = 0
    indent: int = 0
    line: int = 240
    exact: bool = False
    close: bool = False
    ruled: bool = False
    keep_next: bool = False
    outline: int | None = None

    @property
    def half_points(self) -> int:
        """The size as the file has it."""
        return 2 * self.size

    @property
    def hanging(self) -> int:
        """How far the first line hangs out."""
        return -self.indent

    @property
    def line_rule(self) -> str:
        """Whether `line` is 240ths of a line or a height."""
        return "exact" if self.exact else "auto"


_TEXT = Style("Nội dung", align="both", after=120, indent=720, line=276)
_HEADING = replace(_TEXT, bold=True, before=120, keep_next=True)
_THIN = Style("Sau bảng", 4, align="left", line=120, exact=True)
# The sizes are those of the decree's own sample (Mục V). A heading's name is the one by which Word knows headings.
STYLES: dict[str, Style] = {
    "BodyText": _TEXT,
    "Heading1": replace(_HEADING, name="heading 1", caps=True, outline=0),
    "Heading2": replace(_HEADING, name="heading 2", outline=1),
    "Heading3": replace(_HEADING, name="heading 3", italic=True, outline=2),
    "Nation": Style("Quốc hiệu", 12, bold=True),
    "Motto": Style("Tiêu ngữ", 13, bold=True),
    "Parent": Style("Cơ quan chủ quản", 12, caps=True),
    "Issuer": Style("Cơ quan ban hành", 12, bold=True, caps=True),
    "Number": Style("Số và ký hiệu", 13, before=120),
    "PlaceDate": Style("Địa danh và thời gian", 13, italic=True, before=120),
    "DocumentKind": Style("Tên loại văn bản", bold=True, caps=True, before=360, keep_next=True),
    "Abstract": Style("Trích yếu", bold=True, keep_next=True),
    "Addressee": Style("Kính gửi", before=240, after=240),
    "Addressees": Style("Kính gửi nhiều nơi", align="left", before=240, left=1701, keep_next=True),
    "AddresseeName": Style("Nơi được gửi", align="left", left=2884, indent=-163, after=240, close=True),
    "Note": Style("Chú thích", 12, align="both", after=60),
    "TableCaption": Style("Tên bảng", 13, bold=True, before=80, after=80, keep_next=True),
    "TableText": Style("Chữ trong bảng", 12),
    "TableTextSmall": Style("Chữ trong bảng phụ lục", 11),
    "TableEnd": _THIN,
    "RecipientsLabel": Style("Nơi nhận", 12, bold=True, italic=True, align="left"),
    "Recipient": Style("Nơi nhận (dòng)", 11, align="left"),
    "Authority": Style("Quyền hạn, chức vụ", bold=True, caps=True),
    "Signer": Style("Họ và tên người ký", bold=True, before=1701),
    "AppendixNumber": Style("Phụ lục", bold=True, keep_next=True),
    "AppendixTitle": Style("Tên phụ lục", bold=True, caps=True, keep_next=True),
    "Attached": Style("Kèm theo", italic=True, before=80, after=120, close=True, keep_next=True),
    "PageNumber": Style("Số trang", 13),
    "Rule": Style("Đường kẻ", 2, line=40, exact=True, ruled=True),
    "PartEnd": replace(_THIN, name="Hết phần", size=1, line=20),
}
