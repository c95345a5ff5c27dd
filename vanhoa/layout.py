"""The yearly form of a cultural centre: questions, units and definitions (plan 04, I.2.b). Imports no Django.

The labels are those of the ministry's yearly table “Văn hóa cơ sở”, of Thông tư 06/2011/TT-BVHTTDL and of plan 04.
"""

from kehoach.questionnaire.layout import Field, Kind, Layout, Section, Total

COMMUNE = "commune"
VILLAGE = "village"

ALL_ACTIVITIES = Total("Tổng số buổi hoạt động", "buổi", ("activities_arts", "activities_sports"))
ALL_FUNDING = Total("Tổng kinh phí", "đồng", ("funding_state_vnd", "funding_donated_vnd"))
CLUBS_BY_KIND = Total(
    "Cộng các loại câu lạc bộ", "câu lạc bộ", ("clubs_arts", "clubs_sports", "clubs_reading", "clubs_other")
)
OF_ALL_CLUBS = "Trong số câu lạc bộ có sinh hoạt trong năm."

EQUIPMENT = (
    ("television", "Ti vi"),
    ("projector", "Máy chiếu"),
    ("stage", "Phông màn, sân khấu"),
    ("tables", "Bàn ghế hội trường"),
    ("instruments", "Nhạc cụ, trang phục biểu diễn"),
    ("sports_equipment", "Dụng cụ thể dục, thể thao trong nhà"),
    ("outdoor_equipment", "Dụng cụ tập luyện ngoài trời"),
)
CONDITIONS = (
    ("good", "Dùng tốt"),
    ("partly", "Một phần cần sửa"),
    ("poor", "Phần lớn hỏng"),
)

GROUPS = Section(
    "Lớp năng khiếu, câu lạc bộ, nhóm sở thích",
    (
        Field(
            "talent_classes",
            "Số lớp năng khiếu",
            "lớp",
            "Lớp dạy hát, múa, đàn, vẽ, võ, thể thao… mở trong năm. Mỗi khóa của một lớp tính một.",
            short="Lớp năng khiếu",
        ),
        Field(
            "talent_class_learners",
            "Số học viên lớp năng khiếu",
            "học viên",
            "Cộng số người học của từng lớp.",
            short="Học viên lớp năng khiếu",
        ),
        Field(
            "clubs",
            "Số câu lạc bộ",
            "câu lạc bộ",
            "Câu lạc bộ văn nghệ, thể thao, đọc sách… có sinh hoạt trong năm.",
            short="Câu lạc bộ",
        ),
        Field(
            "club_members",
            "Số thành viên câu lạc bộ",
            "người",
            "Cộng số thành viên của từng câu lạc bộ vào cuối năm, không kể nhóm sở thích.",
            short="Thành viên câu lạc bộ",
        ),
        Field(
            "interest_groups",
            "Số nhóm sở thích",
            "nhóm",
            "Nhóm cùng sở thích có sinh hoạt trong năm nhưng chưa thành câu lạc bộ.",
            short="Nhóm sở thích",
        ),
    ),
)
ACTIVITIES = Section(
    "Hoạt động",
    (
        Field(
            "activities_arts",
            "Số hoạt động văn hóa, văn nghệ",
            "buổi",
            "Hội diễn, liên hoan, giao lưu, tập luyện, chiếu phim… tổ chức tại đây. Mỗi buổi tính một.",
            short="Văn hóa, văn nghệ",
            flow=True,
        ),
        Field(
            "activities_sports",
            "Số hoạt động thể dục, thể thao",
            "buổi",
            "Thi đấu, giao lưu, tập luyện có tổ chức tại đây. Mỗi buổi tính một.",
            short="Thể dục, thể thao",
            flow=True,
        ),
        Field(
            "participants",
            "Lượt người xem, tham gia hoạt động",
            "lượt",
            "Cộng số người xem và tham gia của từng buổi. Mỗi lần đến tính một lượt.",
            short="Lượt người xem, tham gia",
            flow=True,
        ),
    ),
    (ALL_ACTIVITIES,),
    hint="Tổ chức tại đây, mỗi buổi tính một.",
)
PREMISES = Section(
    "Cơ sở vật chất",
    (
        Field(
            "hall_land_m2",
            "Diện tích đất nhà văn hóa",
            "m²",
            "Đất của khu nhà văn hóa, tính cả sân trước nhà. Làm tròn đến m².",
            Kind.AREA,
            slow=True,
            short="Đất nhà văn hóa",
        ),
        Field(
            "sports_land_m2",
            "Diện tích đất khu thể thao",
            "m²",
            "Đất dành cho thể thao, chưa kể sân bóng đá; cộng các nơi nếu nằm ở nhiều chỗ.",
            Kind.AREA,
            slow=True,
            short="Đất khu thể thao",
        ),
        Field(
            "seats",
            "Số chỗ ngồi",
            "chỗ",
            "Chỗ ngồi trong hội trường nhà văn hóa.",
            slow=True,
            short="Chỗ ngồi",
        ),
        Field(
            "bookshelf_books",
            "Số bản sách của tủ sách",
            "bản",
            "Sách hiện có ở tủ sách vào cuối năm. Không có tủ sách thì ghi 0.",
            short="Bản sách của tủ sách",
        ),
        Field(
            "has_sound_system",
            "Có bộ âm thanh",
            "",
            "Ampli, micro, loa đang dùng được.",
            Kind.SWITCH,
            slow=True,
            short="Bộ âm thanh",
        ),
        Field(
            "has_internet",
            "Có kết nối Internet",
            "",
            "Internet hoặc Wi-Fi người dân dùng được.",
            Kind.SWITCH,
            slow=True,
            short="Kết nối Internet",
        ),
    ),
    steady_title="Đất, chỗ ngồi, thiết bị",
)
FUNDING = Section(
    "Kinh phí",
    (
        Field(
            "funding_state_vnd",
            "Kinh phí từ ngân sách nhà nước",
            "đồng",
            "Tiền ngân sách đã chi cho hoạt động và cơ sở vật chất trong năm. Nhập đủ số đồng, ví dụ 5.000.000.",
            Kind.MONEY,
            short="Ngân sách nhà nước",
            flow=True,
        ),
        Field(
            "funding_donated_vnd",
            "Kinh phí xã hội hóa, tài trợ",
            "đồng",
            "Tiền dân đóng góp, ủng hộ, tài trợ đã chi trong năm. Nhập đủ số đồng.",
            Kind.MONEY,
            short="Xã hội hóa, tài trợ",
            flow=True,
        ),
    ),
    (ALL_FUNDING,),
    hint="Tiền đã chi trong năm, ghi đủ số đồng. Gõ “5,1 triệu” cũng được.",
)

FURTHER = Section(
    "Thông tin thêm (không bắt buộc)",
    (
        Field(
            "talent_class_sessions",
            "Số buổi học của các lớp năng khiếu",
            "buổi",
            "Cộng số buổi đã học trong năm của từng lớp.",
            optional=True,
            flow=True,
        ),
        Field("clubs_arts", "Số câu lạc bộ văn hóa, văn nghệ", "câu lạc bộ", OF_ALL_CLUBS, optional=True),
        Field("clubs_sports", "Số câu lạc bộ thể dục, thể thao", "câu lạc bộ", OF_ALL_CLUBS, optional=True),
        Field("clubs_reading", "Số câu lạc bộ đọc sách", "câu lạc bộ", OF_ALL_CLUBS, optional=True),
        Field("clubs_other", "Số câu lạc bộ khác", "câu lạc bộ", OF_ALL_CLUBS, optional=True),
        Field(
            "learning_centre_sessions",
            "Số buổi học của trung tâm học tập cộng đồng tổ chức tại đây",
            "buổi",
            "Lớp học, chuyên đề, tập huấn của trung tâm học tập cộng đồng. Mỗi buổi tính một.",
            optional=True,
            flow=True,
        ),
        Field(
            "village_population",
            "Số dân của thôn",
            "người",
            "Số nhân khẩu thường trú vào cuối năm.",
            only_for=frozenset({VILLAGE}),
            slow=True,
            optional=True,
        ),
        Field(
            "person_in_charge",
            "Người phụ trách",
            "",
            "Ghi chức danh, ví dụ Trưởng thôn; có thể ghi thêm họ tên.",
            Kind.TEXT,
            slow=True,
            optional=True,
            personal=True,
        ),
        Field(
            "renewed_in",
            "Năm xây mới hoặc sửa chữa lớn gần nhất",
            "",
            "Chỉ ghi năm, ví dụ 2019.",
            Kind.YEAR,
            slow=True,
            optional=True,
        ),
        Field(
            "equipment",
            "Trang thiết bị",
            "loại",
            "Ngoài bộ âm thanh; chọn những thứ đang có. Không có gì thì chọn “Không có”.",
            Kind.CHOICES,
            EQUIPMENT,
            slow=True,
            optional=True,
        ),
        Field(
            "equipment_condition",
            "Tình trạng trang thiết bị",
            "",
            "Nhìn chung toàn bộ trang thiết bị vào cuối năm.",
            Kind.ONE,
            CONDITIONS,
            slow=True,
            optional=True,
        ),
        Field(
            "hall_computers",
            "Số máy tính",
            "máy",
            "Máy đang dùng được vào cuối năm.",
            optional=True,
        ),
    ),
    (CLUBS_BY_KIND,),
)

LAYOUT = Layout((GROUPS, ACTIVITIES, PREMISES, FUNDING, FURTHER))
