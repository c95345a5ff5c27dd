"""School libraries (Thông tư 16/2022/TT-BGDĐT): each school's self-assessment data, and the commune's summary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from baocao.document.blocks import Block, Paragraph
from baocao.official_forms.catalogue import Chapter, Of, OfficialForm, Sender
from baocao.official_forms.definitions.library import FUNDING, LIBRARIANS, LOANS, SEATS, USERS, VISITS, figure
from baocao.official_forms.filling.conditions import (
    AREA,
    BOOKS,
    PERIODICALS,
    PUPILS,
    READING_SPACE,
    SETS,
    TEACHERS,
    Conditions,
)
from baocao.official_forms.filling.derived import Ratio
from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.filling.parts import ByFacility, Line, Listed, Text
from baocao.official_forms.filling.readings import Cut, Source
from baocao.official_forms.filling.sources import Asked, Known
from kehoach.models import Facility
from kehoach.questionnaire.values import Absent
from kehoach.tallies.windows import school_year
from thuvien.layout.answers import SCHOOLS

ACT = "Thông tư 16/2022/TT-BGDĐT"
CLASSES = Asked("classes", True)
LESSONS = figure("reading_lessons")


def schools(gathered: Gathered) -> Sequence[Facility]:
    """The school libraries of the year."""
    return [library for library in gathered.libraries if library.kind in SCHOOLS]


def _of(standard: int, label: str, source: Source, unit: str = "") -> Line:
    return Line(label, source, f"{ACT}, tiêu chuẩn {standard}", unit)


STANDARDS = (
    (
        "Quy mô trường",
        (
            _of(5, "Học sinh", PUPILS, "học sinh"),
            _of(5, "Lớp", CLASSES, "lớp"),
            _of(5, "Giáo viên", TEACHERS, "người"),
            _of(5, "Cán bộ, giáo viên, nhân viên", figure("staff"), "người"),
        ),
    ),
    (
        "Tiêu chuẩn 1. Tài nguyên thông tin",
        (
            _of(1, "Tổng số bản sách", BOOKS, "bản"),
            _of(1, "Sách giáo khoa", figure("books_textbooks"), "bản"),
            _of(1, "Sách tham khảo", figure("books_reference"), "bản"),
            _of(1, "Sách nghiệp vụ", figure("books_professional"), "bản"),
            _of(1, "Sách thiếu nhi, sách khác", figure("books_other"), "bản"),
            _of(1, "Tên sách", figure("titles"), "tên"),
            _of(1, "Báo, tạp chí", PERIODICALS, "tên"),
            _of(1, "Mỗi tên báo, tạp chí có từ 3 bản", Asked("press_in_threes", True)),
            _of(1, "Bộ sách cho giáo viên", SETS, "bộ"),
            _of(1, "Học liệu điện tử, tài liệu số", figure("digital_documents"), "tài liệu"),
            _of(1, "Bản sách một học sinh", Ratio(BOOKS, PUPILS), "bản"),
            _of(1, "Bộ sách một giáo viên", Ratio(SETS, TEACHERS), "bộ"),
        ),
    ),
    (
        "Tiêu chuẩn 2. Cơ sở vật chất",
        (
            _of(2, "Diện tích thư viện", AREA, "m²"),
            _of(2, "Diện tích phòng đọc", READING_SPACE, "m²"),
            _of(2, "Chỗ ngồi", SEATS, "chỗ"),
            _of(2, "Chỗ ngồi trên 100 học sinh", Ratio(SEATS, PUPILS, 100), ""),
        ),
    ),
    (
        "Tiêu chuẩn 3. Thiết bị chuyên dùng",
        (
            _of(3, "Máy tính cho bạn đọc", figure("computers"), "máy"),
            _of(3, "Ứng dụng công nghệ thông tin", figure("it_applications")),
        ),
    ),
    (
        "Tiêu chuẩn 4. Hoạt động thư viện",
        (
            _of(4, "Dịch vụ", figure("services")),
            _of(4, "Lượt người đến thư viện", VISITS, "lượt"),
            _of(4, "Người sử dụng thư viện", USERS, "người"),
            _of(4, "Người ngoài trường sử dụng", figure("outside_users"), "người"),
            _of(4, "Lượt mượn về nhà", LOANS, "lượt"),
            _of(4, "Tiết đọc, tiết học tại thư viện", LESSONS, "tiết"),
            _of(4, "Tiết đọc một lớp", Ratio(LESSONS, CLASSES), "tiết"),
            _of(4, "Hoạt động, sự kiện", figure("events"), "hoạt động"),
            _of(4, "Lượt người tham gia", figure("event_participants"), "lượt"),
        ),
    ),
    (
        "Tiêu chuẩn 5. Quản lý thư viện",
        (
            _of(5, "Người làm thư viện", LIBRARIANS, "người"),
            _of(5, "Trình độ người làm thư viện", figure("librarian_qualification")),
            _of(5, "Kinh phí", FUNDING, "đồng"),
            _of(5, "Mức độ đã được công nhận", figure("standard_level")),
            _of(5, "Số quyết định công nhận", figure("standard_decision")),
            _of(5, "Ngày quyết định công nhận", figure("standard_date")),
        ),
    ),
)
SUMMARY = (
    (
        "1. Quy mô, người làm thư viện",
        (
            _of(5, "Học sinh", PUPILS),
            _of(5, "Lớp", CLASSES),
            _of(5, "Giáo viên", TEACHERS),
            _of(5, "Người làm thư viện", LIBRARIANS),
        ),
    ),
    (
        "2. Tài nguyên thông tin",
        (
            _of(1, "Bản sách", BOOKS),
            _of(1, "Bản sách một học sinh", Ratio(BOOKS, PUPILS)),
            _of(1, "Bộ sách một giáo viên", Ratio(SETS, TEACHERS)),
            _of(1, "Báo, tạp chí", PERIODICALS),
            _of(1, "Tài liệu số", figure("digital_documents")),
        ),
    ),
    (
        "3. Cơ sở vật chất, thiết bị",
        (
            _of(2, "Diện tích", AREA, "m²"),
            _of(2, "Phòng đọc", READING_SPACE, "m²"),
            _of(2, "Chỗ ngồi", SEATS),
            _of(3, "Máy tính", figure("computers")),
        ),
    ),
    (
        "4. Hoạt động",
        (
            _of(4, "Lượt đến", VISITS),
            _of(4, "Lượt đến một học sinh", Ratio(VISITS, PUPILS)),
            _of(4, "Lượt mượn", LOANS),
            _of(4, "Tiết đọc", LESSONS),
            _of(4, "Tiết đọc một lớp", Ratio(LESSONS, CLASSES)),
            _of(4, "Kinh phí", FUNDING, "đồng"),
        ),
    ),
)
NONE = "Xã không có thư viện trường học nào trong năm."


def _level(level: str, label: str) -> Line:
    def number(gathered: Gathered, cut: Cut) -> int:
        return sum(gathered.value(library, "standard_level") == level for library in schools(gathered))

    return _of(5, label, Known("số thư viện có quyết định công nhận, theo phiếu số liệu", number), "thư viện")


LEVELS = (
    _of(
        5,
        "Thư viện trường học",
        Known("số thư viện trường học", lambda gathered, cut: len(schools(gathered))),
        "thư viện",
    ),
    _level("level_1", "Đã được công nhận mức độ 1"),
    _level("level_2", "Đã được công nhận mức độ 2"),
)


def _opening(gathered: Gathered, cut: Cut) -> list[Block]:
    letter = gathered.answer("school_letter")
    by = f"Thực hiện văn bản {letter}, " if isinstance(letter, str) and not isinstance(letter, Absent) else ""
    return [
        Paragraph(
            f"{by}Ủy ban nhân dân {gathered.commune.full_name} tổng hợp số liệu tự đánh giá của thư viện các trường "
            f"năm học {gathered.year - 1} - {gathered.year} (kỳ {cut.window}). Số liệu kỳ khác thì ghi ở phần nguồn."
        )
    ]


def _closing(gathered: Gathered, cut: Cut) -> list[Block]:
    return [Paragraph("Trên đây là tổng hợp về quản lý, sử dụng thư viện trường học của xã./.")]


def _own_closing(gathered: Gathered, cut: Cut) -> list[Block]:
    return [Paragraph("Nhà trường tự đánh giá mức độ đạt được của từng tiêu chuẩn và ghi: ………………./.")]


FORM = OfficialForm(
    code="thu-vien-truong",
    title="Thư viện trường học",
    act=ACT,
    in_force=date(2023, 1, 7),
    due=lambda year: date(year, 7, 30),
    due_words="60 ngày sau khi kết thúc năm học; ngày xã gửi lên theo hướng dẫn của Sở",
    window=school_year,
    of=Of.BOTH,
    libraries=SCHOOLS,
    abstract=lambda gathered, library: (
        f"Tự đánh giá thư viện năm học {gathered.year - 1} - {gathered.year}"
        if library
        else f"Quản lý, sử dụng thư viện trường học năm học {gathered.year - 1} - {gathered.year}"
    ),
    sender=Sender("Báo cáo", "BC-UBND", "school_receiver"),
    own_sender=Sender(
        "Báo cáo",
        "BC-TV",
        addressees=lambda gathered: (f"Ủy ban nhân dân {gathered.commune.full_name}",),
    ),
    chapters=(
        Chapter(
            "",
            (
                Text(_opening),
                Listed("Kết quả công nhận", LEVELS),
                *(ByFacility(title, lines, schools, "Thư viện", NONE) for title, lines in SUMMARY),
                Text(_closing),
            ),
        ),
        Chapter("Điều kiện của từng thư viện", (Conditions("Mức yêu cầu và hiện có", schools),), True),
    ),
    own_chapters=(
        Chapter("", (*(Listed(title, lines) for title, lines in STANDARDS), Text(_own_closing))),
        Chapter("Điều kiện của thư viện", (Conditions("Mức yêu cầu và hiện có"),), True),
    ),
    caution="Nguồn của cổng không có đủ mức yêu cầu của năm tiêu chuẩn: chỉ ghi những mức đã biết.",
)
