"""Every check of a library's figures: when it speaks, when it is silent, and what exactly it says."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.checks import Case, Finding, Severity, open_queries, run, unanswered
from kehoach.layout import Kind
from kehoach.values import LARGEST_MONEY, Absent, Value
from thuvien.checks import CHECKS, THRESHOLDS
from thuvien.layout import COMMUNE, LAYOUT, LOWER_SECONDARY, OTHER, PRESCHOOL, PRIMARY, UPPER_SECONDARY

DEMO = Path(__file__).parents[2] / "fixtures" / "demo"
DEFAULTS = {threshold.code: threshold.default for threshold in THRESHOLDS}
ORDER = [field.name for field in LAYOUT.fields]
BY_CODE = {check.code: check for check in CHECKS}
LAST_DAY = date(2026, 12, 14)
NONE: frozenset[str] = frozenset()
BOOKS_BY_KIND: Mapping[str, Value] = {
    "books_textbooks": 400,
    "books_reference": 300,
    "books_professional": 100,
    "books_other": 200,
}


class Row(NamedTuple):
    """One case of one check, with every message it must give; `at` marks a case exactly at a threshold."""

    code: str
    now: Mapping[str, Value]
    says: tuple[str, ...] = ()
    last: Mapping[str, Value] | None = None
    kind: str = PRIMARY
    at: bool = False

    @property
    def case(self) -> Case:
        """The case, in the window that ends on LAST_DAY."""
        return Case(self.kind, self.now, self.last, LAST_DAY)


ROWS = (
    Row("must_not_be_zero", {"pupils": 0, "staff": 22}, ("Số học sinh là 0, cần một số lớn hơn 0.",)),
    Row(
        "must_not_be_zero",
        {"pupils": 1, "staff": 0},
        ("Số cán bộ quản lý, giáo viên, nhân viên là 0, cần một số lớn hơn 0.",),
    ),
    Row("must_not_be_zero", {"pupils": 1, "staff": 1}),
    Row(
        "titles_over_books",
        {"titles": 3000, "books_total": 2671},
        ("Số tên sách 3.000 nhiều hơn tổng số bản sách 2.671: mỗi tên sách phải có ít nhất một bản.",),
    ),
    Row("titles_over_books", {"titles": 2671, "books_total": 2671}),
    Row(
        "additions_over_books",
        {"books_added_budget": 94, "books_added_donated": 47, "books_total": 140},
        ("Bổ sung trong năm 141 bản sách, nhiều hơn tổng số 140 bản cuối năm: sách bổ sung phải nằm trong tổng số.",),
    ),
    Row("additions_over_books", {"books_added_budget": 94, "books_added_donated": 46, "books_total": 140}),
    Row(
        "withdrawals_over_stock",
        {"books_withdrawn": 2699, "books_added_budget": 94, "books_added_donated": 46},
        (
            "Thanh lý 2.699 bản sách, nhưng năm trước có 2.558 bản và bổ sung 140 bản: "
            "nhiều nhất chỉ có thể thanh lý 2.698 bản.",
        ),
        {"books_total": 2558},
    ),
    Row(
        "withdrawals_over_stock",
        {"books_withdrawn": 2698, "books_added_budget": 94, "books_added_donated": 46},
        last={"books_total": 2558},
    ),
    Row("withdrawals_over_stock", {"books_withdrawn": 2699, "books_added_budget": 94, "books_added_donated": 46}),
    Row(
        "users_over_visits",
        {"active_users": 61, "visits_pupils": 30, "visits_staff": 10, "visits_public": 0, "online_visits": 20},
        (
            "Có 61 người sử dụng thư viện nhưng chỉ có 60 lượt đến và truy cập trực tuyến: "
            "mỗi người phải có ít nhất một lượt.",
        ),
    ),
    Row(
        "users_over_visits",
        {"active_users": 60, "visits_pupils": 30, "visits_staff": 10, "visits_public": 0, "online_visits": 20},
    ),
    Row(
        "users_over_people",
        {"active_users": 456, "pupils": 428, "staff": 23, "visits_public": 4, "online_visits": 0},
        (
            "Có 456 người sử dụng thư viện, nhiều hơn 428 học sinh, 23 người làm việc "
            "và 4 lượt ngoài trường, trực tuyến cộng lại.",
        ),
    ),
    Row(
        "users_over_people",
        {"active_users": 455, "pupils": 428, "staff": 23, "visits_public": 4, "online_visits": 0},
    ),
    Row(
        "users_over_outsiders",
        {"active_users": 456, "pupils": 428, "staff": 23, "outside_users": 4},
        ("Có 456 người sử dụng thư viện, nhiều hơn 428 học sinh, 23 người làm việc và 4 người ngoài trường cộng lại.",),
    ),
    Row("users_over_outsiders", {"active_users": 455, "pupils": 428, "staff": 23, "outside_users": 4}),
    Row("users_over_outsiders", {"active_users": 456, "pupils": 428, "staff": 23}),
    Row(
        "level_without_decision",
        {"standard_level": "level_1"},
        (
            "Mức độ 1: chưa ghi số quyết định công nhận mức độ đạt chuẩn.",
            "Mức độ 1: chưa ghi ngày của quyết định công nhận.",
        ),
    ),
    Row(
        "level_without_decision",
        {"standard_level": "level_2", "standard_decision": "215/QĐ-SGDĐT"},
        ("Mức độ 2: chưa ghi ngày của quyết định công nhận.",),
    ),
    Row(
        "level_without_decision",
        {"standard_level": "level_2", "standard_decision": "215/QĐ-SGDĐT", "standard_date": date(2024, 6, 3)},
    ),
    Row(
        "level_without_decision",
        {"standard_level": "level_1", "standard_decision": Absent.UNKNOWN, "standard_date": Absent.UNKNOWN},
    ),
    Row("level_without_decision", {"standard_level": "below"}),
    Row("level_without_decision", {}),
    Row(
        "level_not_in_force",
        {"standard_level": "level_1", "standard_date": date(2021, 12, 13)},
        ("Quyết định công nhận mức độ đạt chuẩn ngày 13/12/2021 đã quá 5 năm tính đến 14/12/2026, nên kiểm tra lại.",),
    ),
    Row("level_not_in_force", {"standard_level": "level_1", "standard_date": date(2021, 12, 14)}, at=True),
    Row(
        "level_not_in_force",
        {"standard_level": "level_1", "standard_date": date(2026, 12, 15)},
        ("Quyết định công nhận mức độ đạt chuẩn ngày 15/12/2026 là sau ngày cuối kỳ 14/12/2026, nên kiểm tra lại.",),
    ),
    Row("level_not_in_force", {"standard_level": "level_1", "standard_date": date(2026, 12, 14)}),
    Row("level_not_in_force", {"standard_level": "below", "standard_date": date(2015, 1, 5)}),
    Row(
        "level_above_stock",
        {"standard_level": "level_1", "books_total": 1199, "pupils": 400},
        (
            "Mức độ 1 nhưng 1.199 bản sách của 400 học sinh, bình quân 2,998 bản một học sinh, "
            "chưa đến 3 bản, cần giải trình.",
        ),
    ),
    Row("level_above_stock", {"standard_level": "level_1", "books_total": 1200, "pupils": 400}, at=True),
    Row(
        "level_above_stock",
        {"standard_level": "level_2", "books_total": 1500, "pupils": 400},
        (
            "Mức độ 2 nhưng 1.500 bản sách của 400 học sinh, bình quân 3,8 bản một học sinh, "
            "chưa đến 4 bản, cần giải trình.",
        ),
        kind=LOWER_SECONDARY,
    ),
    Row(
        "level_above_stock",
        {"standard_level": "level_2", "books_total": 1600, "pupils": 400},
        kind=LOWER_SECONDARY,
        at=True,
    ),
    Row("level_above_stock", {"standard_level": "below", "books_total": 0, "pupils": 400}),
    Row("level_above_stock", {"standard_level": "level_1", "books_total": 10, "pupils": 400}, kind=PRESCHOOL),
    Row(
        "kinds_of_books_differ",
        {**BOOKS_BY_KIND, "books_total": 1001},
        ("Cộng các loại sách là 1.000, tổng số bản sách cuối năm là 1.001: hai số phải bằng nhau.",),
    ),
    Row("kinds_of_books_differ", {**BOOKS_BY_KIND, "books_total": 1000}),
    Row("kinds_of_books_differ", {**BOOKS_BY_KIND, "books_other": Absent.UNANSWERED, "books_total": 1001}),
    Row(
        "events_and_participants_differ",
        {"events": 4, "event_participants": 0},
        (
            "Số hoạt động khuyến đọc, sự kiện là 4 nhưng lượt người tham gia hoạt động, sự kiện là 0: "
            "hai số phải cùng bằng 0 hoặc cùng lớn hơn 0.",
        ),
    ),
    Row(
        "events_and_participants_differ",
        {"events": 0, "event_participants": 1180},
        (
            "Số hoạt động khuyến đọc, sự kiện là 0 nhưng lượt người tham gia hoạt động, sự kiện là 1.180: "
            "hai số phải cùng bằng 0 hoặc cùng lớn hơn 0.",
        ),
    ),
    Row("events_and_participants_differ", {"events": 0, "event_participants": 0}),
    Row("events_and_participants_differ", {"events": 1, "event_participants": 1}),
    Row(
        "rotation_without_rounds",
        {"rotation_rounds": 0, "rotation_books": 160},
        ("Luân chuyển 160 bản sách nhưng số đợt luân chuyển là 0: cần ít nhất 1 đợt.",),
    ),
    Row("rotation_without_rounds", {"rotation_rounds": 1, "rotation_books": 160}),
    Row("rotation_without_rounds", {"rotation_rounds": 0, "rotation_books": 0}),
    Row(
        "must_not_be_zero",
        {"floor_area_m2": 0, "seats": 0},
        ("Diện tích thư viện là 0, cần một số lớn hơn 0.", "Số chỗ ngồi là 0, cần một số lớn hơn 0."),
        kind=COMMUNE,
    ),
    Row("must_not_be_zero", {"floor_area_m2": 1, "seats": 1}, kind=COMMUNE),
    Row("must_not_be_zero", {"floor_area_m2": 0, "seats": 0}, kind=OTHER),
    Row(
        "changed_sharply",
        {"pupils": 461},
        ("Số học sinh 461, năm trước 400: tăng 15,3%, hơn mức 15% cần giải trình.",),
        {"pupils": 400},
    ),
    Row("changed_sharply", {"pupils": 460}, last={"pupils": 400}, at=True),
    Row("changed_sharply", {"pupils": 340}, last={"pupils": 400}, at=True),
    Row(
        "changed_sharply",
        {"pupils": 339},
        ("Số học sinh 339, năm trước 400: giảm 15,3%, hơn mức 15% cần giải trình.",),
        {"pupils": 400},
    ),
    Row("changed_sharply", {"pupils": 400}, last={"pupils": 0}),
    Row("changed_sharply", {"pupils": 400}),
    Row(
        "support_ended",
        {"services": NONE, "it_applications": NONE},
        (
            "Dịch vụ phục vụ học tập suốt đời: năm trước có Đọc tại chỗ; Cho mượn về nhà. "
            "Năm nay không có, cần giải trình.",
            "Ứng dụng công nghệ thông tin, chuyển đổi số: năm trước có Phần mềm quản lý thư viện. "
            "Năm nay không có, cần giải trình.",
        ),
        {"services": frozenset({"lending", "reading_room"}), "it_applications": frozenset({"management_software"})},
    ),
    Row("support_ended", {"services": NONE}, last={"services": NONE}),
    Row(
        "support_ended",
        {"services": frozenset({"lending"})},
        last={"services": frozenset({"lending", "reading_room"})},
    ),
    Row(
        "support_added",
        {
            "services": frozenset({"lending", "reading_room", "mobile_library"}),
            "it_applications": frozenset({"internet"}),
        },
        (
            "Dịch vụ phục vụ học tập suốt đời: năm nay thêm Đọc tại chỗ; Thư viện lưu động. "
            "Cần ảnh minh chứng, hoặc ghi chú minh chứng là gì: sổ theo dõi, quyết định, hợp đồng.",
            "Ứng dụng công nghệ thông tin, chuyển đổi số: năm nay thêm Internet, Wi-Fi cho bạn đọc. "
            "Cần ảnh minh chứng, hoặc ghi chú minh chứng là gì: sổ theo dõi, quyết định, hợp đồng.",
        ),
        {"services": frozenset({"lending"}), "it_applications": NONE},
    ),
    Row("support_added", {"services": frozenset({"lending"})}, last={"services": frozenset({"lending"})}),
    Row(
        "support_added",
        {"services": frozenset({"lending"}), "it_applications": NONE},
        (
            "Dịch vụ phục vụ học tập suốt đời: có Cho mượn về nhà. "
            "Cần ảnh minh chứng, hoặc ghi chú minh chứng là gì: sổ theo dõi, quyết định, hợp đồng.",
        ),
    ),
    Row("support_added", {"services": frozenset({"lending"})}, last={"services": Absent.UNKNOWN}),
    Row(
        "stock_not_balanced",
        {"books_total": 2700, "books_added_budget": 94, "books_added_donated": 46, "books_withdrawn": 27},
        (
            "Tổng số bản sách 2.700, trong khi năm trước 2.558 cộng bổ sung 140 trừ thanh lý 27 bằng 2.671, "
            "chênh 29 bản cần giải trình.",
        ),
        {"books_total": 2558},
    ),
    Row(
        "stock_not_balanced",
        {"books_total": 2671, "books_added_budget": 94, "books_added_donated": 46, "books_withdrawn": 27},
        last={"books_total": 2558},
    ),
    Row(
        "changed_sharply",
        {"books_total": 2201},
        ("Tổng số bản sách cuối năm 2.201, năm trước 2.000: tăng 10,1%, hơn mức 10% cần giải trình.",),
        {"books_total": 2000},
    ),
    Row("changed_sharply", {"books_total": 2200}, last={"books_total": 2000}, at=True),
    Row(
        "additions_large",
        {"books_added_budget": 300, "books_added_donated": 201, "books_total": 1000},
        ("Bổ sung trong năm 501 bản sách, bằng 50,1% tổng số 1.000 bản, hơn mức 50% cần giải trình.",),
    ),
    Row("additions_large", {"books_added_budget": 300, "books_added_donated": 200, "books_total": 1000}, at=True),
    Row("additions_large", {"books_added_budget": 300, "books_added_donated": 200, "books_total": 0}),
    Row(
        "additions_large",
        {"books_added_budget": 5001, "books_added_donated": 0, "books_total": 10000},
        ("Bổ sung trong năm 5.001 bản sách, bằng 50,01% tổng số 10.000 bản, hơn mức 50% cần giải trình.",),
    ),
    Row(
        "visits_changed",
        {"visits_pupils": 8200, "visits_staff": 820, "visits_public": 82},
        (
            "Lượt học sinh đến thư viện 8.200, năm trước 3.290: tăng 149,2%, hơn mức 20% cần giải trình.",
            "Lượt cán bộ, giáo viên, nhân viên đến thư viện 820, năm trước 395: tăng 107,6%, "
            "hơn mức 20% cần giải trình.",
        ),
        {"visits_pupils": 3290, "visits_staff": 395, "visits_public": 82},
    ),
    Row("visits_changed", {"visits_pupils": 1200}, last={"visits_pupils": 1000}, at=True),
    Row("visits_changed", {"visits_public": 150}, last={"visits_public": 100}, at=True),
    Row(
        "visits_changed",
        {"visits_public": 151},
        ("Lượt phụ huynh, người dân đến thư viện 151, năm trước 100: tăng 51%, hơn mức 20% cần giải trình.",),
        {"visits_public": 100},
    ),
    Row(
        "visits_changed",
        {"visits_pupils": 130, "visits_staff": 130, "visits_public": 0},
        ("Tổng lượt người đến thư viện 260, năm trước 200: tăng 30%, hơn mức 20% cần giải trình.",),
        {"visits_pupils": 100, "visits_staff": 100, "visits_public": 0},
    ),
    Row(
        "visits_changed",
        {"visits_pupils": Absent.NOT_APPLICABLE, "visits_staff": 130, "visits_public": 0},
        last={"visits_pupils": 100, "visits_staff": 100, "visits_public": 0},
    ),
    Row("visits_changed", {"visits_pupils": 8200}, last={"visits_pupils": 0}),
    Row(
        "visits_per_pupil_unusual",
        {"visits_pupils": 359, "pupils": 400},
        (
            "359 lượt của 400 học sinh, bình quân 0,9 lượt một học sinh; thường từ 1 đến 175 lượt, "
            "ngoài mức đó cần giải trình.",
        ),
    ),
    Row("visits_per_pupil_unusual", {"visits_pupils": 400, "pupils": 400}, at=True),
    Row(
        "visits_per_pupil_unusual",
        {"visits_pupils": 399, "pupils": 400},
        (
            "399 lượt của 400 học sinh, bình quân 0,998 lượt một học sinh; thường từ 1 đến 175 lượt, "
            "ngoài mức đó cần giải trình.",
        ),
    ),
    Row("visits_per_pupil_unusual", {"visits_pupils": 70000, "pupils": 400}, kind=LOWER_SECONDARY, at=True),
    Row(
        "visits_per_pupil_unusual",
        {"visits_pupils": 70400, "pupils": 400},
        (
            "70.400 lượt của 400 học sinh, bình quân 176 lượt một học sinh; thường từ 1 đến 175 lượt, "
            "ngoài mức đó cần giải trình.",
        ),
        kind=LOWER_SECONDARY,
    ),
    Row("visits_per_pupil_unusual", {"visits_pupils": 0, "pupils": 265}, kind=PRESCHOOL),
    Row("visits_per_pupil_unusual", {"visits_pupils": 10, "pupils": 0}),
    Row(
        "changed_sharply",
        {"online_visits": 451},
        ("Lượt truy cập trực tuyến 451, năm trước 300: tăng 50,3%, hơn mức 50% cần giải trình.",),
        {"online_visits": 300},
    ),
    Row("changed_sharply", {"online_visits": 450}, last={"online_visits": 300}, at=True),
    Row(
        "changed_sharply",
        {"loans": 799},
        ("Lượt mượn về nhà 799, năm trước 1.000: giảm 20,1%, hơn mức 20% cần giải trình.",),
        {"loans": 1000},
    ),
    Row("changed_sharply", {"loans": 800}, last={"loans": 1000}, at=True),
    Row("changed_sharply", {"loans": 989}, last={"loans": 0}),
    Row(
        "loans_per_book_high",
        {"loans": 10100, "books_total": 1000},
        ("Lượt mượn về nhà 10.100, gấp 10,1 lần tổng số 1.000 bản sách, hơn mức 10 lần cần giải trình.",),
    ),
    Row("loans_per_book_high", {"loans": 10000, "books_total": 1000}, at=True),
    Row("loans_per_book_high", {"loans": 10, "books_total": 0}),
    Row(
        "changed_sharply",
        {"reading_lessons": 49},
        ("Số tiết đọc, tiết học tại thư viện 49, năm trước 100: giảm 51%, hơn mức 50% cần giải trình.",),
        {"reading_lessons": 100},
    ),
    Row("changed_sharply", {"reading_lessons": 50}, last={"reading_lessons": 100}, at=True),
    Row(
        "additions_unfunded",
        {"books_added_budget": 94, "funding_state_vnd": 0},
        ("Bổ sung 94 bản sách từ ngân sách nhưng kinh phí từ ngân sách nhà nước là 0 đồng, cần giải trình.",),
    ),
    Row("additions_unfunded", {"books_added_budget": 94, "funding_state_vnd": 1}),
    Row("additions_unfunded", {"books_added_budget": 0, "funding_state_vnd": 0}),
    Row(
        "pupils_per_staff_unusual",
        {"pupils": 98, "staff": 20},
        ("98 học sinh, 20 người làm việc, bình quân 4,9 học sinh một người; thường từ 5 đến 40.",),
    ),
    Row("pupils_per_staff_unusual", {"pupils": 100, "staff": 20}, at=True),
    Row("pupils_per_staff_unusual", {"pupils": 800, "staff": 20}, at=True),
    Row(
        "pupils_per_staff_unusual",
        {"pupils": 820, "staff": 20},
        ("820 học sinh, 20 người làm việc, bình quân 41 học sinh một người; thường từ 5 đến 40.",),
    ),
    Row(
        "software_without_computers",
        {"it_applications": frozenset({"management_software"}), "computers": 0},
        ("Có phần mềm quản lý thư viện nhưng số máy tính, thiết bị tra cứu là 0, nên kiểm tra lại.",),
    ),
    Row("software_without_computers", {"it_applications": frozenset({"management_software"}), "computers": 1}),
    Row("software_without_computers", {"it_applications": frozenset({"internet"}), "computers": 0}),
    Row(
        "copies_per_title_high",
        {"titles": 10, "books_total": 501},
        ("501 bản của 10 tên sách, bình quân 50,1 bản một tên, hơn mức 50 bản nên kiểm tra lại.",),
    ),
    Row("copies_per_title_high", {"titles": 10, "books_total": 500}, at=True),
    Row("copies_per_title_high", {"titles": 0, "books_total": 500}),
    Row(
        "small_number_changed",
        {"periodicals": 10},
        ("Số tên báo, tạp chí 10, năm trước 6: tăng 66,7%, hơn mức 50% nên kiểm tra lại.",),
        {"periodicals": 6},
    ),
    Row("small_number_changed", {"periodicals": 9}, last={"periodicals": 6}, at=True),
    Row(
        "digital_documents_without_it",
        {"digital_documents": 1085, "it_applications": NONE},
        (
            "Có 1.085 học liệu điện tử, tài liệu số nhưng không chọn ứng dụng công nghệ thông tin nào, "
            "nên kiểm tra lại.",
        ),
    ),
    Row("digital_documents_without_it", {"digital_documents": 85, "it_applications": frozenset({"internet"})}),
    Row("digital_documents_without_it", {"digital_documents": 0, "it_applications": NONE}),
    Row("digital_documents_without_it", {"digital_documents": 85}),
    Row(
        "visits_as_last_year",
        {"visits_pupils": 3290, "visits_staff": 395, "visits_public": 0},
        (
            "Trùng y số năm trước: lượt học sinh đến thư viện 3.290; "
            "lượt cán bộ, giáo viên, nhân viên đến thư viện 395; lượt phụ huynh, người dân đến thư viện 0. "
            "Hãy kiểm tra đã nhập số của năm nay chưa.",
        ),
        {"visits_pupils": 3290, "visits_staff": 395, "visits_public": 0},
    ),
    Row(
        "visits_as_last_year",
        {"visits_pupils": 3290, "visits_staff": 395, "visits_public": 1},
        last={"visits_pupils": 3290, "visits_staff": 395, "visits_public": 0},
    ),
    Row(
        "visits_as_last_year",
        {"visits_pupils": 0, "visits_staff": 0, "visits_public": 0},
        last={"visits_pupils": 0, "visits_staff": 0, "visits_public": 0},
    ),
    Row(
        "no_loans",
        {"services": frozenset({"lending", "reading_room"}), "loans": 0},
        ("Có dịch vụ cho mượn về nhà nhưng lượt mượn về nhà là 0, nên kiểm tra lại.",),
    ),
    Row("no_loans", {"services": frozenset({"lending"}), "loans": 1}),
    Row("no_loans", {"services": frozenset({"reading_room"}), "loans": 0}),
    Row("no_loans", {"services": Absent.UNKNOWN, "loans": 0}),
    Row(
        "no_reading_lessons",
        {"reading_lessons": 0},
        ("Số tiết đọc, tiết học tại thư viện là 0; trường tiểu học thường có tiết đọc thư viện, nên kiểm tra lại.",),
    ),
    Row("no_reading_lessons", {"reading_lessons": 1}),
    Row("no_reading_lessons", {"reading_lessons": 0}, kind=UPPER_SECONDARY),
    Row(
        "participants_per_event_high",
        {"event_participants": 1604, "events": 2, "pupils": 400},
        ("Bình quân 802 lượt người một hoạt động, sự kiện, hơn 2 lần số học sinh (400), nên kiểm tra lại.",),
    ),
    Row("participants_per_event_high", {"event_participants": 1600, "events": 2, "pupils": 400}, at=True),
    Row("participants_per_event_high", {"event_participants": 1604, "events": 0, "pupils": 400}),
    Row(
        "premises_changed",
        {"floor_area_m2": 70, "seats": 30},
        (
            "Diện tích thư viện 70 m², năm trước 60 m²: số này ít khi thay đổi, nên kiểm tra lại.",
            "Số chỗ ngồi 30 chỗ, năm trước 36 chỗ: số này ít khi thay đổi, nên kiểm tra lại.",
        ),
        {"floor_area_m2": 60, "seats": 36},
    ),
    Row("premises_changed", {"floor_area_m2": 60, "seats": 36}, last={"floor_area_m2": 60, "seats": 36}),
    Row(
        "area_below_standard",
        {"floor_area_m2": 49},
        ("Diện tích thư viện 49 m², thư viện trường THCS cần ít nhất 50 m².",),
        kind=LOWER_SECONDARY,
    ),
    Row("area_below_standard", {"floor_area_m2": 50}, kind=LOWER_SECONDARY, at=True),
    Row("area_below_standard", {"floor_area_m2": 24}, kind=PRESCHOOL),
    Row(
        "small_number_changed",
        {"computers": 2},
        ("Số máy tính, thiết bị tra cứu 2, năm trước 1: tăng 100%, hơn mức 50% nên kiểm tra lại.",),
        {"computers": 1},
    ),
    Row("small_number_changed", {"computers": 3}, last={"computers": 2}, at=True),
    Row("small_number_changed", {"computers": 1}, last={"computers": 0}),
    Row(
        "nobody_in_charge",
        {"librarians_full_time": 0, "librarians_part_time": 0},
        ("Không có người làm thư viện chuyên trách hay kiêm nhiệm, nên kiểm tra lại.",),
    ),
    Row("nobody_in_charge", {"librarians_full_time": 0, "librarians_part_time": 1}),
    Row(
        "funding_in_wrong_unit",
        {"funding_state_vnd": 4888, "funding_donated_vnd": 9999},
        (
            "Kinh phí từ ngân sách nhà nước 4.888 đồng, chưa đến 10.000 đồng: "
            "có thể đã nhập theo nghìn hoặc triệu đồng, hãy nhập đủ số đồng.",
            "Kinh phí xã hội hóa, tài trợ 9.999 đồng, chưa đến 10.000 đồng: "
            "có thể đã nhập theo nghìn hoặc triệu đồng, hãy nhập đủ số đồng.",
        ),
    ),
    Row("funding_in_wrong_unit", {"funding_state_vnd": 10000, "funding_donated_vnd": 0}, at=True),
)


class Read(dict[str, Decimal]):
    """Thresholds that remember which of them were looked at."""

    def __init__(self) -> None:
        super().__init__(DEFAULTS)
        self.codes: set[str] = set()

    def __getitem__(self, code: str) -> Decimal:
        self.codes.add(code)
        return super().__getitem__(code)


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row.code}-{'says' if row.says else 'at' if row.at else 'quiet'}"
)
def test_a_check_says_exactly_this(row: Row) -> None:
    found = list(BY_CODE[row.code](row.case, DEFAULTS))
    assert [finding.message for finding in found] == list(row.says)
    assert {finding.code for finding in found} <= {row.code}


def test_every_check_has_a_row_that_fires_and_one_that_does_not() -> None:
    assert {row.code for row in ROWS if row.says} == set(BY_CODE)
    assert {row.code for row in ROWS if not row.says} == set(BY_CODE)


def test_every_check_with_a_threshold_has_a_row_exactly_at_it_and_no_threshold_is_idle() -> None:
    used: dict[str, set[str]] = {}
    for row in ROWS:
        read = Read()
        list(BY_CODE[row.code](row.case, read))
        used.setdefault(row.code, set()).update(read.codes)
    assert {code for code, codes in used.items() if codes} == {row.code for row in ROWS if row.at}
    assert set().union(*used.values()) == set(DEFAULTS)


@pytest.mark.parametrize("row", [row for row in ROWS if row.at], ids=lambda row: row.code)
def test_a_row_at_a_threshold_fires_as_soon_as_the_threshold_moves(row: Row) -> None:
    moved = [
        {code: limit * factor for code, limit in DEFAULTS.items()} for factor in (Decimal("0.99"), Decimal("1.01"))
    ]
    found = [list(BY_CODE[row.code](row.case, limits)) for limits in moved]
    assert any(found)


def test_codes_are_unique_and_every_check_says_where_it_comes_from() -> None:
    assert len(BY_CODE) == len(CHECKS)
    assert [check.code for check in CHECKS if not (check.body.__doc__ or "").startswith("#")] == []
    assert len({check.title for check in CHECKS}) == len(CHECKS)


def test_every_finding_belongs_to_questions_that_this_kind_of_library_is_asked() -> None:
    for row in ROWS:
        asked = {field.name for field in LAYOUT.for_kind(row.kind)}
        for finding in BY_CODE[row.code](row.case, DEFAULTS):
            assert set(finding.fields) <= asked, row


def demo_cases() -> Iterator[tuple[str, int, Case]]:
    """Every row of the demo data with the year before it."""
    with (DEMO / "libraries.csv").open(encoding="utf-8") as file:
        kinds = {row["code"]: row["kind"] for row in csv.DictReader(file)}
    seen: dict[tuple[str, int], dict[str, Value]] = {}
    with (DEMO / "library_figures.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            code, year = row["library_code"], int(row["year"])
            seen[code, year] = {field.name: demo_value(row.get(field.name), field.kind) for field in LAYOUT.fields}
            yield code, year, Case(kinds[code], seen[code, year], seen.get((code, year - 1)), date(year, 12, 14))


def demo_value(cell: str | None, kind: Kind) -> Value:
    """A cell of the demo data; an empty one means none of the choices, else that the question does not apply."""
    if cell is not None and kind is Kind.CHOICES:
        return frozenset(cell.split(";")) if cell else NONE
    return int(cell) if cell else Absent.NOT_APPLICABLE


def demo_findings() -> list[tuple[str, int, Finding]]:
    return [
        (code, year, finding)
        for code, year, case in demo_cases()
        for finding in (*unanswered(LAYOUT, case), *run(CHECKS, case, DEFAULTS, ORDER))
    ]


def test_the_demo_data_has_no_error_and_only_new_services_to_explain() -> None:
    found = demo_findings()
    assert len(list(demo_cases())) == 24
    assert {finding.code for _, _, finding in found if finding.severity is Severity.ERROR} == set()
    assert {finding.code for _, _, finding in found if finding.severity is Severity.QUERY} == {"support_added"}


def test_a_note_at_the_question_answers_its_query_in_the_demo_data() -> None:
    for _, _, finding in demo_findings():
        if finding.severity is Severity.QUERY:
            assert open_queries([finding], {finding.fields[0]: "Có ảnh, sổ theo dõi"}) == ()


def test_what_does_not_apply_in_the_demo_data_is_what_is_not_asked() -> None:
    for code, year, case in demo_cases():
        not_applicable = {name for name, value in case.values.items() if value is Absent.NOT_APPLICABLE}
        optional = {field.name for field in LAYOUT.fields if field.optional}
        assert not_applicable == set(LAYOUT.not_for(case.kind)) | optional, (code, year)


counts = st.integers(0, 12) | st.integers(0, LARGEST_MONEY)
codes = st.frozensets(st.sampled_from(["reading_room", "lending", "management_software", "internet", "retired"]))
days = st.dates(date(2015, 1, 1), date(2027, 12, 31))
levels = st.sampled_from(["below", "level_1", "level_2", "retired"])
anything = counts | st.booleans() | codes | days | levels | st.sampled_from(Absent)
values = st.dictionaries(st.sampled_from([*ORDER, "no_such_column"]), anything)
kinds = st.sampled_from([COMMUNE, PRESCHOOL, PRIMARY, LOWER_SECONDARY, UPPER_SECONDARY, OTHER, "unheard_of"])


@given(kinds, values, st.none() | values)
def test_no_mix_of_values_and_absences_makes_the_checks_crash(
    kind: str, now: dict[str, Value], last: dict[str, Value] | None
) -> None:
    found = run(CHECKS, Case(kind, now, last, LAST_DAY), DEFAULTS, ORDER)
    places = [ORDER.index(finding.fields[0]) for finding in found]
    assert places == sorted(places)
    assert all(finding.message.endswith(".") for finding in found)


answers = {Kind.CHOICES: codes, Kind.ONE: levels, Kind.TEXT: st.just("215/QĐ-SGDĐT"), Kind.DATE: days}
whole = st.fixed_dictionaries({field.name: answers.get(field.kind, counts) for field in LAYOUT.fields})


@given(kinds, whole, whole, st.sets(st.sampled_from(ORDER)), st.sets(st.sampled_from(ORDER)))
def test_not_knowing_a_value_never_makes_a_check_fire(
    kind: str, now: dict[str, Value], last: dict[str, Value], unknown: set[str], unknown_before: set[str]
) -> None:
    everything = run(CHECKS, Case(kind, now, last, LAST_DAY), DEFAULTS, ORDER)
    part = {**now, **dict.fromkeys(unknown, Absent.UNKNOWN)}
    part_before = {**last, **dict.fromkeys(unknown_before, Absent.UNANSWERED)}
    assert set(run(CHECKS, Case(kind, part, part_before, LAST_DAY), DEFAULTS, ORDER)) <= set(everything)


def test_where_nothing_applies_nothing_is_found() -> None:
    nothing = dict.fromkeys(ORDER, Absent.NOT_APPLICABLE)
    assert run(CHECKS, Case(PRIMARY, nothing, nothing, LAST_DAY), DEFAULTS, ORDER) == ()
