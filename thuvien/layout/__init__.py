"""The yearly form of a library: questions, units and definitions (plan 04, I.2.a). Imports no Django.

The labels are those of the ministry's yearly table “Thư viện”, of Thông tư 16/2022/TT-BGDĐT and of plan 04.
"""

from kehoach.questionnaire.layout import Field, Kind, Layout, Section, Total
from thuvien.layout.answers import (
    COMMUNE,
    IT_APPLICATIONS,
    LEVEL_1,
    LEVEL_2,
    LOWER_SECONDARY,
    OTHER,
    PRESCHOOL,
    PRIMARY,
    SCHOOLS,
    SERVICES,
    UPPER_SECONDARY,
)
from thuvien.layout.further import FURTHER, KINDS_OF_BOOKS
from thuvien.layout.use import ALL_VISITS, EVENTS, USE, VISITS

__all__ = [
    "ADDITIONS",
    "ALL_FUNDING",
    "ALL_VISITS",
    "COMMUNE",
    "IT_APPLICATIONS",
    "KINDS_OF_BOOKS",
    "LAYOUT",
    "LEVEL_1",
    "LEVEL_2",
    "LIBRARIANS",
    "LOWER_SECONDARY",
    "OTHER",
    "PRESCHOOL",
    "PRIMARY",
    "SERVICES",
    "UPPER_SECONDARY",
]

ADDITIONS = Total("Sách bổ sung trong năm", "bản", ("books_added_budget", "books_added_donated"))
LIBRARIANS = Total("Tổng số người làm thư viện", "người", ("librarians_full_time", "librarians_part_time"))
ALL_FUNDING = Total("Tổng kinh phí", "đồng", ("funding_state_vnd", "funding_donated_vnd"))

SIZE = Section(
    "Quy mô trường",
    (
        Field(
            "pupils",
            "Số học sinh",
            "học sinh",
            "Số học sinh có mặt đầu năm học; trường mầm non ghi số trẻ.",
            only_for=SCHOOLS,
            short="Học sinh",
        ),
        Field(
            "staff",
            "Số cán bộ quản lý, giáo viên, nhân viên",
            "người",
            "Tính cả biên chế và hợp đồng, có mặt đầu năm học.",
            only_for=SCHOOLS,
            short="Cán bộ, giáo viên, nhân viên",
        ),
    ),
    hint="Người có mặt đầu năm học.",
)
SUPPORT = Section(
    "Dịch vụ và công nghệ",
    (
        Field(
            "services",
            "Dịch vụ phục vụ học tập suốt đời",
            "dịch vụ",
            "Chọn những dịch vụ thực sự hoạt động trong năm. Không có dịch vụ nào thì chọn “Không có”.",
            Kind.CHOICES,
            SERVICES,
            short="Dịch vụ đang hoạt động",
        ),
        Field(
            "it_applications",
            "Ứng dụng công nghệ thông tin, chuyển đổi số",
            "ứng dụng",
            "Chọn những gì đang dùng được trong năm. Không có ứng dụng nào thì chọn “Không có”.",
            Kind.CHOICES,
            IT_APPLICATIONS,
            short="Ứng dụng công nghệ",
        ),
    ),
)
STOCK = Section(
    "Vốn tài liệu",
    (
        Field(
            "books_added_budget",
            "Số bản sách bổ sung từ ngân sách",
            "bản",
            "Sách mua trong năm bằng tiền ngân sách. Mỗi cuốn tính một bản.",
            short="Mua bằng ngân sách",
            flow=True,
        ),
        Field(
            "books_added_donated",
            "Số bản sách được tặng, xã hội hóa",
            "bản",
            "Sách nhận trong năm do tặng, quyên góp hoặc mua bằng tiền xã hội hóa.",
            short="Được tặng, xã hội hóa",
            flow=True,
        ),
        Field(
            "books_withdrawn",
            "Số bản sách thanh lý",
            "bản",
            "Sách đưa ra khỏi thư viện trong năm theo biên bản thanh lý.",
            short="Thanh lý",
            flow=True,
        ),
        Field(
            "books_total",
            "Tổng số bản sách cuối năm",
            "bản",
            "Tất cả bản sách thư viện hiện có: sách giáo khoa, tham khảo, nghiệp vụ, thiếu nhi, sách khác. "
            "Bằng số năm trước cộng bổ sung trừ thanh lý.",
            short="Tổng số cuối năm",
        ),
        Field(
            "titles",
            "Số tên sách (đầu sách)",
            "tên",
            "Số nhan đề khác nhau. Một tên sách có mười bản vẫn tính là một tên.",
            short="Tên sách (đầu sách)",
            addable=False,
        ),
        Field(
            "periodicals",
            "Số tên báo, tạp chí",
            "tên",
            "Số tên báo, tạp chí nhận trong năm, không tính từng số.",
            short="Tên báo, tạp chí",
            addable=False,
        ),
        Field(
            "digital_documents",
            "Số học liệu điện tử, tài liệu số",
            "tài liệu",
            "Số tài liệu số bạn đọc mở xem được vào cuối năm.",
            short="Học liệu, tài liệu số",
        ),
    ),
    (ADDITIONS,),
    hint="Mỗi cuốn tính một bản.",
)
PREMISES = Section(
    "Cơ sở vật chất và người làm thư viện",
    (
        Field(
            "floor_area_m2",
            "Diện tích thư viện",
            "m²",
            "Các phòng của thư viện, không kể không gian mở. Làm tròn đến m².",
            Kind.AREA,
            slow=True,
            short="Diện tích",
        ),
        Field(
            "seats",
            "Số chỗ ngồi",
            "chỗ",
            "Chỗ ngồi đọc cùng một lúc trong thư viện.",
            slow=True,
            short="Chỗ ngồi",
        ),
        Field(
            "computers",
            "Số máy tính, thiết bị tra cứu",
            "máy",
            "Máy đang dùng được vào cuối năm, tính cả máy của người làm thư viện.",
            short="Máy tính, thiết bị tra cứu",
        ),
        Field(
            "librarians_full_time",
            "Số người làm thư viện chuyên trách",
            "người",
            "Người chỉ làm việc thư viện, tính vào cuối năm.",
            slow=True,
            short="Người chuyên trách",
        ),
        Field(
            "librarians_part_time",
            "Số người làm thư viện kiêm nhiệm",
            "người",
            "Giáo viên, nhân viên, cán bộ làm thêm việc thư viện, tính vào cuối năm.",
            slow=True,
            short="Người kiêm nhiệm",
        ),
    ),
    (LIBRARIANS,),
    steady_title="Phòng và người làm thư viện",
)
FUNDING = Section(
    "Kinh phí",
    (
        Field(
            "funding_state_vnd",
            "Kinh phí từ ngân sách nhà nước",
            "đồng",
            "Tiền ngân sách đã chi cho thư viện trong năm. Nhập đủ số đồng, ví dụ 5.000.000.",
            Kind.MONEY,
            short="Ngân sách nhà nước",
            flow=True,
        ),
        Field(
            "funding_donated_vnd",
            "Kinh phí xã hội hóa, tài trợ",
            "đồng",
            "Tiền ủng hộ, tài trợ đã chi cho thư viện trong năm. Nhập đủ số đồng.",
            Kind.MONEY,
            short="Xã hội hóa, tài trợ",
            flow=True,
        ),
    ),
    (ALL_FUNDING,),
    hint="Tiền đã chi trong năm, ghi đủ số đồng. Gõ “5,1 triệu” cũng được.",
)

LAYOUT = Layout((SIZE, SUPPORT, STOCK, VISITS, USE, EVENTS, PREMISES, FUNDING, FURTHER))
