"""The kinds of reports, whom they go to, and the forms in which they are signed."""

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
