"""Checks of a library's yearly figures, numbered as the form of domain 5.3. Imports no Django.

What needs a column that the form does not have is not checked: level of recognition (#5), kinds of books (#6a–d).
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from kehoach.checks import (
    EXPLAIN,
    REVIEW,
    Case,
    Checks,
    Remark,
    Threshold,
    Thresholds,
    changed_at_all,
    changed_over,
    not_positive,
    only_together,
    same_as_last_year,
    small_money,
)
from kehoach.formats import count, decimal, percent
from kehoach.layout import total
from thuvien.layout import ADDITIONS, ALL_VISITS, LAYOUT, LIBRARIANS, LOWER_SECONDARY, OTHER, PRIMARY

THRESHOLDS: tuple[Threshold, ...] = (
    Threshold("pupils_change", Decimal(15), "Số học sinh thay đổi quá", "%"),
    Threshold("books_total_change", Decimal(10), "Tổng số bản sách thay đổi quá", "%"),
    Threshold("additions_share", Decimal(50), "Sách bổ sung quá tỷ lệ so với tổng số bản", "%"),
    Threshold("visits_change", Decimal(20), "Lượt người đến thư viện thay đổi quá", "%"),
    Threshold("visits_difference", Decimal(50), "Lượt người đến thư viện chênh lệch quá", "lượt"),
    Threshold("visits_per_pupil_least", Decimal(1), "Lượt đến thư viện của một học sinh ít nhất", "lượt"),
    Threshold("visits_per_pupil_most", Decimal(175), "Lượt đến thư viện của một học sinh nhiều nhất", "lượt"),
    Threshold("online_visits_change", Decimal(50), "Lượt truy cập trực tuyến thay đổi quá", "%"),
    Threshold("loans_change", Decimal(20), "Lượt mượn về nhà thay đổi quá", "%"),
    Threshold("loans_per_book", Decimal(10), "Lượt mượn về nhà trên một bản sách nhiều nhất", "lượt"),
    Threshold("reading_lessons_change", Decimal(50), "Số tiết đọc, tiết học tại thư viện thay đổi quá", "%"),
    Threshold("pupils_per_staff_least", Decimal(5), "Số học sinh trên một người làm việc ít nhất", "học sinh"),
    Threshold("pupils_per_staff_most", Decimal(40), "Số học sinh trên một người làm việc nhiều nhất", "học sinh"),
    Threshold("copies_per_title", Decimal(50), "Số bản trên một tên sách nhiều nhất", "bản"),
    Threshold("periodicals_change", Decimal(50), "Số tên báo, tạp chí thay đổi quá", "%"),
    Threshold("participants_per_pupil", Decimal(2), "Lượt dự một hoạt động trên một học sinh nhiều nhất", "lượt"),
    Threshold("lower_secondary_area", Decimal(50), "Diện tích thư viện trường THCS ít nhất", "m²"),
    Threshold("computers_change", Decimal(50), "Số máy tính thay đổi quá", "%"),
    Threshold("least_money", Decimal(10000), "Khoản kinh phí nhỏ nhất hợp lý", "đồng"),
)

CHECKS = Checks()

field = LAYOUT.field
VISIT_FIELDS = tuple(field(name) for name in ALL_VISITS.parts)
SUPPORT = (field("services"), field("it_applications"))


@CHECKS.error
def must_not_be_zero(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#1, #2, #19: pupils, staff, room, seats; only the bookcase of another institution may have no room of its own."""
    names = ("pupils", "staff") if case.kind == OTHER else ("pupils", "staff", "floor_area_m2", "seats")
    yield from not_positive(case, (field(name) for name in names))


@CHECKS.error
def titles_over_books(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#7: there are no more titles than copies."""
    titles, books = case.now("titles"), case.now("books_total")
    if titles is not None and books is not None and titles > books:
        told = f"Số tên sách {count(titles)} nhiều hơn tổng số bản sách {count(books)}"
        yield Remark(("titles", "books_total"), f"{told}: mỗi tên sách phải có ít nhất một bản.")


@CHECKS.error
def additions_over_books(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#8: what was added this year is part of the stock at its end."""
    added, books = case.now(*ADDITIONS.parts), case.now("books_total")
    if added is not None and books is not None and added > books:
        told = f"Bổ sung trong năm {count(added)} bản sách, nhiều hơn tổng số {count(books)} bản cuối năm"
        yield Remark((*ADDITIONS.parts, "books_total"), f"{told}: sách bổ sung phải nằm trong tổng số.")


@CHECKS.error
def withdrawals_over_stock(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#9: no more can be withdrawn than last year's stock and this year's additions."""
    withdrawn, had, added = case.now("books_withdrawn"), case.before("books_total"), case.now(*ADDITIONS.parts)
    if withdrawn is not None and had is not None and added is not None and withdrawn > had + added:
        stock = f"năm trước có {count(had)} bản và bổ sung {count(added)} bản"
        told = f"Thanh lý {count(withdrawn)} bản sách, nhưng {stock}"
        yield Remark(("books_withdrawn",), f"{told}: nhiều nhất chỉ có thể thanh lý {count(had + added)} bản.")


@CHECKS.error
def users_over_visits(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#12, #14: whoever used the library came, or looked in online, at least once."""
    users, visits = case.now("active_users"), case.now(*ALL_VISITS.parts, "online_visits")
    if users is not None and visits is not None and users > visits:
        told = f"Có {count(users)} người sử dụng thư viện nhưng chỉ có {count(visits)} lượt đến và truy cập trực tuyến"
        names = ("active_users", *ALL_VISITS.parts, "online_visits")
        yield Remark(names, f"{told}: mỗi người phải có ít nhất một lượt.")


@CHECKS.error
def users_over_people(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#14: a school library's users are pupils, staff and outsiders, and an outsider is counted in visits."""
    users, pupils, staff = case.now("active_users"), case.now("pupils"), case.now("staff")
    outside = total(case.values, ("visits_public", "online_visits"))
    if users is None or pupils is None or staff is None or outside is None:
        return
    if users > pupils + staff + outside:
        told = f"Có {count(users)} người sử dụng thư viện, nhiều hơn {count(pupils)} học sinh"
        others = f"{count(staff)} người làm việc và {count(outside)} lượt ngoài trường, trực tuyến"
        names = ("active_users", "pupils", "staff", "visits_public", "online_visits")
        yield Remark(names, f"{told}, {others} cộng lại.")


@CHECKS.error
def events_and_participants_differ(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#17: participants where there were events, and only there."""
    yield from only_together(case, field("events"), field("event_participants"))


@CHECKS.error
def rotation_without_rounds(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#18: books that went round did so in at least one round."""
    books, rounds = case.now("rotation_books"), case.now("rotation_rounds")
    if books and rounds == 0:
        told = f"Luân chuyển {count(books)} bản sách nhưng số đợt luân chuyển là 0"
        yield Remark(("rotation_rounds", "rotation_books"), f"{told}: cần ít nhất 1 đợt.")


@CHECKS.query
def changed_sharply(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#1, #6, #13, #15, #16: each with its own threshold."""
    for name in ("pupils", "books_total", "online_visits", "loans", "reading_lessons"):
        yield from changed_over(case, field(name), limits[f"{name}_change"], EXPLAIN)


@CHECKS.query
def support_ended(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#3, #4: services or applications from “Có” to “Không” (plan 04, I.2.a)."""
    for asked in SUPPORT:
        now, before = case.chosen(asked.name), case.chosen_before(asked.name)
        if now is not None and not now and before:
            told = f"{asked.label}: năm trước có {asked.names_of(before)}"
            yield Remark((asked.name,), f"{told}. Năm nay không có, {EXPLAIN}.")


@CHECKS.query
def support_added(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#3, #4: a new service or application is claimed with evidence, which the note names (plan 04, I.2.a)."""
    for asked in SUPPORT:
        now, before = case.chosen(asked.name), case.chosen_before(asked.name)
        if now is not None and before is not None and now - before:
            told = f"{asked.label}: năm nay thêm {asked.names_of(now - before)}"
            yield Remark((asked.name,), f"{told}. Cần ghi minh chứng: ảnh, sổ theo dõi, quyết định hoặc hợp đồng.")


@CHECKS.query
def stock_not_balanced(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#6: this year's stock is last year's plus additions less withdrawals."""
    books, had = case.now("books_total"), case.before("books_total")
    added, withdrawn = case.now(*ADDITIONS.parts), case.now("books_withdrawn")
    if books is None or had is None or added is None or withdrawn is None or books == had + added - withdrawn:
        return
    told = f"năm trước {count(had)} cộng bổ sung {count(added)} trừ thanh lý {count(withdrawn)}"
    apart = f"bằng {count(had + added - withdrawn)}, chênh {count(abs(books - had - added + withdrawn))} bản {EXPLAIN}"
    yield Remark(("books_total",), f"Tổng số bản sách {count(books)}, trong khi {told} {apart}.")


@CHECKS.query
def additions_large(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#8: a stock is seldom renewed by half in one year."""
    added, books, most = case.now(*ADDITIONS.parts), case.now("books_total"), limits["additions_share"]
    if added is not None and books and added * 100 > most * books:
        share = f"bằng {percent(Fraction(added, books))} tổng số {count(books)} bản"
        told = f"Bổ sung trong năm {count(added)} bản sách, {share}, hơn mức {decimal(most)}%"
        yield Remark((*ADDITIONS.parts, "books_total"), f"{told} {EXPLAIN}.")


@CHECKS.query
def visits_changed(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#12: the visits that plan 04, I.2.a counts: of each sort of visitor, else all together."""
    percentage, difference = limits["visits_change"], limits["visits_difference"]
    alone = [remark for one in VISIT_FIELDS for remark in changed_over(case, one, percentage, EXPLAIN, difference)]
    yield from alone or changed_over(case, ALL_VISITS, percentage, EXPLAIN, difference)


@CHECKS.query
def visits_per_pupil_unusual(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#12: a pupil comes at least once, and at most about every school day; small children come with their class."""
    visits, pupils = case.now("visits_pupils"), case.now("pupils")
    least, most = limits["visits_per_pupil_least"], limits["visits_per_pupil_most"]
    if case.kind not in (PRIMARY, LOWER_SECONDARY) or visits is None or not pupils:
        return
    if not least * pupils <= visits <= most * pupils:
        told = f"{count(visits)} lượt của {count(pupils)} học sinh, bình quân {decimal(Fraction(visits, pupils))} lượt"
        usual = f"thường từ {decimal(least)} đến {decimal(most)} lượt"
        yield Remark(("visits_pupils", "pupils"), f"{told} một học sinh; {usual}, ngoài mức đó {EXPLAIN}.")


@CHECKS.query
def loans_per_book_high(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#15: a copy goes out only so often in a year."""
    loans, books, most = case.now("loans"), case.now("books_total"), limits["loans_per_book"]
    if loans is not None and books and loans > most * books:
        times = f"gấp {decimal(Fraction(loans, books))} lần tổng số {count(books)} bản sách"
        told = f"Lượt mượn về nhà {count(loans)}, {times}, hơn mức {decimal(most)} lần"
        yield Remark(("loans", "books_total"), f"{told} {EXPLAIN}.")


@CHECKS.query
def additions_unfunded(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#22: books from the budget cost the budget something."""
    books = case.now("books_added_budget")
    if books and case.now("funding_state_vnd") == 0:
        told = f"Bổ sung {count(books)} bản sách từ ngân sách nhưng kinh phí từ ngân sách nhà nước là 0 đồng"
        yield Remark(("funding_state_vnd", "books_added_budget"), f"{told}, {EXPLAIN}.")


@CHECKS.hint
def small_number_changed(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#10, #20: periodicals and computers, few enough for one more to be a great change."""
    for name in ("periodicals", "computers"):
        yield from changed_over(case, field(name), limits[f"{name}_change"], REVIEW)


@CHECKS.hint
def pupils_per_staff_unusual(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#2: the size of a school's staff fits its pupils."""
    pupils, staff = case.now("pupils"), case.now("staff")
    least, most = limits["pupils_per_staff_least"], limits["pupils_per_staff_most"]
    if pupils and staff and not least * staff <= pupils <= most * staff:
        told = f"{count(pupils)} học sinh, {count(staff)} người làm việc, bình quân {decimal(Fraction(pupils, staff))}"
        yield Remark(("staff", "pupils"), f"{told} học sinh một người; thường từ {decimal(least)} đến {decimal(most)}.")


@CHECKS.hint
def software_without_computers(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#4, #20: software runs on something."""
    if "management_software" in (case.chosen("it_applications") or ()) and case.now("computers") == 0:
        told = "Có phần mềm quản lý thư viện nhưng số máy tính, thiết bị tra cứu là 0"
        yield Remark(("computers", "it_applications"), f"{told}, {REVIEW}.")


@CHECKS.hint
def copies_per_title_high(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#7: copies of one title."""
    titles, books, most = case.now("titles"), case.now("books_total"), limits["copies_per_title"]
    if titles and books is not None and books > most * titles:
        told = (
            f"{count(books)} bản của {count(titles)} tên sách, bình quân {decimal(Fraction(books, titles))} bản một tên"
        )
        yield Remark(("titles", "books_total"), f"{told}, hơn mức {decimal(most)} bản {REVIEW}.")


@CHECKS.hint
def digital_documents_without_it(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#11: digital documents are an application themselves."""
    documents, applications = case.now("digital_documents"), case.chosen("it_applications")
    if documents and applications is not None and not applications:
        told = f"Có {count(documents)} học liệu điện tử, tài liệu số nhưng không chọn ứng dụng công nghệ thông tin nào"
        yield Remark(("digital_documents", "it_applications"), f"{told}, {REVIEW}.")


@CHECKS.hint
def visits_as_last_year(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#12: visits exactly as last year."""
    yield from same_as_last_year(case, VISIT_FIELDS)


@CHECKS.hint
def no_loans(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#15: a library that lends nothing."""
    if case.now("loans") == 0:
        yield Remark(("loans",), "Lượt mượn về nhà là 0. Nếu thư viện có cho mượn, hãy nhập số lượt mượn.")


@CHECKS.hint
def no_reading_lessons(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#16: primary schools teach reading in the library (Thông tư 16/2022/TT-BGDĐT)."""
    if case.kind == PRIMARY and case.now("reading_lessons") == 0:
        told = "Số tiết đọc, tiết học tại thư viện là 0; trường tiểu học thường có tiết đọc thư viện"
        yield Remark(("reading_lessons",), f"{told}, {REVIEW}.")


@CHECKS.hint
def participants_per_event_high(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#17: an event of a school has room for its pupils and their families."""
    people, events, pupils = case.now("event_participants"), case.now("events"), case.now("pupils")
    most = limits["participants_per_pupil"]
    if people is not None and events and pupils and people > most * pupils * events:
        told = f"Bình quân {decimal(Fraction(people, events))} lượt người một hoạt động, sự kiện"
        limit = f"{decimal(most)} lần số học sinh ({count(pupils)})"
        yield Remark(("event_participants", "events", "pupils"), f"{told}, hơn {limit}, {REVIEW}.")


@CHECKS.hint
def premises_changed(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#19: room and seats are other than last year."""
    yield from changed_at_all(case, (field("floor_area_m2"), field("seats")))


@CHECKS.hint
def area_below_standard(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#19: the reading room of a lower secondary school (Nghị định 93/2020/NĐ-CP Điều 17)."""
    area, least = case.now("floor_area_m2"), limits["lower_secondary_area"]
    if case.kind == LOWER_SECONDARY and area and area < least:
        told = f"Diện tích thư viện {count(area)} m², thư viện trường THCS cần ít nhất {decimal(least)} m²"
        yield Remark(("floor_area_m2",), f"{told}.")


@CHECKS.hint
def nobody_in_charge(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#21: somebody looks after the library."""
    if case.now(*LIBRARIANS.parts) == 0:
        yield Remark(LIBRARIANS.parts, "Không có người làm thư viện chuyên trách hay kiêm nhiệm, nên kiểm tra lại.")


@CHECKS.hint
def funding_in_wrong_unit(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """#22: sums typed in thousands or millions of đồng."""
    yield from small_money(case, LAYOUT, limits["least_money"])
