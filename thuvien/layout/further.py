"""What a library may add to its yearly form: questions that need no answer. Imports no Django."""

from kehoach.questionnaire.layout import Field, Kind, Section, Total
from thuvien.layout.answers import ARRANGEMENTS, COMMUNE, LEVELS, QUALIFICATIONS, SCHOOLS

KINDS_OF_BOOKS = Total(
    "Cộng các loại sách", "bản", ("books_textbooks", "books_reference", "books_professional", "books_other")
)

FURTHER = Section(
    "Thông tin thêm (không bắt buộc)",
    (
        Field(
            "arrangement",
            "Hình thức thư viện xã",
            "",
            "Thư viện xã đang hoạt động theo hình thức nào.",
            Kind.ONE,
            ARRANGEMENTS,
            only_for=frozenset({COMMUNE}),
            slow=True,
            optional=True,
        ),
        Field(
            "opening_hours",
            "Số giờ mở cửa mỗi tuần",
            "giờ",
            "Cộng giờ mở cửa các ngày của một tuần bình thường.",
            only_for=frozenset({COMMUNE}),
            slow=True,
            optional=True,
            addable=False,
        ),
        Field(
            "reader_cards",
            "Số thẻ bạn đọc cấp trong năm",
            "thẻ",
            "Thẻ cấp mới và cấp lại trong năm.",
            only_for=frozenset({COMMUNE}),
            optional=True,
            flow=True,
        ),
        Field(
            "standard_level",
            "Mức độ đạt chuẩn thư viện",
            "",
            "Theo quyết định công nhận còn hiệu lực (Thông tư 16/2022/TT-BGDĐT).",
            Kind.ONE,
            LEVELS,
            only_for=SCHOOLS,
            slow=True,
            optional=True,
        ),
        Field(
            "standard_decision",
            "Số quyết định công nhận mức độ đạt chuẩn",
            "",
            "Ghi số và ký hiệu, ví dụ 215/QĐ-SGDĐT. Cần có khi đạt Mức độ 1 hoặc 2.",
            Kind.TEXT,
            only_for=SCHOOLS,
            slow=True,
            optional=True,
        ),
        Field(
            "standard_date",
            "Ngày của quyết định công nhận",
            "",
            "Ngày, tháng, năm ký quyết định. Cần có khi đạt Mức độ 1 hoặc 2.",
            Kind.DATE,
            only_for=SCHOOLS,
            slow=True,
            optional=True,
        ),
        Field(
            "books_textbooks",
            "Số bản sách giáo khoa",
            "bản",
            "Trong tổng số bản sách cuối năm.",
            optional=True,
        ),
        Field(
            "books_reference",
            "Số bản sách tham khảo",
            "bản",
            "Trong tổng số bản sách cuối năm.",
            optional=True,
        ),
        Field(
            "books_professional",
            "Số bản sách nghiệp vụ",
            "bản",
            "Sách cho giáo viên, cán bộ; trong tổng số bản sách cuối năm.",
            optional=True,
        ),
        Field(
            "books_other",
            "Số bản sách thiếu nhi, sách khác",
            "bản",
            "Phần còn lại của tổng số bản sách cuối năm.",
            optional=True,
        ),
        Field(
            "outside_users",
            "Số người ngoài trường sử dụng thư viện",
            "người",
            "Phụ huynh, người dân trong số người sử dụng thư viện. Mỗi người tính một.",
            only_for=SCHOOLS,
            optional=True,
        ),
        Field(
            "librarian_qualification",
            "Trình độ của người làm thư viện",
            "",
            "Trình độ cao nhất về nghiệp vụ thư viện của người phụ trách.",
            Kind.ONE,
            QUALIFICATIONS,
            slow=True,
            optional=True,
            personal=True,
        ),
    ),
    (KINDS_OF_BOOKS,),
)
