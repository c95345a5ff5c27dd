"""Kinds, lengths and states of reports, and which state may follow which."""

from __future__ import annotations

from django.db import models


class ReportKind(models.TextChoices):
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


class Length(models.TextChoices):
    """How much a report tells; all of them are made from the same figures."""

    STANDARD = "standard", "Báo cáo"
    FULL = "full", "Báo cáo đầy đủ"
    ONE_PAGE = "one_page", "Bản một trang"


class ReportState(models.TextChoices):
    """Where a report stands on its way from the officer's draft to the commune's register (NĐ 30/2020, Điều 15)."""

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
    ReportState.PROPOSED: frozenset({ReportState.ISSUED, ReportState.RETURNED, ReportState.DRAFT}),
    ReportState.RETURNED: frozenset({ReportState.PROPOSED}),
    ReportState.ISSUED: frozenset(),
}


WRITABLE = frozenset({ReportState.DRAFT, ReportState.RETURNED})


class FilePart(models.TextChoices):
    """Which file of an issued report: the one that the portal made, that one signed digitally, or a scan of paper."""

    ISSUED = "issued", "Bản ban hành"
    SIGNED = "signed", "Bản ký số"
    SCANNED = "scanned", "Bản quét có chữ ký, dấu"
