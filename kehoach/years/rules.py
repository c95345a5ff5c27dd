"""When a unit may work on a year, and when a year may be closed. Every rule explains its refusal (see people.rules)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kehoach.common import formats
from kehoach.models import ReportingYear
from kehoach.models.kinds import kinds
from kehoach.people.rules import Refused


def check_unit_may_work(year: ReportingYear, unit_id: int, at: datetime) -> None:
    """A unit works on an open year, and on a closed one while it has an exception."""
    if year.closed_at is not None and not year.excepts(unit_id, at):
        closed_on = formats.date_short(timezone.localdate(year.closed_at))
        raise Refused(
            f"Năm {year.year} đã khóa ngày {closed_on}. Muốn sửa, cần {year.commune.officer} cho đơn vị một ngoại lệ."
        )


def check_can_take_back(year: ReportingYear) -> None:
    """Taking back an opening: nobody has typed, sent, reported or decided anything in this year yet."""
    if year.is_closed:
        raise Refused(f"Năm {year.year} đã khóa nên không bỏ được.")
    typed = sum(kind.figures.filter(reporting_year=year).exclude(saved_at=None).count() for kind in kinds())
    if typed:
        raise Refused(f"Đã có {formats.count(typed)} phiếu năm {year.year} được nhập nên không bỏ năm này được.")
    if (
        year.taskprogress_rows.exists()
        or year.explanation_rows.exists()
        or year.exceptions.exists()
        or year.workbooks.exists()
    ):
        raise Refused(f"Năm {year.year} đã có kết quả nhiệm vụ, yêu cầu giải trình hoặc tệp Excel nên không bỏ được.")


def check_nothing_waits(waiting: int) -> None:
    """A year is closed only when no submission waits for the officer; `waiting` is how many do."""
    if waiting:
        raise Refused(
            f"Còn {formats.count(waiting)} phiếu đã nộp chưa được duyệt. Hãy duyệt hoặc trả lại trước khi khóa năm."
        )
