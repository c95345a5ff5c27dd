"""The annual report as it is sent: what decides in the text, the figures in three tables, everything else appended."""

from __future__ import annotations

from dataclasses import replace

from baocao.document.blocks import Fit, Heading, Paragraph, Table
from baocao.models import Purpose
from baocao.report.appendices.brief import brief_appendices
from baocao.report.content.assessment import assessment
from baocao.report.content.book_words import issued_words, plan_money
from baocao.report.content.brief_work import next_work, work_done
from baocao.report.content.frame import Told
from baocao.report.content.outlook import goals, proposals
from baocao.report.content.targets import targets_section
from baocao.report.content.tasks import due_of
from baocao.report.content.text import assigned, cited, covered
from baocao.report.content.units import money
from baocao.report.content.words import upper_first
from baocao.report.data import ReportData
from baocao.report.groups import TASKS


def standard(data: ReportData) -> Told:
    """One year of the plan; a commune of up to twenty facilities gets along with five pages of text."""
    subject = f"kết quả thực hiện {data.short_citation} năm {data.year}"
    appendices = brief_appendices(data)
    numbers = ", ".join(appendix.number for appendix in appendices)
    attached = f"Số liệu từng cơ sở, tình hình từng nhiệm vụ tại Phụ lục {numbers} kèm theo."
    return Told(
        abstract=upper_first(subject),
        title=f"Báo cáo {subject}",
        blocks=(
            Paragraph(
                f"Thực hiện {cited(data)} (sau đây gọi là Kế hoạch), {data.head.reporter} báo cáo kết quả năm "
                f"{data.year} như sau:"
            ),
            Heading(1, "I. Công tác chỉ đạo, triển khai"),
            *issued_words(data),
            assigned(data),
            covered(data),
            Heading(1, "II. Kết quả thực hiện"),
            Heading(2, "1. Kết quả các chỉ tiêu"),
            *targets_section(data),
            Heading(2, "2. Kết quả các nhóm nhiệm vụ"),
            *work_done(data),
            Heading(2, "3. Kinh phí"),
            *(plan_money(data) or money(data)),
            *assessment(data),
            Heading(1, f"IV. Phương hướng, nhiệm vụ năm {data.year + 1}"),
            *goals(data),
            *next_work(data),
            *proposals(data),
            *([Paragraph(attached)] if appendices else []),
            Paragraph(f"Trên đây là báo cáo {subject}, {data.head.closing}"),
        ),
        appendices=appendices,
    )


def one_page(data: ReportData) -> Told:
    """What whoever leads the commune reads before deciding: verdicts, what is wanting and who does it."""
    subject = f"tóm tắt kết quả thực hiện {data.short_citation} năm {data.year}"
    due = due_of(data.clauses)
    tables = [
        replace(block, fit=Fit.CLOSE, caption=(block.caption or "").partition(". ")[2])
        for block in (*targets_section(data), *next_work(data))
        if isinstance(block, Table)
    ]
    done = (
        [Paragraph(f"{due.share} nhiệm vụ, trách nhiệm phải làm đã hoàn thành.", sources=(TASKS,))] if due.done else []
    )
    return Told(
        abstract=upper_first(subject),
        title=f"Báo cáo {subject}",
        blocks=(
            *targets_section(data)[:1],
            *tables[:1],
            *done,
            *tables[1:],
            # The level above never gets this page.
            *([Paragraph(upper_first(data.head.closing))] if data.head.purpose is Purpose.TO_COMMITTEE else []),
        ),
        appendices=(),
    )
