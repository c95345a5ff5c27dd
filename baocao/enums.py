"""The kinds of reports."""

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


_SLUGS = {ReportKind.ANNUAL: "hang-nam", ReportKind.MIDTERM: "so-ket", ReportKind.FINAL: "tong-ket"}
