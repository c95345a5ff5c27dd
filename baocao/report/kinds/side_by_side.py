"""The annual report of a commune in which several plans hold: what each came to over its own area, then the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from baocao.attainment.side_by_side import AreaAttainment, SideBySide
from baocao.document.blocks import Block, Column, Footnotes, Heading, Paragraph, Points, Table
from baocao.models import Length
from baocao.report.appendices.facilities import appendix
from baocao.report.content.book_words import documents, happenings, plan_money
from baocao.report.content.figures import systems
from baocao.report.content.frame import Told
from baocao.report.content.targets import COUNTED, targets_section
from baocao.report.content.text import cited_plan, covered
from baocao.report.content.units import money
from baocao.report.content.words import upper_first
from baocao.report.data import ReportData
from kehoach.common.formats import joined


def side_by_side(data: ReportData, beside: SideBySide) -> Told:
    """One year under the plans of former communes. On one page it is the tables alone."""
    subject = f"kết quả thực hiện các kế hoạch của các xã trước sáp nhập năm {data.year}"
    is_short = data.length is Length.ONE_PAGE
    plans = joined([f"{cited_plan(area.attainment.plan)}" for area in beside.areas])
    targets = [block for number, area in enumerate(beside.areas, 1) for block in _of_plan(data, area, number)]
    results = [
        Heading(1, "II. Kết quả thực hiện"),
        Heading(2, "1. Kết quả các chỉ tiêu theo từng kế hoạch"),
        *(block for block in targets if not is_short or isinstance(block, Table | Heading)),
        Heading(2, "2. Cộng chung toàn xã"),
        *_sums(beside),
    ]
    told = () if is_short else (Heading(2, "3. Thư viện, thiết chế văn hóa"), *happenings(data), *systems(data))
    spent = () if is_short else (Heading(2, "4. Kinh phí"), *(plan_money(data) or money(data)))
    return Told(
        abstract=upper_first(subject),
        title=f"Báo cáo {subject}",
        blocks=(
            Paragraph(f"Thực hiện {plans}, {data.head.reporter} báo cáo kết quả năm {data.year} như sau:"),
            Heading(1, "I. Công tác chỉ đạo, triển khai"),
            Paragraph(
                f"Đến hết năm {data.year}, {data.plan.commune} chưa có kế hoạch riêng được thực hiện cho cả xã, nên kế "
                "hoạch của mỗi xã trước sáp nhập được đánh giá trên các thư viện, thiết chế văn hóa từ xã đó."
            ),
            *documents(data),
            covered(data),
            *results,
            *told,
            *spent,
            *(() if is_short else _outlook(data, beside)),
            Paragraph(f"Trên đây là báo cáo {subject}, {data.head.closing}"),
        ),
        appendices=() if is_short else tuple(appendix(pair, data.year) for pair in data.kinds),
    )


def _of_plan(data: ReportData, area: AreaAttainment, number: int) -> Iterator[Block]:
    """What one plan came to. Its clauses have the codes of other plans' clauses, so nothing is cited behind them."""
    readings = area.attainment.whole.interpretations_of if data.is_full else {}
    of_area = replace(data, years=area.attainment, targets=area.targets, interpretations=readings)
    yield Heading(3, area.name)
    yield Paragraph(f"Có {area.accepted}/{area.facilities} cơ sở từ xã cũ có số liệu được duyệt.")
    for block in targets_section(of_area):
        if isinstance(block, Table):
            yield replace(block, caption=f"Bảng {number}. {area.name}")
        elif isinstance(block, Paragraph):
            yield Paragraph(block.text, block.lead)
        elif isinstance(block, Points):
            yield Points(block.items)
        elif isinstance(block, Footnotes):
            yield block


def _outlook(data: ReportData, beside: SideBySide) -> Iterator[Block]:
    """III and IV: how many targets of all plans stand how, and how long the plans go on."""
    verdicts = Counter(target.verdict for area in beside.areas for target in area.targets)
    counts = [f"{verdicts[verdict]} chỉ tiêu {words}" for verdict, words in COUNTED.items() if verdicts[verdict]]
    yield Heading(1, "III. Đánh giá chung")
    if data.accepted and counts:
        total = sum(verdicts.values())
        yield Paragraph(f"Trong {total} chỉ tiêu của {len(beside.areas)} kế hoạch, {joined(counts)}.")
    else:
        yield Paragraph(f"Năm {data.year} chưa có số liệu được duyệt nên chưa đánh giá được chỉ tiêu nào.")
    yield Heading(1, f"IV. Phương hướng, nhiệm vụ năm {data.year + 1}")
    yield Paragraph(
        "Các kế hoạch trên tiếp tục được đánh giá trên cơ sở của từng xã cũ; từ năm đầu của kế hoạch riêng của "
        f"{data.plan.commune}, mọi cơ sở được đánh giá theo kế hoạch đó."
    )


def _sums(beside: SideBySide) -> Iterator[Block]:
    """The common table, and why its columns may come to more than the whole."""
    width = 50 // len(beside.areas)
    columns = (
        Column("Nội dung", "left", 36),
        *(Column(area.whose, "center", width) for area in beside.areas),
        Column("Toàn xã", "center", 14),
    )
    rows = tuple((upper_first(row.label), *row.cells, row.whole) for row in beside.sums)
    yield Table(columns, rows, caption=f"Bảng {len(beside.areas) + 1}. Cộng chung các kế hoạch, năm {beside.year}")
    yield from map(Paragraph, beside.notes)
