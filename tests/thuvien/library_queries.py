"""What must be explained in a library's figures, and what just passes."""

from kehoach.questionnaire.values import Absent
from tests.thuvien.library_case import Row
from thuvien.layout import LOWER_SECONDARY, PRESCHOOL

NONE: frozenset[str] = frozenset()

ROWS = (
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
)
