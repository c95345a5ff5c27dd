"""What the books say: documents for section I, happenings for II.2, the plan's own money for II.4, honours for V."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from baocao.document.blocks import Block, Column, Heading, Paragraph, Table
from baocao.models import ReportKind
from baocao.report.books import Tally
from baocao.report.content.cited_sentence import CitedSentence
from baocao.report.content.words import MOST_NAMES, upper_first
from baocao.report.data import ReportData
from baocao.report.groups import BOOKS, PLAN_MONEY
from baocao.report.work import name_of
from kehoach.books.funding import FundingOfYear, Money
from kehoach.common import formats
from kehoach.common.formats import joined, uncapitalized
from kehoach.models import (
    Activity,
    Broadcast,
    Commendation,
    Course,
    Decision,
    Honoured,
    IssuedDocument,
    Mobilisation,
    UnitKind,
)

# So many units are told with how many documents each issued.
MOST_ISSUERS = MOST_NAMES + 3
# With more documents than this the table has a row for each unit.
_MOST_DOCUMENTS = 20


def documents(data: ReportData) -> tuple[Block, ...]:
    """I: the documents that carry the plan out, in a table; nothing of a year before the plan."""
    issued = data.books.documents
    if data.is_before_plan:
        return ()
    if not issued:
        return (Paragraph(f"Sổ văn bản {data.span_words} chưa ghi văn bản nào triển khai Kế hoạch."),)
    units = Counter(document.unit for document in issued)
    by_unit = [f"{name_of(unit)} {number} văn bản" for unit, number in units.most_common()]
    named = f", trong đó {joined(by_unit)}" if 1 < len(units) <= MOST_ISSUERS else f" của {len(units)} đơn vị"
    text = f"Để triển khai Kế hoạch, {data.span_words} đã ban hành {len(issued)} văn bản{named}."
    return (Paragraph(text, sources=(BOOKS,)), _documents_table(data))


def issued_words(data: ReportData) -> tuple[Block, ...]:
    """I of the report that is sent: the committee's documents by number and date, those of the others as one count."""
    issued = data.books.documents
    own = [document for document in issued if document.unit.kind == UnitKind.COMMITTEE]
    if not own or len(own) > MOST_ISSUERS:
        return documents(data)[:1]
    cited = "; ".join(
        f"{document.kind} số {document.number} ngày {formats.date_short(document.happened_on)} "
        f"về {uncapitalized(document.title.removeprefix(document.kind).strip())}"
        for document in own
    )
    committee, others = name_of(own[0].unit), len(issued) - len(own)
    more = f" Các đơn vị khác ban hành {others} văn bản để thực hiện." if others else ""
    text = f"{upper_first(committee)} ban hành {len(own)} văn bản: {cited}.{more}"
    return (Paragraph(text, sources=(BOOKS,)),)


def _documents_table(data: ReportData) -> Table:
    """Each document, or where there are many how many each unit issued of a kind."""
    issued = data.books.documents
    if len(issued) > _MOST_DOCUMENTS:
        return _documents_by_unit(issued)
    columns = (
        Column("TT", "center", 6),
        Column("Văn bản", "left", 22),
        Column("Ngày", "center", 15),
        Column("Trích yếu", "left", 35),
        Column("Đơn vị ban hành", "left", 22),
    )
    rows = (
        (
            f"{document.kind} số\n{document.number}" if document.number else document.kind,
            formats.date_short(document.happened_on),
            document.title,
            document.unit.name,
        )
        for document in issued
    )
    return Table(columns, tuple((str(number), *row) for number, row in enumerate(rows, start=1)))


def _documents_by_unit(issued: Sequence[IssuedDocument]) -> Table:
    columns = (
        Column("TT", "center", 6),
        Column("Đơn vị ban hành", "left", 52),
        Column("Loại văn bản", "left", 27),
        Column("Số lượng", "center", 15),
    )
    numbers = Counter((document.unit.name, document.kind) for document in issued)
    rows = ((str(number), *key, str(numbers[key])) for number, key in enumerate(numbers, start=1))
    return Table(columns, tuple(rows))


def happenings(data: ReportData) -> tuple[Block, ...]:
    """II.2: what took place by the books, and what was held on the plan's days."""
    sentences = [*happened_words(data), *commended_words(data)]
    if not sentences:
        return ()
    return (Heading(3, "Hoạt động, truyền thanh, tập huấn"), *(sentence.paragraph for sentence in sentences))


def happened_words(data: ReportData) -> Iterator[CitedSentence]:
    """What took place, and what of it on the plan's days."""
    events = list(_happened(data))
    if events:
        text = f"Theo sổ theo dõi, {data.span_words} trên địa bàn có {joined(events)}."
        days = [f"{name} có {_activities(tally)}" for name, tally in data.books.occasions]
        if days and not data.is_full:
            days = [_activities(on_occasions(data))]
        held = f" Nhân các dịp kỷ niệm: {'; '.join(days)}." if days else ""
        yield CitedSentence(text + held, (BOOKS,))


def on_occasions(data: ReportData) -> Tally:
    """What was held on all of the plan's days together."""
    tallies = [tally for _, tally in data.books.occasions]
    return Tally(sum(tally.number for tally in tallies), sum(tally.first for tally in tallies))


def _happened(data: ReportData) -> Iterator[str]:
    activities, broadcasts = data.books.of(Activity), data.books.of(Broadcast)
    courses, mobilised = data.books.of(Course), data.books.of(Mobilisation)
    if activities.number:
        yield _activities(activities)
    if broadcasts.number:
        aired = f"{formats.count(broadcasts.first)} lần phát, {formats.count(broadcasts.second)} phút"
        yield f"{formats.count(broadcasts.number)} tin, bài phát thanh ({aired})"
    if courses.number:
        yield f"{formats.count(courses.number)} lớp tập huấn với {formats.count(courses.first)} lượt người học"
    if mobilised.number:
        hours = f" ({formats.count(mobilised.second)} giờ công)" if mobilised.second else ""
        yield f"{formats.count(mobilised.first)} lượt người của cộng đồng góp công{hours}"


def _activities(tally: Tally) -> str:
    people = f" với {formats.count(tally.first)} lượt người tham gia" if tally.first else ""
    return f"{formats.count(tally.number)} hoạt động{people}"


def plan_money(data: ReportData) -> tuple[Block, ...]:
    """II.4: the money for the plan by the finance officer's book; nothing where it has no line."""
    funding = data.books.funding
    if funding is None:
        return ()
    total = funding.total
    planned = f"dự toán {formats.money(total.planned)}, " if total.planned is not None else ""
    # The report that is sent has them in its table alone.
    sources = joined([_of_source(money, total) for money in funding.by_source]) if data.is_full else ""
    against = f", bằng {share_of_plan(total)} dự toán" if total.planned else ""
    text = (
        f"Kinh phí thực hiện Kế hoạch {data.span_words} theo sổ kinh phí của xã: {planned}đã chi "
        f"{formats.money(total.spent or 0)}{against}{sources and f'; theo nguồn: {sources}'}."
    )
    lead, by_source = Paragraph(text, sources=(PLAN_MONEY,)), _money_table("Nguồn kinh phí", funding.by_source, total)
    if data.is_full or data.kind is not ReportKind.ANNUAL:
        return (lead, by_source, *_unplanned_words(funding), _money_table("Nhiệm vụ", funding.by_task, None))
    caption = f"Bảng 2. Kinh phí thực hiện Kế hoạch năm {data.year}"
    return (lead, replace(by_source, caption=caption), *_unplanned_words(funding))


def _unplanned_words(funding: FundingOfYear) -> Iterator[Paragraph]:
    """Below the table: what the percentage is without the money that nobody had planned, and what that was for."""
    apart, total = unplanned(funding.total), funding.total
    if apart and total.share is not None:
        purposes = [uncapitalized(purpose.rstrip(" .;")) for purpose in funding.unplanned]
        more = f" và {len(purposes) - MOST_NAMES} khoản khác" if len(purposes) > MOST_NAMES + 1 else ""
        named = "; ".join(purposes[:MOST_NAMES] if more else purposes)
        text = f"Không tính {formats.money(apart)} chi ngoài dự toán ({named}{more}) thì bằng"
        yield Paragraph(f"{text} {formats.percent(total.share)} dự toán.", sources=(PLAN_MONEY,))


def unplanned(money: Money) -> int:
    """How much of what was spent nobody had planned, in đồng: gifts above all."""
    return (money.spent or 0) - money.spent_of_plan


def share_of_plan(money: Money) -> str:
    """Everything that was spent against what was planned: 112,8%; empty where nothing was planned."""
    return formats.percent(Fraction(money.spent or 0, money.planned)) if money.planned else ""


def share_of_total(money: Money, total: Money) -> str:
    """A source's part of everything that was spent: 47,5%; empty where nothing was spent."""
    return formats.percent(Fraction(money.spent or 0, total.spent)) if total.spent else ""


def _of_source(money: Money, total: Money) -> str:
    share = share_of_total(money, total)
    return f"{money.label.lower()} {formats.money(money.spent or 0)}{f' (chiếm {share} tổng chi)' if share else ''}"


def _money_table(title: str, rows: Sequence[Money], total: Money | None) -> Table:
    """What was spent of the plan and beside it stand apart, so that each row's percentage is that of its amounts."""
    columns = (
        Column("TT", "center", 5),
        Column(f"{title} (đồng)", "left", 25),
        Column("Dự toán", "right", 15),
        Column("Chi các khoản có dự toán", "right", 15),
        Column("So với dự toán", "right", 11),
        Column("Chi ngoài dự toán", "right", 14),
        Column("Tổng chi", "right", 15),
    )
    lines = tuple((str(number), *_amounts(row)) for number, row in enumerate(rows, start=1))
    return Table(columns, lines, total=("", *_amounts(total)) if total and len(rows) > 1 else None)


def _amounts(row: Money) -> tuple[str, ...]:
    return (
        row.label,
        formats.DASH if row.planned is None else formats.count(row.planned),
        formats.count(row.spent_of_plan),
        formats.DASH if row.share is None else formats.percent(row.share),
        formats.count(unplanned(row)),
        formats.DASH if row.spent is None else formats.count(row.spent),
    )


def commended_words(data: ReportData) -> Iterator[CitedSentence]:
    """Who was honoured, by which decision: a result, not a request."""
    decided = data.books.with_decision(Decision.DECIDED)
    if not decided:
        return
    by_document: dict[str, list[Commendation]] = {}
    for commendation in decided:
        day = f" ngày {formats.date_short(commendation.decided_on)}" if commendation.decided_on else ""
        by_document.setdefault(f"Quyết định số {commendation.decision_number}{day}", []).append(commendation)
    phrases = [f"theo {document}: {_names(honoured)}" for document, honoured in by_document.items()]
    text = f"{data.span_words.capitalize()}, {_counted(decided)} đã được khen thưởng {'; '.join(phrases)}."
    yield CitedSentence(text, (BOOKS,))


def honours_asked(data: ReportData) -> Iterator[CitedSentence]:
    """V: who is proposed and not yet decided on."""
    proposed = data.books.with_decision(Decision.PROPOSED)
    if proposed:
        whom = f"{_counted(proposed)} có thành tích {data.span_words}: {_names(proposed)}"
        yield CitedSentence(f"Xem xét khen thưởng {whom}", (BOOKS,))


def _counted(commendations: Sequence[Commendation]) -> str:
    """2 tập thể, 1 cá nhân"""
    numbers = Counter(commendation.honoured for commendation in commendations)
    return ", ".join(f"{numbers[kind]} {kind.label.lower()}" for kind in Honoured if numbers[kind])


def _names(commendations: Sequence[Commendation]) -> str:
    if len(commendations) > MOST_NAMES + 1:
        return _counted(commendations)
    return "; ".join(commendation.name for commendation in commendations)
