"""The yearly form of a library: questions, units and definitions (plan 04, I.2.a). Imports no Django.

The labels are those of the ministry's yearly table “Thư viện”, of Thông tư 16/2022/TT-BGDĐT and of plan 04.
"""

from kehoach.questionnaire.layout import Field, Kind, Layout, Section, Total
from thuvien.layout.answers import (
    COMMUNE,
    GENERAL_SCHOOLS,
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
ALL_VISITS = Total("Tổng lượt người đến thư viện", "lượt", ("visits_pupils", "visits_staff", "visits_public"))
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
        ),
        Field(
            "books_added_donated",
            "Số bản sách được tặng, xã hội hóa",
            "bản",
            "Sách nhận trong năm do tặng, quyên góp hoặc mua bằng tiền xã hội hóa.",
            short="Được tặng, xã hội hóa",
        ),
        Field(
            "books_withdrawn",
            "Số bản sách thanh lý",
            "bản",
            "Sách đưa ra khỏi thư viện trong năm theo biên bản thanh lý.",
            short="Thanh lý",
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
VISITS = Section(
    "Lượt người đến thư viện",
    (
        Field(
            "visits_pupils",
            "Lượt học sinh đến thư viện",
            "lượt",
            "Đến đọc, mượn, học hoặc dự hoạt động ở thư viện. Mỗi lần đến tính một lượt.",
            short="Học sinh",
        ),
        Field(
            "visits_staff",
            "Lượt cán bộ, giáo viên, nhân viên đến thư viện",
            "lượt",
            "Mỗi lần đến tính một lượt.",
            short="Cán bộ, giáo viên, nhân viên",
        ),
        Field(
            "visits_public",
            "Lượt phụ huynh, người dân đến thư viện",
            "lượt",
            "Tất cả những người khác. Mỗi lần đến tính một lượt.",
            short="Phụ huynh, người dân",
        ),
    ),
    (ALL_VISITS,),
    hint="Mỗi lần đến tính một lượt.",
)
USE = Section(
    "Sử dụng thư viện",
    (
        Field(
            "online_visits",
            "Lượt truy cập trực tuyến",
            "lượt",
            "Số lần vào trang, phần mềm hoặc kho tài liệu số của thư viện. Không cộng vào lượt người đến.",
        ),
        Field(
            "active_users",
            "Số người sử dụng thư viện",
            "người",
            "Người đã dùng thư viện ít nhất một lần trong năm, đến nhiều lần cũng chỉ tính một. "
            "Học sinh, giáo viên tính theo danh sách đầu năm học.",
            short="Người sử dụng thư viện",
        ),
        Field(
            "loans",
            "Lượt mượn về nhà",
            "lượt",
            "Mượn một cuốn một lần tính một lượt. Không tính gia hạn và đọc tại chỗ.",
        ),
        Field(
            "reading_lessons",
            "Số tiết đọc, tiết học tại thư viện",
            "tiết",
            "Những tiết có trong kế hoạch dạy học của trường, tính cho tất cả các lớp.",
            only_for=GENERAL_SCHOOLS,
            short="Tiết đọc, học ở thư viện",
        ),
    ),
)
EVENTS = Section(
    "Hoạt động",
    (
        Field(
            "events",
            "Số hoạt động khuyến đọc, sự kiện",
            "cuộc",
            "Ví dụ Ngày Sách 21/4, Tuần lễ học tập suốt đời, thi kể chuyện sách. Mỗi cuộc tính một.",
            short="Sự kiện, khuyến đọc",
        ),
        Field(
            "event_participants",
            "Lượt người tham gia hoạt động, sự kiện",
            "lượt",
            "Cộng số người dự của từng cuộc.",
            short="Lượt người tham gia",
        ),
        Field(
            "rotation_rounds",
            "Số đợt luân chuyển sách",
            "đợt",
            "Gửi hoặc nhận sách với thư viện xã, trung tâm học tập cộng đồng, trường khác.",
            short="Đợt luân chuyển sách",
        ),
        Field(
            "rotation_books",
            "Số bản sách luân chuyển",
            "bản",
            "Số bản sách gửi và nhận trong tất cả các đợt.",
            short="Bản sách luân chuyển",
        ),
    ),
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
        ),
        Field(
            "funding_donated_vnd",
            "Kinh phí xã hội hóa, tài trợ",
            "đồng",
            "Tiền ủng hộ, tài trợ đã chi cho thư viện trong năm. Nhập đủ số đồng.",
            Kind.MONEY,
            short="Xã hội hóa, tài trợ",
        ),
    ),
    (ALL_FUNDING,),
    hint="Tiền đã chi trong năm, ghi đủ số đồng. Gõ “5,1 triệu” cũng được.",
)

LAYOUT = Layout((SIZE, SUPPORT, STOCK, VISITS, USE, EVENTS, PREMISES, FUNDING, FURTHER))
