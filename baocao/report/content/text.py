"""The opening, section I and the frame of section II of the report, written from plan and figures."""

from __future__ import annotations

from baocao.document.blocks import Block, Heading, Paragraph
from baocao.report.content.book_words import documents, happenings, plan_money
from baocao.report.content.figures import systems
from baocao.report.content.targets import targets_section
from baocao.report.content.tasks import duties, groups
from baocao.report.content.units import money, units
from baocao.report.content.words import some
from baocao.report.data import ReportData
from baocao.report.groups import FACILITIES, PLAN
from kehoach.common import formats
from kehoach.common.formats import joined, uncapitalized
from kehoach.models import Plan, ReportingYear


def opening(data: ReportData) -> Paragraph:
    """The plan in full, as a document is cited when it is first mentioned, and who reports."""
    plan, who = cited(data), data.head.reporter
    if data.is_before_plan:
        return Paragraph(
            f"Để có số liệu ban đầu cho việc theo dõi thực hiện {plan}, {who} báo cáo số liệu năm {data.year} như sau:"
        )
    return Paragraph(f"Thực hiện {plan}, {who} báo cáo kết quả năm {data.year} như sau:")


def cited(data: ReportData) -> str:
    """The plan as a document is cited when it is first mentioned: number, date, body and what it is about."""
    return cited_plan(data.plan)


def cited_plan(plan: Plan) -> str:
    """The same of any plan."""
    return (
        f"Kế hoạch số {plan.number} ngày {formats.date_short(plan.issued_on)} của {plan.issuing_body} {about_of(plan)}"
    )


def about(data: ReportData) -> str:
    """What the plan is about, as it follows its number: về thực hiện chương trình “…” trên địa bàn xã."""
    return about_of(data.plan)


def about_of(plan: Plan) -> str:
    """The same of any plan."""
    title = uncapitalized(plan.title)
    return title if title.startswith("về ") else f"về {title}"


def direction(data: ReportData) -> tuple[Block, ...]:
    """I: what the plan gives to whom, the days that the figures cover, and who has reported."""
    return (Heading(1, "I. Công tác chỉ đạo, triển khai"), assigned(data), *documents(data), covered(data))


def covered(data: ReportData) -> Paragraph:
    """The days that the figures cover, who checks them, and who has reported."""
    opened = data.reporting_year
    if opened is None:
        return Paragraph(f"{data.committee_short} chưa mở kỳ thu thập số liệu năm {data.year}.")
    whose = (
        f", do các đơn vị quản lý thư viện, thiết chế văn hóa báo cáo, {uncapitalized(data.position)} kiểm tra và duyệt"
    )
    text = (
        f"Số liệu năm {data.year} tính từ ngày {formats.date_short(opened.window_start)} đến hết ngày "
        f"{formats.date_short(opened.window_end)}{whose if data.is_full else ''}. {_coverage(data, opened)}"
    )
    if data.changes:
        text += f" Trong năm, {data.changes}."
    return Paragraph(text, sources=(FACILITIES,) if data.facilities else ())


def assigned(data: ReportData) -> Paragraph:
    """The targets and the work of the plan, and between how many units it is divided."""
    work = data.work
    parts = (
        f"{len(data.targets)} chỉ tiêu" if data.targets else "",
        f"{work.tasks} nhiệm vụ thuộc {len(work.groups)} nhóm" if work.tasks else "",
        f"{work.duties} trách nhiệm tổ chức thực hiện" if work.duties else "",
    )
    given = joined([part for part in parts if part])
    if not given:
        return Paragraph("Các chỉ tiêu, nhiệm vụ của Kế hoạch chưa được đưa vào theo dõi.")
    whom = f", được phân công cho {len(work.units)} đơn vị" if work.units else "; các nhiệm vụ chưa được phân công"
    return Paragraph(f"Kế hoạch đề ra {given}{whom}.", sources=(PLAN,))


def _coverage(data: ReportData, opened: ReportingYear) -> str:
    """How many facilities reported, who is missing, and whether they were in time."""
    kinds = joined([f"{len(pair.now.facilities)} {pair.name}" for pair in data.kinds])
    if not data.facilities:
        return "Trên địa bàn chưa có thư viện, thiết chế văn hóa nào được theo dõi."
    if not data.accepted:
        return f"Đến thời điểm báo cáo, chưa có cơ sở nào trong số {kinds} có số liệu được duyệt."
    if not data.unreported:
        deadline, late = formats.date_short(opened.unit_deadline), data.accepted - data.on_time
        who = f"Toàn bộ {data.facilities} cơ sở ({kinds})" if data.facilities > 1 else f"Cơ sở duy nhất ({kinds})"
        if late:
            return f"{who} đã có số liệu được duyệt, trong đó {late} cơ sở nộp sau hạn ngày {deadline}."
        return f"{who} đã nộp số liệu đúng hạn (ngày {deadline}) và được duyệt."
    names = some([facility.name for facility in data.unreported], noun="cơ sở", see=data.appendices)
    return (
        f"Đến thời điểm báo cáo, mới có {data.accepted}/{data.facilities} cơ sở ({kinds}) có số liệu được duyệt; còn "
        f"{len(data.unreported)} cơ sở chưa hoàn thành: {names}."
    )


def results(data: ReportData) -> tuple[Block, ...]:
    """II: targets, groups of tasks, units, money."""
    return (
        Heading(1, "II. Kết quả thực hiện"),
        Heading(2, "1. Kết quả các chỉ tiêu"),
        *targets_section(data),
        Heading(2, "2. Kết quả các nhóm nhiệm vụ"),
        *groups(data),
        *happenings(data),
        *systems(data),
        Heading(2, "3. Kết quả của từng đơn vị"),
        *units(data),
        *duties(data),
        Heading(2, "4. Kinh phí"),
        *(plan_money(data) or money(data)),
    )
