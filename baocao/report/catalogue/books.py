"""What the report can say out of the books: how many rows of each kind, what they add up to, and the plan's money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from baocao.report.content.book_words import MOST_ISSUERS, on_occasions, share_of_plan, share_of_total, unplanned
from baocao.report.data import ReportData
from baocao.report.groups import BOOKS, PLAN_MONEY
from baocao.report.section_markup import Figure
from baocao.report.work import name_of
from kehoach.books.funding import Money
from kehoach.common import formats
from kehoach.models import Activity, Broadcast, Course, Decision, Honoured, Mobilisation, UnitKind

_BOOK = "Sổ theo dõi: "


def of_books(data: ReportData) -> Iterator[Figure]:
    """Whatever the books have of the year, or of all years that a review covers."""
    for name, label, number, book in (*_counted(data), *_documents(data), *_honours(data), *_occasions(data)):
        if number:
            yield Figure(f"{BOOKS}.{name}", BOOKS, label, formats.count(number), origin=_BOOK + book)
    funding = data.books.funding
    if funding is None:
        return
    for money in (*funding.by_source, funding.total):
        for name, text in _money(money, funding.total):
            code, label = f"{PLAN_MONEY}.{name} {money.label.lower()}", f"{money.label}, {name}"
            yield Figure(code, PLAN_MONEY, label, text, origin=f"{_BOOK}Kinh phí")


Row = tuple[str, str, int, str]


def _counted(data: ReportData) -> Iterator[Row]:
    """Name, label, number and book of each sum."""
    books = data.books
    activities, broadcasts = books.of(Activity), books.of(Broadcast)
    courses, mobilised = books.of(Course), books.of(Mobilisation)
    yield "văn bản", "Số văn bản ban hành", len(books.documents), "Văn bản"
    yield "hoạt động", "Số hoạt động", activities.number, "Hoạt động"
    yield "lượt tham gia", "Lượt người tham gia hoạt động", activities.first, "Hoạt động"
    yield "tin, bài", "Số tin, bài phát thanh", broadcasts.number, "Truyền thanh"
    yield "lần phát", "Số lần phát", broadcasts.first, "Truyền thanh"
    yield "phút phát", "Số phút phát", broadcasts.second, "Truyền thanh"
    yield "lớp tập huấn", "Số lớp tập huấn", courses.number, "Tập huấn"
    yield "người học", "Lượt người học", courses.first, "Tập huấn"
    yield "người góp công", "Lượt người góp công", mobilised.first, "Huy động nhân lực"
    yield "giờ công", "Số giờ công", mobilised.second, "Huy động nhân lực"


def _documents(data: ReportData) -> Iterator[Row]:
    """Who issued how many; of more units than a sentence names only how many they are."""
    units = Counter(document.unit for document in data.books.documents)
    yield "đơn vị ban hành", "Số đơn vị ban hành văn bản", len(units), "Văn bản"
    others = sum(number for unit, number in units.items() if unit.kind != UnitKind.COMMITTEE)
    yield "văn bản của đơn vị khác", "Số văn bản của các đơn vị khác Ủy ban nhân dân", others, "Văn bản"
    if len(units) <= MOST_ISSUERS:
        for unit, number in units.items():
            yield f"văn bản, {name_of(unit)}", f"Số văn bản của {name_of(unit)}", number, "Văn bản"


def _honours(data: ReportData) -> Iterator[Row]:
    """How many collectives and people are proposed, and how many were honoured."""
    yield "đề nghị khen thưởng", "Số đề nghị khen thưởng", len(data.books.commendations), "Khen thưởng"
    decided, proposed = (data.books.with_decision(decision) for decision in (Decision.DECIDED, Decision.PROPOSED))
    yield "đã khen thưởng", "Số đã khen thưởng", len(decided), "Khen thưởng"
    for commendations, words in ((decided, "đã khen thưởng"), (proposed, "chờ quyết định khen thưởng")):
        numbers = Counter(commendation.honoured for commendation in commendations)
        for kind in Honoured:
            noun = kind.label.lower()
            yield f"{noun} {words}", f"Số {noun} {words}", numbers[kind], "Khen thưởng"


def _occasions(data: ReportData) -> Iterator[Row]:
    """What was held on each of the plan's days, and on all of them."""
    for day, tally in (*data.books.occasions, ("Các dịp kỷ niệm", on_occasions(data))):
        for name, number in (("hoạt động", tally.number), ("lượt tham gia", tally.first)):
            yield f"{day.lower()}, {name}", f"{day}, {name}", number, "Hoạt động"


def _money(money: Money, total: Money) -> Iterator[tuple[str, str]]:
    """What was planned and spent (đồng), of the plan and beside it, and its shares of the plan and of all spending."""
    amounts = {
        "dự toán": money.planned,
        "đã chi": money.spent,
        "chi các khoản có dự toán": money.spent_of_plan,
        "ngoài dự toán": unplanned(money),
    }
    for name, amount in amounts.items():
        if amount is not None:
            yield name, formats.count(amount)
    if money.share is not None:
        yield "tỷ lệ chi các khoản có dự toán", formats.percent(money.share)
    if share := share_of_plan(money):
        yield "tỷ lệ tổng chi so với dự toán", share
    if money is not total and (share := share_of_total(money, total)):
        yield "tỷ lệ của tổng chi", share
