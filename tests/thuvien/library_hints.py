"""What is pointed out in a library's figures, and what just passes."""

from datetime import date

from kehoach.questionnaire.values import Absent
from tests.thuvien.library_case import Row
from thuvien.layout import COMMUNE, LOWER_SECONDARY, OTHER, PRESCHOOL, UPPER_SECONDARY

NONE: frozenset[str] = frozenset()

ROWS = (
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
        "below_the_decree",
        {"books_total": 1999, "periodicals": 1},
        (
            "Tổng số bản sách cuối năm: 1.999 bản, cần ít nhất 2.000 bản (Nghị định 93/2020/NĐ-CP Điều 13).",
            "Số tên báo, tạp chí: 1 tên, cần ít nhất 2 tên (Nghị định 93/2020/NĐ-CP Điều 13).",
        ),
        kind=COMMUNE,
    ),
    Row("below_the_decree", {"books_total": 2000, "periodicals": 2}, kind=COMMUNE, at=True),
    Row(
        "below_the_decree",
        {"books_total": 299},
        ("Tổng số bản sách cuối năm: 299 bản, cần ít nhất 300 bản (Nghị định 93/2020/NĐ-CP Điều 9).",),
        kind=OTHER,
    ),
    Row("below_the_decree", {"books_total": 300}, kind=OTHER, at=True),
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
