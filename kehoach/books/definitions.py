"""The seven books (plan 04, II.1.b, II.1.d, II.3, III, IV.2.a, IV.5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kehoach.books.book import Book, Column, Sum
from kehoach.models import (
    Activity,
    Broadcast,
    Commendation,
    Course,
    Decision,
    Funding,
    IssuedDocument,
    Mobilisation,
    TaskRole,
    UnitKind,
)

DAY = Column("Ngày", lambda row: row.happened_on)
TITLE = Column("Nội dung", lambda row: row.title)
UNIT = Column("Đơn vị", lambda row: row.unit.name if row.unit else None)
TASK = Column("Nhiệm vụ", lambda row: row.task.code if row.task else None)
NOTE = Column("Ghi chú", lambda row: row.note or None)


Adder = Callable[[Sequence[Any]], int]


def _total(name: str) -> Adder:
    """Adds a field up; a row that does not know it counts as none."""
    return lambda rows: sum(getattr(row, name) or 0 for row in rows)


def _decided(decision: Decision) -> Adder:
    return lambda rows: sum(row.decision == decision for row in rows)


ACTIVITIES = Book(
    slug="activities",
    path="hoat-dong",
    title="Hoạt động",
    noun="hoạt động",
    about="Ngày hội đọc sách, hội diễn, thi đấu, buổi sinh hoạt: ngày nào, ở đâu, bao nhiêu người dự.",
    icon="calendar-days",
    model=Activity,
    fields=(
        *("title", "happened_on", "kind", "place", "facility", "participants"),
        *("occasion", "task", "unit", "note"),
    ),
    columns=(
        TITLE,
        DAY,
        Column("Loại", lambda row: row.get_kind_display()),
        Column("Nhân dịp", lambda row: row.occasion.name if row.occasion else None),
        Column("Địa điểm", lambda row: row.place or None),
        UNIT,
        Column("Lượt người", lambda row: row.participants),
        TASK,
    ),
    sums=(Sum("hoạt động", len), Sum("lượt người tham gia", _total("participants"))),
)
BROADCASTS = Book(
    slug="broadcasts",
    path="truyen-thanh",
    title="Truyền thanh",
    noun="tin, bài",
    about="Tin, bài, chuyên mục về học tập suốt đời đã phát trên đài truyền thanh.",
    icon="radio",
    model=Broadcast,
    fields=("title", "happened_on", "minutes", "airings", "task", "unit", "note"),
    quick=("title", "minutes", "happened_on", "unit"),
    columns=(
        TITLE,
        DAY,
        Column("Số phút", lambda row: row.minutes),
        Column("Số lần phát", lambda row: row.airings),
        TASK,
        UNIT,
    ),
    sums=(
        Sum("tin, bài", len),
        Sum("lần phát", _total("airings")),
        Sum("phút phát", lambda rows: sum(row.minutes * row.airings for row in rows)),
    ),
    keepers=frozenset({UnitKind.RADIO}),
    task=TaskRole.BROADCASTS,
)
FUNDING = Book(
    slug="funding",
    path="kinh-phi",
    title="Kinh phí",
    noun="khoản kinh phí",
    about="Tiền ngân sách và xã hội hóa dành cho kế hoạch: dự toán, đã chi, ai tài trợ.",
    icon="wallet",
    model=Funding,
    fields=("year", "purpose", "source", "planned", "spent", "donor", "task", "unit", "note"),
    columns=(
        Column("Nội dung chi", lambda row: row.purpose),
        Column("Nguồn", lambda row: row.get_source_display()),
        Column("Dự toán (đồng)", lambda row: row.planned),
        Column("Đã chi (đồng)", lambda row: row.spent),
        Column("Tài trợ", lambda row: row.donor or None),
        Column("Đơn vị sử dụng", UNIT.value),
        TASK,
    ),
    keepers=frozenset({UnitKind.FINANCE_OFFICE}),
    keeps_all=True,
    task=TaskRole.FUNDING,
)
COMMENDATIONS = Book(
    slug="commendations",
    path="khen-thuong",
    title="Khen thưởng",
    noun="đề nghị khen thưởng",
    about="Tập thể, cá nhân được đề nghị khen thưởng và quyết định của cấp có thẩm quyền.",
    icon="award",
    model=Commendation,
    fields=("year", "honoured", "name", "achievement", "form", "unit", "task", "note"),
    columns=(
        Column("Tập thể, cá nhân", lambda row: row.name),
        Column("Đối tượng", lambda row: row.get_honoured_display()),
        Column("Thành tích", lambda row: row.achievement),
        Column("Hình thức", lambda row: row.form),
        Column("Tình trạng", lambda row: row.get_decision_display()),
        Column("Quyết định", lambda row: row.decision_number or None),
        Column("Ngày quyết định", lambda row: row.decided_on),
    ),
    sums=(
        Sum("đang đề nghị", _decided(Decision.PROPOSED)),
        Sum("đã quyết định", _decided(Decision.DECIDED)),
        Sum("không xét", _decided(Decision.DECLINED)),
    ),
    keepers=frozenset(),
    task=TaskRole.COMMENDATIONS,
)
DOCUMENTS = Book(
    slug="documents",
    path="van-ban",
    title="Văn bản",
    noun="văn bản",
    about="Kế hoạch, công văn, quy chế đã ban hành để thực hiện; kế hoạch của từng trường cũng ghi ở đây.",
    icon="file-text",
    model=IssuedDocument,
    fields=("title", "kind", "number", "happened_on", "task", "unit", "note"),
    columns=(
        Column("Trích yếu", lambda row: row.title),
        Column("Loại", lambda row: row.kind),
        Column("Số, ký hiệu", lambda row: row.number or None),
        Column("Ngày ban hành", lambda row: row.happened_on),
        UNIT,
        TASK,
    ),
    sums=(Sum("văn bản", len),),
    task=TaskRole.DOCUMENTS,
    task_of={
        UnitKind.SCHOOL: TaskRole.SCHOOL_PLANS,
        UnitKind.FINANCE_OFFICE: TaskRole.FUNDING,
        UnitKind.RADIO: TaskRole.BROADCASTS,
    },
)
COURSES = Book(
    slug="courses",
    path="tap-huan",
    title="Tập huấn",
    noun="lớp tập huấn",
    about="Lớp tập huấn, bồi dưỡng cho người làm thư viện, nhà văn hóa và người dân; số người học.",
    icon="graduation-cap",
    model=Course,
    fields=("title", "happened_on", "days", "participants", "place", "task", "unit", "note"),
    columns=(
        Column("Nội dung", TITLE.value),
        Column("Ngày khai giảng", lambda row: row.happened_on),
        Column("Số ngày", lambda row: row.days),
        Column("Người học", lambda row: row.participants),
        Column("Địa điểm", lambda row: row.place or None),
        UNIT,
        TASK,
    ),
    sums=(Sum("lớp", len), Sum("lượt người học", _total("participants"))),
    task=TaskRole.COURSES,
)
MOBILISATIONS = Book(
    slug="mobilisations",
    path="huy-dong",
    title="Huy động nhân lực",
    noun="lượt huy động",
    about="Người của cộng đồng góp công: tình nguyện viên, hội viên, phụ huynh, người có chuyên môn.",
    icon="hand-helping",
    model=Mobilisation,
    fields=("title", "happened_on", "people", "hours", "task", "unit", "note"),
    columns=(
        TITLE,
        DAY,
        Column("Số người", lambda row: row.people),
        Column("Giờ công", lambda row: row.hours),
        UNIT,
        TASK,
    ),
    sums=(Sum("lượt huy động", len), Sum("lượt người", _total("people")), Sum("giờ công", _total("hours"))),
    task=TaskRole.MOBILISATIONS,
)

BOOKS: tuple[Book, ...] = (ACTIVITIES, BROADCASTS, DOCUMENTS, COURSES, MOBILISATIONS, FUNDING, COMMENDATIONS)
