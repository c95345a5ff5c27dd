"""What is pointed out in a library's yearly figures. Imports no Django."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from kehoach.common.formats import count, date_short, decimal, decimal_beside
from kehoach.questionnaire.checks import Case, Checks, Remark, Thresholds
from kehoach.questionnaire.comparisons import REVIEW, changed_at_all, changed_over, same_as_last_year, small_money
from thuvien.layout import ALL_VISITS, COMMUNE, LAYOUT, LEVEL_1, LEVEL_2, LIBRARIANS, LOWER_SECONDARY, OTHER, PRIMARY

CHECKS = Checks()

field = LAYOUT.field
VISIT_FIELDS = tuple(field(name) for name in ALL_VISITS.parts)


@CHECKS.hint("Số báo, tạp chí, máy tính thay đổi nhiều")
def small_number_changed(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Periodicals and computers, few enough for one more to be a great change."""
    for name in ("periodicals", "computers"):
        yield from changed_over(case, field(name), limits[f"{name}_change"], REVIEW)


@CHECKS.hint("Số học sinh trên một người làm việc khác thường")
def pupils_per_staff_unusual(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """The size of a school's staff fits its pupils."""
    pupils, staff = case.now("pupils"), case.now("staff")
    least, most = limits["pupils_per_staff_least"], limits["pupils_per_staff_most"]
    if pupils and staff and not least * staff <= pupils <= most * staff:
        mean = decimal_beside(Fraction(pupils, staff), least if pupils < least * staff else most)
        fact = f"{count(pupils)} học sinh, {count(staff)} người làm việc, bình quân {mean} học sinh một người"
        yield Remark(("staff", "pupils"), f"{fact}; thường từ {decimal(least, 2)} đến {decimal(most, 2)}.")


@CHECKS.hint("Quyết định công nhận đạt chuẩn không còn hoặc chưa có hiệu lực")
def level_not_in_force(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """A recognition holds for five years (Thông tư 16/2022/TT-BGDĐT), counted to the last day of the window."""
    decided, until, years = case.day("standard_date"), case.last_day, limits["recognition_years"]
    if case.choice("standard_level") not in (LEVEL_1, LEVEL_2) or decided is None or until is None:
        return
    fact = f"Quyết định công nhận mức độ đạt chuẩn ngày {date_short(decided)}"
    names = ("standard_date", "standard_level")
    if decided > until:
        yield Remark(names, f"{fact} là sau ngày cuối kỳ {date_short(until)}, {REVIEW}.")
    elif _years_between(decided, until) > years:
        yield Remark(names, f"{fact} đã quá {decimal(years, 2)} năm tính đến {date_short(until)}, {REVIEW}.")


def _years_between(first: date, last: date) -> Fraction:
    """Years by the calendar, whole from anniversary to anniversary; a month counts as 31 days in between."""
    return last.year - first.year + Fraction((last.month - first.month) * 31 + last.day - first.day, 12 * 31)


@CHECKS.hint("Có phần mềm nhưng không có máy tính")
def software_without_computers(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Software runs on something."""
    if "management_software" in (case.chosen("it_applications") or ()) and case.now("computers") == 0:
        fact = "Có phần mềm quản lý thư viện nhưng số máy tính, thiết bị tra cứu là 0"
        yield Remark(("computers", "it_applications"), f"{fact}, {REVIEW}.")


@CHECKS.hint("Số bản trên một tên sách quá nhiều")
def copies_per_title_high(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Copies of one title."""
    titles, books, most = case.now("titles"), case.now("books_total"), limits["copies_per_title"]
    if titles and books is not None and books > most * titles:
        mean = decimal_beside(Fraction(books, titles), most)
        fact = f"{count(books)} bản của {count(titles)} tên sách, bình quân {mean} bản một tên"
        yield Remark(("titles", "books_total"), f"{fact}, hơn mức {decimal(most, 2)} bản {REVIEW}.")


@CHECKS.hint("Có tài liệu số nhưng không có ứng dụng công nghệ thông tin")
def digital_documents_without_it(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Digital documents are an application themselves."""
    documents, applications = case.now("digital_documents"), case.chosen("it_applications")
    if documents and applications is not None and not applications:
        fact = f"Có {count(documents)} học liệu điện tử, tài liệu số nhưng không chọn ứng dụng công nghệ thông tin nào"
        yield Remark(("digital_documents", "it_applications"), f"{fact}, {REVIEW}.")


@CHECKS.hint("Lượt người đến trùng số năm trước")
def visits_as_last_year(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Visits exactly as last year."""
    yield from same_as_last_year(case, VISIT_FIELDS)


@CHECKS.hint("Có dịch vụ cho mượn nhưng không có lượt mượn")
def no_loans(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Where lending is offered, somebody borrows."""
    if "lending" in (case.chosen("services") or ()) and case.now("loans") == 0:
        yield Remark(("loans", "services"), f"Có dịch vụ cho mượn về nhà nhưng lượt mượn về nhà là 0, {REVIEW}.")


@CHECKS.hint("Trường tiểu học không có tiết đọc thư viện")
def no_reading_lessons(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Primary schools teach reading in the library (Thông tư 16/2022/TT-BGDĐT)."""
    if case.kind == PRIMARY and case.now("reading_lessons") == 0:
        fact = "Số tiết đọc, tiết học tại thư viện là 0; trường tiểu học thường có tiết đọc thư viện"
        yield Remark(("reading_lessons",), f"{fact}, {REVIEW}.")


@CHECKS.hint("Lượt dự một sự kiện quá nhiều")
def participants_per_event_high(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """An event of a school has room for its pupils and their families."""
    people, events, pupils = case.now("event_participants"), case.now("events"), case.now("pupils")
    most = limits["participants_per_pupil"]
    if people is not None and events and pupils and people > most * pupils * events:
        mean = decimal_beside(Fraction(people, events), most * pupils)
        limit = f"{decimal(most, 2)} lần số học sinh ({count(pupils)})"
        fact = f"Bình quân {mean} lượt người một hoạt động, sự kiện, hơn {limit}"
        yield Remark(("event_participants", "events", "pupils"), f"{fact}, {REVIEW}.")


@CHECKS.hint("Diện tích, chỗ ngồi khác năm trước")
def premises_changed(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Room and seats are other than last year."""
    yield from changed_at_all(case, (field("floor_area_m2"), field("seats")))


@CHECKS.hint("Diện tích dưới tiêu chuẩn")
def area_below_standard(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """The reading room of a lower secondary school (Nghị định 93/2020/NĐ-CP Điều 17)."""
    area, least = case.now("floor_area_m2"), limits["lower_secondary_area"]
    if case.kind == LOWER_SECONDARY and area and area < least:
        fact = f"Diện tích thư viện {count(area)} m², thư viện trường THCS cần ít nhất {decimal(least, 2)} m²"
        yield Remark(("floor_area_m2",), f"{fact}.")


@CHECKS.hint("Dưới điều kiện của Nghị định 93/2020/NĐ-CP")
def below_the_decree(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Stock of a commune's library (Nghị định 93/2020/NĐ-CP Điều 13), of a reading room of a community (Điều 9)."""
    required = {
        COMMUNE: (("books_total", "commune_books", 13), ("periodicals", "commune_periodicals", 13)),
        OTHER: (("books_total", "bookcase_books", 9),),
    }
    for name, limit, article in required.get(case.kind, ()):
        number, least, question = case.now(name), limits[limit], field(name)
        if number is not None and number < least:
            fact = f"{question.label}: {count(number)} {question.unit}, cần ít nhất {decimal(least)} {question.unit}"
            yield Remark((name,), f"{fact} (Nghị định 93/2020/NĐ-CP Điều {article}).")


@CHECKS.hint("Không có người làm thư viện")
def nobody_in_charge(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Somebody looks after the library."""
    if case.now(*LIBRARIANS.parts) == 0:
        yield Remark(LIBRARIANS.parts, "Không có người làm thư viện chuyên trách hay kiêm nhiệm, nên kiểm tra lại.")


@CHECKS.hint("Kinh phí có thể nhập sai đơn vị tính")
def funding_in_wrong_unit(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """Sums typed in thousands or millions of đồng."""
    yield from small_money(case, LAYOUT, limits["least_money"])
