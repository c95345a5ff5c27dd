"""Kinds and states of reports, whom they go to, how they are signed, and what is looked for before their issue."""

from __future__ import annotations

from django.db.models import TextChoices


class ReportKind(TextChoices):
    """What a report covers: one year, or several on the way to a milestone (plan 04, IV.1.e)."""

    ANNUAL = "annual", "Báo cáo năm"
    MIDTERM = "midterm", "Báo cáo sơ kết"
    FINAL = "final", "Báo cáo tổng kết"

    @property
    def slug(self) -> str:
        """Its part of an address: /bao-cao/2025/hang-nam/"""
        return _SLUGS[self]

    @property
    def verb(self) -> str:
        """What it does with its years, inside a sentence: báo cáo, sơ kết, tổng kết."""
        return self.label.lower().removesuffix(" năm").removeprefix("báo cáo ")

    @property
    def file_name(self) -> str:
        """What its file is called, before the year: bao-cao, so-ket."""
        return "bao-cao" if self is ReportKind.ANNUAL else self.slug

    @classmethod
    def of_slug(cls, slug: str) -> ReportKind | None:
        """The kind that an address names; None where it names none."""
        return next((kind for kind in cls if kind.slug == slug), None)


_SLUGS = {ReportKind.ANNUAL: "hang-nam", ReportKind.MIDTERM: "so-ket", ReportKind.FINAL: "tong-ket"}


class Purpose(TextChoices):
    """Who reports to whom: a commune may send the same figures to its own committee and to the level above."""

    TO_COMMITTEE = "to_committee", "Báo cáo Ủy ban nhân dân xã"
    TO_SUPERIOR = "to_superior", "Ủy ban nhân dân xã báo cáo cấp trên"


class Signing(TextChoices):
    """In what capacity somebody signs (NĐ 30/2020, Phụ lục I, ô số 7a), named as the decree abbreviates it."""

    REPORTER = "reporter", "Người báo cáo"
    HEAD = "head", "Người đứng đầu ký"
    COLLECTIVE = "collective", "TM. (thay mặt tập thể)"
    DEPUTY = "deputy", "KT. (cấp phó ký thay)"
    ACTING = "acting", "Q. (quyền cấp trưởng)"
    ORDER = "order", "TL. (ký thừa lệnh)"
    AUTHORISED = "authorised", "TUQ. (ký thừa ủy quyền)"


class ReportState(TextChoices):
    """Where a report stands on its way from the officer's desk to the register (design section 8)."""

    DRAFT = "draft", "Đang soạn"
    PROPOSED = "proposed", "Đã trình"
    RETURNED = "returned", "Trả lại"
    ISSUED = "issued", "Đã ban hành"

    @property
    def tone(self) -> str:
        """The pill's tone in the stylesheet; the word beside it says the same."""
        return _TONES[self]


_TONES = {
    ReportState.DRAFT: "open",
    ReportState.PROPOSED: "path",
    ReportState.RETURNED: "late",
    ReportState.ISSUED: "met",
}

TRANSITIONS: dict[ReportState, frozenset[ReportState]] = {
    ReportState.DRAFT: frozenset({ReportState.PROPOSED}),
    ReportState.PROPOSED: frozenset({ReportState.ISSUED, ReportState.RETURNED}),
    ReportState.RETURNED: frozenset({ReportState.PROPOSED}),
    ReportState.ISSUED: frozenset(),
}
WRITABLE = frozenset({ReportState.DRAFT, ReportState.RETURNED})


class Guard(TextChoices):
    """What is looked for before a report is issued; each finding can be waived with a reason (peers 4.2)."""

    UNREPORTED = "unreported", "Cơ sở chưa có số liệu được duyệt"
    QUERIES = "queries", "Số liệu đã duyệt còn mục chưa giải trình"
    TASKS = "tasks", "Nhiệm vụ chưa có kết quả"
    SAME_TEXT = "same_text", "Lời văn giống báo cáo năm trước"
    EMPTY = "empty", "Mục còn trống"


class FilePart(TextChoices):
    """Which file of an issued report: the one that the portal made, that one signed digitally, or a scan of paper."""

    ISSUED = "issued", "Bản ban hành"
    SIGNED = "signed", "Bản ký số"
    SCANNED = "scanned", "Bản quét có chữ ký, dấu"
