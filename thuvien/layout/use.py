"""How a library is used: who comes, who borrows, what takes place in it. Imports no Django."""

from kehoach.questionnaire.layout import Field, Section, Total
from thuvien.layout.answers import GENERAL_SCHOOLS

ALL_VISITS = Total("Tổng lượt người đến thư viện", "lượt", ("visits_pupils", "visits_staff", "visits_public"))

VISITS = Section(
    "Lượt người đến thư viện",
    (
        Field(
            "visits_pupils",
            "Lượt học sinh đến thư viện",
            "lượt",
            "Đến đọc, mượn, học hoặc dự hoạt động ở thư viện. Mỗi lần đến tính một lượt.",
            short="Học sinh",
            flow=True,
        ),
        Field(
            "visits_staff",
            "Lượt cán bộ, giáo viên, nhân viên đến thư viện",
            "lượt",
            "Mỗi lần đến tính một lượt.",
            short="Cán bộ, giáo viên, nhân viên",
            flow=True,
        ),
        Field(
            "visits_public",
            "Lượt phụ huynh, người dân đến thư viện",
            "lượt",
            "Tất cả những người khác. Mỗi lần đến tính một lượt.",
            short="Phụ huynh, người dân",
            flow=True,
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
            flow=True,
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
            flow=True,
        ),
        Field(
            "reading_lessons",
            "Số tiết đọc, tiết học tại thư viện",
            "tiết",
            "Những tiết có trong kế hoạch dạy học của trường, tính cho tất cả các lớp.",
            only_for=GENERAL_SCHOOLS,
            short="Tiết đọc, học ở thư viện",
            flow=True,
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
            flow=True,
        ),
        Field(
            "event_participants",
            "Lượt người tham gia hoạt động, sự kiện",
            "lượt",
            "Cộng số người dự của từng cuộc.",
            short="Lượt người tham gia",
            flow=True,
        ),
        Field(
            "rotation_rounds",
            "Số đợt luân chuyển sách",
            "đợt",
            "Gửi hoặc nhận sách với thư viện xã, trung tâm học tập cộng đồng, trường khác.",
            short="Đợt luân chuyển sách",
            flow=True,
        ),
        Field(
            "rotation_books",
            "Số bản sách luân chuyển",
            "bản",
            "Số bản sách gửi và nhận trong tất cả các đợt.",
            short="Bản sách luân chuyển",
            flow=True,
        ),
    ),
)
