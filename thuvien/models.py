"""Libraries and their yearly figures (plan 04, I.2.a)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kehoach.models import Facility, Membership, MonthlyTally, YearFigures
from kehoach.models.figures.columns import choices_of, count, day, version_of, within, words
from kehoach.questionnaire.values import LARGEST_COUNT, LARGEST_MONEY
from thuvien.enums import LibraryKind
from thuvien.layout import LAYOUT


class Library(Facility):
    """A library, a school's, the commune's or another's."""

    kind = models.CharField("loại", max_length=20, choices=LibraryKind.choices)

    class Meta(Facility.Meta):
        verbose_name = "thư viện"
        verbose_name_plural = "thư viện"


class LibraryMembership(Membership):
    """Whether a library counts in a scope from a day on."""

    facility = models.ForeignKey(Library, models.CASCADE, verbose_name="thư viện", related_name="memberships")

    class Meta(Membership.Meta):
        verbose_name = "quyết định tính vào mẫu số"
        verbose_name_plural = "quyết định tính vào mẫu số"


class LibraryTally(MonthlyTally):
    """What a library counted in one month."""

    facility = models.ForeignKey(Library, models.PROTECT, verbose_name="thư viện", related_name="tallies")

    class Meta(MonthlyTally.Meta):
        verbose_name = "số tháng của thư viện"
        verbose_name_plural = "số tháng của thư viện"


class LibraryFigures(YearFigures):
    """A library's figures of one year; definitions and units stand in the layout."""

    layout = LAYOUT

    facility = models.ForeignKey(Library, models.PROTECT, verbose_name="thư viện", related_name="figures")
    accepted_version = version_of("HistoricalLibraryFigures")
    pupils = count("số học sinh")
    staff = count("số cán bộ, giáo viên, nhân viên")
    services = choices_of("dịch vụ phục vụ học tập suốt đời")
    it_applications = choices_of("ứng dụng công nghệ thông tin")
    books_total = count("tổng số bản sách")
    books_added_budget = count("bản sách bổ sung từ ngân sách")
    books_added_donated = count("bản sách được tặng")
    books_withdrawn = count("bản sách thanh lý")
    titles = count("số tên sách")
    periodicals = count("báo, tạp chí")
    digital_documents = count("tài liệu số")
    visits_pupils = count("lượt học sinh")
    visits_staff = count("lượt giáo viên, nhân viên")
    visits_public = count("lượt phụ huynh, người dân")
    online_visits = count("lượt truy cập trực tuyến")
    active_users = count("số người sử dụng thư viện")
    loans = count("lượt mượn về nhà")
    reading_lessons = count("tiết đọc, tiết học tại thư viện")
    events = count("hoạt động khuyến đọc, sự kiện")
    event_participants = count("lượt tham gia sự kiện")
    rotation_rounds = count("đợt luân chuyển sách")
    rotation_books = count("bản sách luân chuyển")
    floor_area_m2 = count("diện tích (m²)")
    seats = count("chỗ ngồi")
    computers = count("máy tính cho bạn đọc")
    librarians_full_time = count("người làm thư viện chuyên trách")
    librarians_part_time = count("người làm thư viện kiêm nhiệm")
    funding_state_vnd = count("kinh phí ngân sách (đồng)")
    funding_donated_vnd = count("kinh phí xã hội hóa (đồng)")
    arrangement = words("hình thức thư viện xã")
    opening_hours = count("giờ mở cửa mỗi tuần")
    reader_cards = count("thẻ bạn đọc cấp trong năm")
    standard_level = words("mức độ đạt chuẩn")
    standard_decision = words("số quyết định công nhận")
    standard_date = day("ngày quyết định công nhận")
    books_textbooks = count("bản sách giáo khoa")
    books_reference = count("bản sách tham khảo")
    books_professional = count("bản sách nghiệp vụ")
    books_other = count("bản sách thiếu nhi, sách khác")
    outside_users = count("người ngoài trường sử dụng thư viện")
    librarian_qualification = words("trình độ người làm thư viện")

    class Meta(YearFigures.Meta):
        verbose_name = "số liệu năm của thư viện"
        verbose_name_plural = "số liệu năm của thư viện"
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *YearFigures.Meta.constraints,
            models.CheckConstraint(
                condition=within(LARGEST_COUNT, *LAYOUT.count_names),
                name="library_counts_are_plausible",
                violation_error_message="Có số liệu lớn quá mức có thể. Hãy kiểm tra lại, có thể đã gõ thừa chữ số.",
            ),
            models.CheckConstraint(
                condition=within(LARGEST_MONEY, *LAYOUT.money_names),
                name="library_money_is_plausible",
                violation_error_message="Có khoản tiền lớn quá mức có thể. Hãy kiểm tra lại đơn vị tính là đồng.",
            ),
        )
