"""What must be corrected in a library's yearly figures. Imports no Django."""

from collections.abc import Iterator

from kehoach.common.formats import count, uncapitalized
from kehoach.questionnaire.checks import Case, Checks, Remark, Thresholds
from kehoach.questionnaire.comparisons import kinds_differ, not_positive, only_together
from kehoach.questionnaire.layout import total
from thuvien.layout import ADDITIONS, ALL_VISITS, KINDS_OF_BOOKS, LAYOUT, LEVEL_1, LEVEL_2, OTHER

CHECKS = Checks()

field = LAYOUT.field


@CHECKS.error("Số phải lớn hơn 0")
def must_not_be_zero(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Pupils, staff, room, seats; only the bookcase of another institution may have no room of its own."""
    names = ("pupils", "staff") if case.kind == OTHER else ("pupils", "staff", "floor_area_m2", "seats")
    yield from not_positive(case, (field(name) for name in names))


@CHECKS.error("Tên sách nhiều hơn bản sách")
def titles_over_books(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """There are no more titles than copies."""
    titles, books = case.now("titles"), case.now("books_total")
    if titles is not None and books is not None and titles > books:
        fact = f"Số tên sách {count(titles)} nhiều hơn tổng số bản sách {count(books)}"
        yield Remark(("titles", "books_total"), f"{fact}: mỗi tên sách phải có ít nhất một bản.")


@CHECKS.error("Sách bổ sung nhiều hơn tổng số bản sách")
def additions_over_books(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """What was added this year is part of the stock at its end."""
    added, books = case.now(*ADDITIONS.parts), case.now("books_total")
    if added is not None and books is not None and added > books:
        fact = f"Bổ sung trong năm {count(added)} bản sách, nhiều hơn tổng số {count(books)} bản cuối năm"
        yield Remark((*ADDITIONS.parts, "books_total"), f"{fact}: sách bổ sung phải nằm trong tổng số.")


@CHECKS.error("Sách thanh lý nhiều hơn số sách đã có")
def withdrawals_over_stock(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """No more can be withdrawn than last year's stock and this year's additions."""
    withdrawn, had, added = case.now("books_withdrawn"), case.before("books_total"), case.now(*ADDITIONS.parts)
    if withdrawn is not None and had is not None and added is not None and withdrawn > had + added:
        stock = f"năm trước có {count(had)} bản và bổ sung {count(added)} bản"
        fact = f"Thanh lý {count(withdrawn)} bản sách, nhưng {stock}"
        yield Remark(("books_withdrawn",), f"{fact}: nhiều nhất chỉ có thể thanh lý {count(had + added)} bản.")


@CHECKS.error("Người sử dụng nhiều hơn lượt đến")
def users_over_visits(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Whoever used the library came, or looked in online, at least once."""
    users, visits = case.now("active_users"), case.now(*ALL_VISITS.parts, "online_visits")
    if users is not None and visits is not None and users > visits:
        fact = f"Có {count(users)} người sử dụng thư viện nhưng chỉ có {count(visits)} lượt đến và truy cập trực tuyến"
        names = ("active_users", *ALL_VISITS.parts, "online_visits")
        yield Remark(names, f"{fact}: mỗi người phải có ít nhất một lượt.")


@CHECKS.error("Người sử dụng nhiều hơn số người và lượt ngoài trường")
def users_over_people(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """A school library's users are pupils, staff and outsiders, and an outsider is counted in visits."""
    users, pupils, staff = case.now("active_users"), case.now("pupils"), case.now("staff")
    outside = total(case.values, ("visits_public", "online_visits"))
    if users is None or pupils is None or staff is None or outside is None:
        return
    if users > pupils + staff + outside:
        fact = f"Có {count(users)} người sử dụng thư viện, nhiều hơn {count(pupils)} học sinh"
        others = f"{count(staff)} người làm việc và {count(outside)} lượt ngoài trường, trực tuyến"
        names = ("active_users", "pupils", "staff", "visits_public", "online_visits")
        yield Remark(names, f"{fact}, {others} cộng lại.")


@CHECKS.error("Sự kiện và lượt tham gia không khớp")
def events_and_participants_differ(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Participants where there were events, and only there."""
    yield from only_together(case, field("events"), field("event_participants"))


@CHECKS.error("Luân chuyển sách nhưng không có đợt nào")
def rotation_without_rounds(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Books that went round did so in at least one round."""
    books, rounds = case.now("rotation_books"), case.now("rotation_rounds")
    if books and rounds == 0:
        fact = f"Luân chuyển {count(books)} bản sách nhưng số đợt luân chuyển là 0"
        yield Remark(("rotation_rounds", "rotation_books"), f"{fact}: cần ít nhất 1 đợt.")


@CHECKS.error("Đạt chuẩn nhưng thiếu số hoặc ngày quyết định")
def level_without_decision(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """A level of recognition stands on a decision (Thông tư 16/2022/TT-BGDĐT)."""
    level = case.choice("standard_level")
    if level not in (LEVEL_1, LEVEL_2):
        return
    for question in (field("standard_decision"), field("standard_date")):
        if case.is_unanswered(question.name):
            fact = f"{field('standard_level').shown(level)}: chưa ghi {uncapitalized(question.label)}"
            yield Remark((question.name, "standard_level"), f"{fact}.")


@CHECKS.error("Các loại sách không bằng tổng số bản sách")
def kinds_of_books_differ(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Textbooks, reference, professional and other books are the whole stock."""
    yield from kinds_differ(case, KINDS_OF_BOOKS, field("books_total"))


@CHECKS.error("Người sử dụng nhiều hơn số người trong và ngoài trường")
def users_over_outsiders(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """A school library's users are its pupils, its staff and the outsiders that it names."""
    users, outside = case.now("active_users"), case.now("outside_users")
    pupils, staff = case.now("pupils"), case.now("staff")
    if users is None or outside is None or pupils is None or staff is None:
        return
    if users > pupils + staff + outside:
        fact = f"Có {count(users)} người sử dụng thư viện, nhiều hơn {count(pupils)} học sinh"
        others = f"{count(staff)} người làm việc và {count(outside)} người ngoài trường"
        yield Remark(("active_users", "pupils", "staff", "outside_users"), f"{fact}, {others} cộng lại.")
