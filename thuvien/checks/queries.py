"""What must be explained in a library's yearly figures. Imports no Django."""

from collections.abc import Iterator
from fractions import Fraction

from kehoach.common.formats import count, decimal, decimal_beside
from kehoach.questionnaire.checks import Case, Checks, Remark, Thresholds
from kehoach.questionnaire.comparisons import EVIDENCE, EXPLAIN, changed_over
from thuvien.layout import ADDITIONS, ALL_VISITS, LAYOUT, LEVEL_1, LEVEL_2, LOWER_SECONDARY, PRIMARY

CHECKS = Checks()

field = LAYOUT.field
VISIT_FIELDS = tuple(field(name) for name in ALL_VISITS.parts)
SUPPORT = (field("services"), field("it_applications"))
BOOKS_FOR_A_PUPIL = {PRIMARY: "primary_books_per_pupil", LOWER_SECONDARY: "lower_secondary_books_per_pupil"}


@CHECKS.query("Số liệu thay đổi nhiều so với năm trước")
def changed_sharply(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Each with its own threshold."""
    for name in ("pupils", "books_total", "online_visits", "loans", "reading_lessons"):
        yield from changed_over(case, field(name), limits[f"{name}_change"], EXPLAIN)


@CHECKS.query("Dịch vụ, ứng dụng công nghệ thông tin không còn")
def support_ended(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Services or applications from “Có” to “Không” (plan 04, I.2.a)."""
    for question in SUPPORT:
        now, before = case.chosen(question.name), case.chosen_before(question.name)
        if now is not None and not now and before:
            fact = f"{question.label}: năm trước có {question.names_of(before)}"
            yield Remark((question.name,), f"{fact}. Năm nay không có, {EXPLAIN}.")


@CHECKS.query("Dịch vụ, ứng dụng công nghệ thông tin mới cần minh chứng")
def support_added(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """What was not there last year, or is told for the first time, is shown or told of (plan 04, I.2.a)."""
    for question in SUPPORT:
        now, before = case.chosen(question.name), case.chosen_before(question.name)
        if case.last is None:
            before = frozenset()
        if now is not None and before is not None and now - before:
            fact = f"{question.label}: {'năm nay thêm' if case.last else 'có'} {question.names_of(now - before)}"
            yield Remark((question.name,), f"{fact}. {EVIDENCE}.")


@CHECKS.query("Đạt chuẩn nhưng số bản sách chưa đủ")
def level_above_stock(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Either level asks for a number of books for each pupil (Nghị định 93/2020/NĐ-CP Điều 17)."""
    level, books, pupils = case.choice("standard_level"), case.now("books_total"), case.now("pupils")
    if case.kind not in BOOKS_FOR_A_PUPIL or level not in (LEVEL_1, LEVEL_2) or books is None or not pupils:
        return
    least = limits[BOOKS_FOR_A_PUPIL[case.kind]]
    if books < least * pupils:
        fact = f"{field('standard_level').shown(level)} nhưng {count(books)} bản sách của {count(pupils)} học sinh"
        mean = f"bình quân {decimal_beside(Fraction(books, pupils), least)} bản một học sinh"
        yield Remark(
            ("standard_level", "books_total", "pupils"),
            f"{fact}, {mean}, chưa đến {decimal(least, 2)} bản, {EXPLAIN}.",
        )


@CHECKS.query("Tổng số bản sách không khớp với năm trước")
def stock_not_balanced(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """This year's stock is last year's plus additions less withdrawals."""
    books, had = case.now("books_total"), case.before("books_total")
    added, withdrawn = case.now(*ADDITIONS.parts), case.now("books_withdrawn")
    if books is None or had is None or added is None or withdrawn is None or books == had + added - withdrawn:
        return
    fact = f"năm trước {count(had)} cộng bổ sung {count(added)} trừ thanh lý {count(withdrawn)}"
    apart = f"bằng {count(had + added - withdrawn)}, chênh {count(abs(books - had - added + withdrawn))} bản {EXPLAIN}"
    yield Remark(("books_total",), f"Tổng số bản sách {count(books)}, trong khi {fact} {apart}.")


@CHECKS.query("Sách bổ sung chiếm tỷ lệ lớn")
def additions_large(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """A stock is seldom renewed by half in one year."""
    added, books, most = case.now(*ADDITIONS.parts), case.now("books_total"), limits["additions_share"]
    if added is not None and books and added * 100 > most * books:
        share = f"bằng {decimal_beside(Fraction(added, books) * 100, most)}% tổng số {count(books)} bản"
        fact = f"Bổ sung trong năm {count(added)} bản sách, {share}, hơn mức {decimal(most, 2)}%"
        yield Remark((*ADDITIONS.parts, "books_total"), f"{fact} {EXPLAIN}.")


@CHECKS.query("Lượt người đến thư viện thay đổi nhiều")
def visits_changed(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """The visits that plan 04, I.2.a counts: of each sort of visitor, else all together."""
    percentage, difference = limits["visits_change"], limits["visits_difference"]
    alone = [remark for name in VISIT_FIELDS for remark in changed_over(case, name, percentage, EXPLAIN, difference)]
    yield from alone or changed_over(case, ALL_VISITS, percentage, EXPLAIN, difference)


@CHECKS.query("Lượt đến thư viện của một học sinh khác thường")
def visits_per_pupil_unusual(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """A pupil comes at least once, and at most about every school day; small children come with their class."""
    visits, pupils = case.now("visits_pupils"), case.now("pupils")
    least, most = limits["visits_per_pupil_least"], limits["visits_per_pupil_most"]
    if case.kind not in (PRIMARY, LOWER_SECONDARY) or visits is None or not pupils:
        return
    if not least * pupils <= visits <= most * pupils:
        mean = decimal_beside(Fraction(visits, pupils), least if visits < least * pupils else most)
        fact = f"{count(visits)} lượt của {count(pupils)} học sinh, bình quân {mean} lượt một học sinh"
        usual = f"thường từ {decimal(least, 2)} đến {decimal(most, 2)} lượt"
        yield Remark(("visits_pupils", "pupils"), f"{fact}; {usual}, ngoài mức đó {EXPLAIN}.")


@CHECKS.query("Lượt mượn trên một bản sách quá nhiều")
def loans_per_book_high(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """A copy goes out only so often in a year."""
    loans, books, most = case.now("loans"), case.now("books_total"), limits["loans_per_book"]
    if loans is not None and books and loans > most * books:
        times = f"gấp {decimal_beside(Fraction(loans, books), most)} lần tổng số {count(books)} bản sách"
        fact = f"Lượt mượn về nhà {count(loans)}, {times}, hơn mức {decimal(most, 2)} lần"
        yield Remark(("loans", "books_total"), f"{fact} {EXPLAIN}.")


@CHECKS.query("Mua sách bằng ngân sách nhưng không có kinh phí")
def additions_unfunded(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Books from the budget cost the budget something."""
    books = case.now("books_added_budget")
    if books and case.now("funding_state_vnd") == 0:
        fact = f"Bổ sung {count(books)} bản sách từ ngân sách nhưng kinh phí từ ngân sách nhà nước là 0 đồng"
        yield Remark(("funding_state_vnd", "books_added_budget"), f"{fact}, {EXPLAIN}.")
