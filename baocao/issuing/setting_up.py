"""Who reports to whom and who signs, as a sheet of the workbook by which a commune is set up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from baocao.models import ReportHead
from kehoach.setup.resource import SheetResource
from kehoach.setup.sheets import add_sheet


class HeadSheet(SheetResource):
    """The letterheads, from one day to another; without any the portal asks before the first report is proposed."""

    slug, heading, owner = "the-thuc", "Thể thức báo cáo", "commune"
    about = (
        "Mỗi dòng một thể thức: ai báo cáo, gửi ai, ai ký, dùng từ ngày nào. Để trống cả trang thì chọn sau ở trang "
        "Thể thức báo cáo của cổng, trước khi trình báo cáo đầu tiên."
    )

    class Meta:
        model = ReportHead
        import_id_fields = ("purpose", "valid_from")
        fields = (
            *("purpose", "valid_from", "valid_until", "parent", "issuer", "symbol", "place", "addressees"),
            *("recipients", "signing", "collective", "head", "position", "signer"),
        )

    @property
    def columns(self) -> Sequence[str]:
        """All: the position here is the signer's, not the row's place."""
        return list(self._meta.fields)

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """The order of the rows means nothing."""


add_sheet(HeadSheet)
