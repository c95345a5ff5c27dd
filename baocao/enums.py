"""The kinds of reports, whom they go to, and the forms in which they are signed."""

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
