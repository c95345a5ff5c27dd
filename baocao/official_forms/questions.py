"""What official forms ask that neither the yearly form nor the books know. Imports no Django.

Each question is put to one person: the commune's officer, or a library's own people. What is `slow` is asked once and
holds until it is changed.
"""

from __future__ import annotations

from kehoach.questionnaire.layout import Field, Kind, Layout, Section
from thuvien.layout.answers import COMMUNE, GENERAL_SCHOOLS, OTHER, SCHOOLS

OF_THE_COMMUNE = ""
PUBLIC = frozenset({COMMUNE, OTHER})

_TO_WHOM = "Ghi tên nơi nhận như in sau “Kính gửi”."
RECEIVERS = Section(
    "Nơi nhận các biểu",
    (
        Field("recogniser", "Nơi công nhận “Cộng đồng học tập”", "", _TO_WHOM, Kind.TEXT, slow=True),
        Field("library_receiver", "Nơi nhận báo cáo của thư viện xã", "", _TO_WHOM, Kind.TEXT, slow=True),
        Field("school_receiver", "Nơi nhận báo cáo thư viện trường học của xã", "", _TO_WHOM, Kind.TEXT, slow=True),
        Field(
            "school_letter",
            "Văn bản hướng dẫn của Sở về thư viện trường học",
            "",
            "Số, ký hiệu và ngày, ví dụ 3905/SGDĐT-CTTTHSSV ngày 24/9/2025. Không có thì để trống.",
            Kind.TEXT,
            slow=True,
            optional=True,
        ),
        Field("occasion_receiver", "Nơi nhận báo cáo Tuần lễ, Ngày Sách", "", _TO_WHOM, Kind.TEXT, slow=True),
    ),
    hint="Chưa có văn bản chung cho mọi tỉnh: xã ghi theo hướng dẫn của tỉnh mình.",
)
DIRECTION = Section(
    "Chỉ đạo xây dựng xã hội học tập",
    (
        Field(
            "plan_issued",
            "Xã có chương trình hoặc kế hoạch xây dựng xã hội học tập của năm",
            "",
            "Đã ban hành thì chọn Có.",
            Kind.SWITCH,
        ),
        Field(
            "week_reported",
            "Có kế hoạch và báo cáo Tuần lễ hưởng ứng học tập suốt đời",
            "",
            "Đã gửi báo cáo Tuần lễ của năm thì chọn Có.",
            Kind.SWITCH,
        ),
        Field(
            "state_funds_enough",
            "Ngân sách nhà nước bảo đảm đủ cho nhiệm vụ xây dựng xã hội học tập",
            "",
            "Theo dự toán và số chi của năm.",
            Kind.SWITCH,
        ),
        Field(
            "coordination_rule",
            "Có quy chế phối hợp giữa Hội Khuyến học, trường học và các thiết chế văn hóa",
            "",
            "Quy chế hoặc chương trình còn hiệu lực.",
            Kind.SWITCH,
            slow=True,
        ),
    ),
)
LEARNING_CENTRE = Section(
    "Trung tâm học tập cộng đồng",
    (
        Field("centre_room", "Có ít nhất một phòng làm việc, phòng học", "", "", Kind.SWITCH, slow=True),
        Field("centre_furniture", "Có bàn, ghế, tủ, giá", "", "", Kind.SWITCH, slow=True),
        Field("centre_bookcase", "Có tủ sách dùng chung", "", "", Kind.SWITCH, slow=True),
        Field("centre_it", "Có thiết bị công nghệ thông tin", "", "", Kind.SWITCH, slow=True),
    ),
    hint="Hỏi một lần; năm sau chỉ sửa khi thay đổi.",
)
_BELOW = ("0", "Chưa đạt")
_LEVELS = (("1", "Mức độ 1"), ("2", "Mức độ 2"), ("3", "Mức độ 3"))
_DECIDED = "Theo quyết định công nhận của năm."
UNIVERSAL_EDUCATION = Section(
    "Phổ cập giáo dục, xóa mù chữ",
    (
        Field("preschool_universal", "Phổ cập giáo dục mầm non cho trẻ 5 tuổi: đạt", "", _DECIDED, Kind.SWITCH),
        Field("primary_level", "Phổ cập giáo dục tiểu học", "", _DECIDED, Kind.ONE, (_BELOW, *_LEVELS)),
        Field("secondary_level", "Phổ cập giáo dục trung học cơ sở", "", _DECIDED, Kind.ONE, (_BELOW, *_LEVELS)),
        Field("literacy_level", "Xóa mù chữ", "", _DECIDED, Kind.ONE, (_BELOW, *_LEVELS[:2])),
    ),
)
CITIZENS = Section(
    "Người dân",
    (
        Field(
            "citizens_counted",
            "Số người dân được đưa vào đánh giá",
            "người",
            "Mẫu số của ba tỷ lệ dưới đây.",
        ),
        Field(
            "citizens_recognised",
            "Số người đạt danh hiệu “Công dân học tập”",
            "người",
            "Theo Quyết định 324/QĐ-KHVN ngày 25/10/2023.",
        ),
        Field("citizens_trained", "Số người đã qua đào tạo", "người", "Trong số người được đánh giá."),
        Field("citizens_university", "Số người có trình độ đại học", "người", "Trong số người được đánh giá."),
        Field(
            "hard_area",
            "Xã thuộc vùng khó khăn",
            "",
            "Vùng khó khăn có mức yêu cầu thấp hơn.",
            Kind.SWITCH,
            slow=True,
        ),
    ),
)
# Those who are a part of others.
PART_OF = dict.fromkeys(("citizens_recognised", "citizens_trained", "citizens_university"), "citizens_counted")
INSTITUTIONS = Section(
    "Văn hóa cơ sở",
    (
        Field("culture_villages", "Số thôn văn hóa", "thôn", "Thôn được công nhận trong năm."),
        Field("play_places", "Số điểm vui chơi trẻ em", "điểm", "Điểm đang dùng được.", slow=True),
        Field("festivals", "Số cuộc liên hoan, hội diễn, hội thi", "cuộc", "Do xã tổ chức trong năm."),
        Field("art_troupes", "Số đội văn nghệ quần chúng", "đội", "Đội đang sinh hoạt.", slow=True),
        Field("mobile_propaganda", "Số buổi tuyên truyền lưu động", "buổi", "Trong năm."),
        Field("exhibitions", "Số cuộc triển lãm, trưng bày", "cuộc", "Trong năm."),
    ),
    hint="Mỗi xã trả lời một lần, dùng cho biểu “Văn hóa cơ sở”.",
)
# Indicators that ISO 11620 (TCVN 11774:2016) has and our figures can tell; the founder chooses.
INDICATORS = (
    ("visits_per_head", "Lượt đến thư viện trên đầu người"),
    ("loans_per_head", "Lượt mượn trên đầu người"),
    ("reach", "Tỷ lệ người sử dụng trong số người được phục vụ"),
    ("turnover", "Vòng quay của vốn tài liệu"),
    ("cost_per_visit", "Chi phí cho một lượt đến"),
    ("cost_per_loan", "Chi phí cho một lượt mượn"),
    ("cost_per_user", "Chi phí cho một người sử dụng"),
    ("staff_per_1000", "Người làm thư viện trên 1.000 người"),
    ("seats_per_1000", "Chỗ ngồi trên 1.000 người"),
    ("area_per_1000", "Diện tích trên 1.000 người"),
)
CRITERIA = Section(
    "Tiêu chí đánh giá thư viện",
    (
        Field(
            "library_criteria",
            "Bộ tiêu chí xã chọn từ TCVN 11774",
            "tiêu chí",
            "Chưa chọn thì biểu của thư viện tính tất cả.",
            Kind.CHOICES,
            INDICATORS,
            slow=True,
            optional=True,
        ),
    ),
)
COMMUNE_QUESTIONS = Layout(
    (RECEIVERS, DIRECTION, LEARNING_CENTRE, UNIVERSAL_EDUCATION, CITIZENS, INSTITUTIONS, CRITERIA)
)

GATHERED_BY = (
    ("direct", "Trực tiếp"),
    ("software", "Phần mềm"),
    ("other", "Cách khác"),
)
MASTER_DATA = Section(
    "Thông tin chung của thư viện",
    (
        Field("founded_in", "Năm thành lập", "", "Chỉ ghi năm, ví dụ 2005.", Kind.YEAR, slow=True),
        Field("founding_decision", "Số quyết định thành lập", "", "Ví dụ 12/QĐ-UBND.", Kind.TEXT, slow=True),
        Field("founding_date", "Ngày của quyết định thành lập", "", "", Kind.DATE, slow=True),
        Field("address", "Địa chỉ", "", "Số nhà, thôn, xã.", Kind.TEXT, slow=True),
        Field("website", "Trang thông tin điện tử", "", "Không có thì ghi “không có”.", Kind.TEXT, slow=True),
        Field(
            "reading_space_m2",
            "Diện tích phòng đọc",
            "m²",
            "Riêng chỗ ngồi đọc, không tính kho.",
            Kind.AREA,
            slow=True,
        ),
        Field(
            "data_gathered_by",
            "Cách thu thập số liệu",
            "",
            "",
            Kind.CHOICES,
            GATHERED_BY,
            slow=True,
        ),
    ),
    hint="Hỏi một lần; năm sau chỉ sửa khi thay đổi.",
)
SCHOOL = Section(
    "Lớp, giáo viên",
    (
        Field("classes", "Số lớp", "lớp", "Lớp, nhóm lớp đầu năm học.", only_for=SCHOOLS, slow=True),
        Field("teachers", "Số giáo viên", "người", "Không tính quản lý, nhân viên.", only_for=SCHOOLS, slow=True),
        Field(
            "teacher_sets",
            "Số bộ sách cho giáo viên",
            "bộ",
            "Sách dùng để dạy.",
            only_for=GENERAL_SCHOOLS,
            slow=True,
        ),
        Field(
            "press_in_threes",
            "Mỗi tên báo, tạp chí có từ 3 bản",
            "",
            "",
            Kind.SWITCH,
            only_for=SCHOOLS,
            slow=True,
        ),
    ),
)
PUBLIC_USE = Section(
    "Bạn đọc tại chỗ, bạn đọc nhỏ tuổi",
    (
        Field("in_house_use", "Lượt sách, báo đọc tại chỗ", "lượt", "Không tính lượt mượn về nhà.", only_for=PUBLIC),
        Field("child_visits", "Lượt thiếu nhi đến thư viện", "lượt", "Dưới 16 tuổi.", only_for=PUBLIC),
        Field("child_cards", "Số thẻ cấp cho thiếu nhi", "thẻ", "Dưới 16 tuổi.", only_for=frozenset({COMMUNE})),
    ),
)
LIBRARY_QUESTIONS = Layout((MASTER_DATA, SCHOOL, PUBLIC_USE))
