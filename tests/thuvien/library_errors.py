"""What must be corrected in a library's figures, and what just passes."""

from collections.abc import Mapping
from datetime import date

from kehoach.questionnaire.values import Absent, Value
from tests.thuvien.library_case import Row
from thuvien.layout import COMMUNE, OTHER

BOOKS_BY_KIND: Mapping[str, Value] = {
    "books_textbooks": 400,
    "books_reference": 300,
    "books_professional": 100,
    "books_other": 200,
}

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
)
