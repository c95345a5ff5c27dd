"""Checks of a library's yearly figures, and the numbers that they compare with. Imports no Django."""

from decimal import Decimal

from kehoach.questionnaire.checks import Check, Threshold
from thuvien.checks import errors, hints, queries

THRESHOLDS: tuple[Threshold, ...] = (
    Threshold("pupils_change", Decimal(15), "Số học sinh thay đổi quá", "%"),
    Threshold("books_total_change", Decimal(10), "Tổng số bản sách thay đổi quá", "%"),
    Threshold("additions_share", Decimal(50), "Sách bổ sung quá tỷ lệ so với tổng số bản", "%"),
    Threshold("recognition_years", Decimal(5), "Quyết định công nhận đạt chuẩn có hiệu lực", "năm"),
    Threshold("primary_books_per_pupil", Decimal(3), "Số bản sách của một học sinh tiểu học ít nhất", "bản"),
    Threshold("lower_secondary_books_per_pupil", Decimal(4), "Số bản sách của một học sinh THCS ít nhất", "bản"),
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
    Threshold("commune_books", Decimal(2000), "Số bản sách của thư viện xã ít nhất", "bản"),
    Threshold("commune_periodicals", Decimal(2), "Số tên báo, tạp chí của thư viện xã ít nhất", "tên"),
    Threshold("bookcase_books", Decimal(300), "Số bản sách của phòng đọc, tủ sách cơ sở ít nhất", "bản"),
    Threshold("computers_change", Decimal(50), "Số máy tính thay đổi quá", "%"),
    Threshold("least_money", Decimal(10000), "Khoản kinh phí nhỏ nhất hợp lý", "đồng"),
)

CHECKS: tuple[Check, ...] = (*errors.CHECKS, *queries.CHECKS, *hints.CHECKS)
