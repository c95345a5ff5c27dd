"""Reports on an occasion out of the books: Tuần lễ hưởng ứng học tập suốt đời, Ngày Sách và Văn hóa đọc Việt Nam."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from baocao.document.blocks import Block, Column, Fit, Heading, Paragraph, Table
from baocao.official_forms.catalogue import Chapter, Of, OfficialForm, Sender
from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.filling.parts import Filled, Line, Listed, Text
from baocao.official_forms.filling.readings import Cut
from baocao.official_forms.filling.sources import Noted, Spent
from kehoach.books.definitions import ACTIVITIES, BROADCASTS, COURSES, DOCUMENTS, MOBILISATIONS
from kehoach.common import formats
from kehoach.models import Activity, FundingSource, Occasion, TaskRole
from kehoach.tallies.windows import Window, calendar_year

# What was noted for the occasion itself counts on any day of the year; what else is noted around its days
# belongs to it: the plan for it comes before, what was broadcast after.
DAYS_BEFORE, DAYS_AFTER = 15, 7
# So many activities fit on the one page; more are told as a number.
MOST_ROWS = 8


def _people(name: str) -> Callable[[Sequence[Any]], int]:
    return lambda rows: sum(getattr(row, name) or 0 for row in rows)


def _is_for_occasions(gathered: Gathered, row: Any) -> bool:
    """Whether a document or an amount is for the task of celebrating."""
    return row.task is not None and row.task.role == TaskRole.OCCASIONS


@dataclass(frozen=True)
class Celebration:
    """An occasion of every year, by its first day, and what its report says."""

    name: str
    first: tuple[int, int]
    last: tuple[int, int]
    clause: str

    def window(self, year: int) -> Window:
        """Its days, and those around them that belong to it."""
        before, after = timedelta(days=DAYS_BEFORE), timedelta(days=DAYS_AFTER)
        return Window(date(year, *self.first) - before, date(year, *self.last) + after)

    def occasion(self, gathered: Gathered) -> Occasion | None:
        """The plan's occasion that begins on its first day."""
        named = (
            occasion for occasion in gathered.occasions if (occasion.start_month, occasion.start_day) == self.first
        )
        return next(named, None)

    def holds(self, gathered: Gathered, row: Any) -> bool:
        """Whether an activity was noted for it."""
        occasion = self.occasion(gathered)
        return occasion is not None and row.occasion_id == occasion.pk

    def activities(self, gathered: Gathered) -> list[Activity]:
        """Its activities, in the order of their days."""
        rows = gathered.records(Activity, calendar_year(gathered.year))
        return [row for row in rows if self.holds(gathered, row)]

    @property
    def lines(self) -> tuple[Line, ...]:
        """What the report counts."""
        held = self.holds
        rows = (
            ("Văn bản chỉ đạo", Noted(DOCUMENTS, "số văn bản của nhiệm vụ này", which=_is_for_occasions), "văn bản"),
            (
                "Hoạt động đã tổ chức",
                Noted(ACTIVITIES, "số hoạt động nhân dịp này", which=held, days=calendar_year),
                "hoạt động",
            ),
            (
                "Lượt người tham gia",
                Noted(ACTIVITIES, "số lượt người nhân dịp này", _people("participants"), held, calendar_year),
                "lượt",
            ),
            (
                "Đơn vị tham gia tổ chức",
                Noted(ACTIVITIES, "số đơn vị nhân dịp này", _units, held, calendar_year),
                "đơn vị",
            ),
            (
                "Thư viện, nhà văn hóa mở cửa phục vụ",
                Noted(ACTIVITIES, "số cơ sở nhân dịp này", _facilities, held, calendar_year),
                "cơ sở",
            ),
            ("Tin, bài truyền thanh", Noted(BROADCASTS, "số tin, bài"), "tin, bài"),
            ("Lớp tập huấn", Noted(COURSES, "số lớp"), "lớp"),
            ("Người góp công", Noted(MOBILISATIONS, "số lượt người", _people("people")), "lượt người"),
            (
                "Ngân sách chi cho các dịp trong năm",
                Spent(FundingSource.STATE, _is_for_occasions, "đã chi cho các dịp"),
                "đồng",
            ),
        )
        return tuple(Line(label, source, self.clause, unit) for label, source, unit in rows)


def _units(rows: Sequence[Any]) -> int:
    return len({row.unit_id for row in rows})


def _facilities(rows: Sequence[Any]) -> int:
    return len({(row.facility_type_id, row.facility_id) for row in rows if row.facility_id})


@dataclass(frozen=True)
class Told:
    """The report's text: what was held, the largest activities first where they are too many for the page."""

    celebration: Celebration
    lines: tuple[Line, ...] = ()

    def fill(self, gathered: Gathered, cut: Cut) -> Filled:
        """A sentence and the table of activities."""
        held = self.celebration.activities(gathered)
        if not held:
            return Filled((Paragraph(f"Sổ hoạt động chưa ghi hoạt động nào nhân dịp {self.celebration.name}."),))
        shown = held
        if len(held) > MOST_ROWS:
            largest = sorted(held, key=lambda row: -(row.participants or 0))[:MOST_ROWS]
            shown = [row for row in held if row in largest]
        columns = (
            Column("Ngày", "left", 14),
            Column("Hoạt động", "left", 46),
            Column("Đơn vị", "left", 28),
            Column("Lượt người", "right", 12),
        )
        rows = tuple(
            (
                formats.date_short(row.happened_on),
                row.title,
                row.unit.name,
                "" if row.participants is None else formats.count(row.participants),
            )
            for row in shown
        )
        left = len(held) - len(shown)
        more = [Paragraph(f"Và {left} hoạt động khác trong sổ hoạt động.")] if left else []
        return Filled((Heading(3, "Các hoạt động"), Table(columns, rows, fit=Fit.CLOSE), *more))


def _opening(celebration: Celebration) -> Callable[[Gathered, Cut], list[Block]]:
    def write(gathered: Gathered, cut: Cut) -> list[Block]:
        return [
            Paragraph(
                f"Ủy ban nhân dân {gathered.commune.full_name} báo cáo kết quả tổ chức {celebration.name} "
                f"năm {gathered.year}. Số liệu lấy từ sổ theo dõi, mỗi số theo kỳ ghi ở cột cuối."
            )
        ]

    return write


def _closing(gathered: Gathered, cut: Cut) -> list[Block]:
    return [Paragraph("Trên đây là kết quả tổ chức, trân trọng báo cáo./.")]


def _form(code: str, celebration: Celebration, act: str, in_force: date | None, caution: str) -> OfficialForm:
    return OfficialForm(
        code=code,
        title=celebration.name,
        act=act,
        in_force=in_force,
        due=lambda year: celebration.window(year).last_day,
        due_words="theo công văn hằng năm của cấp trên",
        window=celebration.window,
        of=Of.COMMUNE,
        abstract=lambda gathered, library: f"Kết quả tổ chức {celebration.name} năm {gathered.year}",
        sender=Sender("Báo cáo", "BC-UBND", "occasion_receiver"),
        chapters=(
            Chapter(
                "",
                (
                    Text(_opening(celebration)),
                    Listed("Kết quả", celebration.lines, fit=Fit.CLOSE),
                    Told(celebration),
                    Text(_closing),
                ),
            ),
        ),
        caution=caution,
    )


LEARNING_WEEK = _form(
    "tuan-le-htsd",
    Celebration(
        "Tuần lễ hưởng ứng học tập suốt đời",
        (10, 1),
        (10, 7),
        "Thông tư 25/2023/TT-BGDĐT, chỉ tiêu 1.3",
    ),
    "Thông tư 25/2023/TT-BGDĐT, chỉ tiêu 1.3",
    None,
    "Không có mẫu chung của cả nước.",
)
BOOK_DAY = _form(
    "ngay-sach",
    Celebration(
        "Ngày Sách và Văn hóa đọc Việt Nam",
        (4, 21),
        (4, 21),
        "Quyết định 1862/QĐ-TTg",
    ),
    "Quyết định 1862/QĐ-TTg ngày 04/11/2021",
    date(2021, 11, 4),
    "Không có mẫu chung của cả nước.",
)
