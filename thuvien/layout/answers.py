"""The kinds of libraries, and the answers that the questions about them offer. Imports no Django."""

COMMUNE = "commune"
PRESCHOOL = "preschool"
PRIMARY = "primary"
LOWER_SECONDARY = "lower_secondary"
UPPER_SECONDARY = "upper_secondary"
OTHER = "other"

SCHOOLS = frozenset({PRESCHOOL, PRIMARY, LOWER_SECONDARY, UPPER_SECONDARY})
GENERAL_SCHOOLS = SCHOOLS - {PRESCHOOL}

SERVICES = (
    ("reading_room", "Đọc tại chỗ"),
    ("lending", "Cho mượn về nhà"),
    ("information_lookup", "Hướng dẫn tra cứu, tìm kiếm thông tin"),
    ("skills_class", "Dạy kỹ năng đọc, kỹ năng sử dụng thư viện"),
    ("reading_event", "Ngày hội sách, hoạt động khuyến đọc"),
    ("mobile_library", "Thư viện lưu động"),
    ("book_rotation", "Luân chuyển sách giữa các thư viện"),
    ("learning_space", "Nơi tự học, sinh hoạt nhóm, câu lạc bộ đọc sách"),
)
IT_APPLICATIONS = (
    ("reader_computers", "Máy tính cho bạn đọc"),
    ("internet", "Internet, Wi-Fi cho bạn đọc"),
    ("management_software", "Phần mềm quản lý thư viện"),
    ("online_catalogue", "Tra cứu mục lục trực tuyến"),
    ("digital_documents", "Học liệu điện tử, tài liệu số"),
    ("shared_catalogue", "Liên thông với thư viện khác"),
)
LEVEL_1, LEVEL_2 = "level_1", "level_2"
LEVELS = (
    ("below", "Chưa đạt"),
    (LEVEL_1, "Mức độ 1"),
    (LEVEL_2, "Mức độ 2"),
)
ARRANGEMENTS = (
    ("library", "Thư viện"),
    ("with_learning_centre", "Kết hợp trung tâm học tập cộng đồng"),
    ("post_office", "Điểm Bưu điện - Văn hóa xã"),
    ("law_bookcase", "Tủ sách pháp luật"),
)
QUALIFICATIONS = (
    ("untrained", "Chưa học nghiệp vụ thư viện"),
    ("trained", "Đã tập huấn, bồi dưỡng nghiệp vụ thư viện"),
    ("college", "Trung cấp, cao đẳng ngành thư viện"),
    ("university", "Đại học ngành thư viện trở lên"),
)
