"""The annual report of plan 04 as a finished document, in the words and the shape that a commune would send."""

from datetime import date

from baocao.document.blocks import (
    Appendix,
    Block,
    Column,
    Document,
    Footnotes,
    Heading,
    Letterhead,
    Paragraph,
    Points,
    Signature,
    Table,
)

LETTERHEAD = Letterhead(
    parent=(),
    issuer=("Ủy ban nhân dân", "xã Quảng Nghiệp"),
    number=4,
    symbol="BC-UBND",
    place="Quảng Nghiệp",
    signed_on=date(2026, 1, 5),
)
SIGNATURE = Signature(
    authority=("Người báo cáo",), position=("Công chức Văn hóa - Xã hội",), name="Nguyễn Thị Ánh Tuyết"
)
ABSTRACT = (
    "Kết quả thực hiện Kế hoạch số 04/KH-UBND về Chương trình “Đẩy mạnh các hoạt động phục vụ học tập suốt đời "
    "trong thư viện, trung tâm văn hóa đến năm 2030” trên địa bàn xã năm 2025"
)
ATTACHED_TO = "(Kèm theo Báo cáo số 04/BC-UBND ngày 05 tháng 01 năm 2026 của Công chức Văn hóa - Xã hội)"
CLOSING = Paragraph(
    "Trên đây là kết quả thực hiện Kế hoạch số 04/KH-UBND năm 2025, kính đề nghị Ủy ban nhân dân xã xem xét, chỉ đạo./."
)

TARGETS = Table(
    caption="Kết quả thực hiện các chỉ tiêu đến năm 2025",
    columns=(
        Column("TT", "center", 6),
        Column("Chỉ tiêu", "left", 35),
        Column("Mốc 2025", "center", 12),
        Column("Năm 2024", "center", 12),
        Column("Năm 2025", "center", 12),
        Column("Mốc 2030", "center", 12),
        Column("Đánh giá", "center", 13),
    ),
    rows=(
        ("1", "Thư viện xã có dịch vụ phục vụ học tập suốt đời", "100%", "1/1", "1/1", "100% (1)", "Đạt"),
        ("2", "Thư viện khác có dịch vụ phục vụ học tập suốt đời (3)", "70%", "75% (3/4)", "75% (3/4)", "90%", "Đạt"),
        ("3", "Thư viện xã có ứng dụng công nghệ thông tin", "100%", "1/1", "1/1", "100%", "Đạt"),
        ("4", "Thư viện khác có ứng dụng công nghệ thông tin", "70%", "50% (2/4)", "50% (2/4)", "80%", "Chưa đạt"),
        ("5", "Lượt người sử dụng thư viện, tăng bình quân mỗi năm (2)", "10%", "9,1%", "9,4%", "10 - 15%", "Chưa đạt"),
        ("6", "Trung tâm, nhà văn hóa hoạt động thường xuyên (4)", "70%", "75% (3/4)", "75% (3/4)", "100%", "Đạt"),
    ),
)
READINGS = Footnotes(
    (
        "Thư viện xã giữ mức 100% khi Kế hoạch ghi “đạt 90% các chỉ tiêu tương ứng”.",
        "Năm gốc 2022; “tăng bình quân” tính theo tốc độ tăng kép hằng năm.",
        "Thư viện trường mầm non và tủ sách trung tâm học tập cộng đồng thuộc “cơ sở khác”.",
        "Có lớp năng khiếu, câu lạc bộ hoặc nhóm sở thích và ít nhất 12 hoạt động trong năm.",
    )
)


def _direction() -> tuple[Block, ...]:
    return (
        Paragraph(
            "Thực hiện Kế hoạch số 04/KH-UBND ngày 31 tháng 01 năm 2023 của Ủy ban nhân dân xã Quảng Nghiệp về thực "
            "hiện Chương trình “Đẩy mạnh các hoạt động phục vụ học tập suốt đời trong thư viện, trung tâm văn hóa đến "
            "năm 2030” trên địa bàn xã, công chức Văn hóa - Xã hội báo cáo kết quả thực hiện năm 2025 (số liệu từ "
            "ngày 15/12/2024 đến ngày 14/12/2025) như sau:"
        ),
        Heading(1, "I. Công tác chỉ đạo, triển khai"),
        Paragraph(
            "Ủy ban nhân dân xã đã phân công 05 nhóm đơn vị thực hiện 17 nhiệm vụ của Kế hoạch; các nhà trường, các "
            "thôn và đoàn thể đã xây dựng kế hoạch của đơn vị mình và báo cáo số liệu đúng thời hạn. Cả 9/9 cơ sở có "
            "số liệu được duyệt."
        ),
        Paragraph(
            "Công chức Văn hóa - Xã hội đã kiểm tra 03 thư viện trường học và 04 nhà văn hóa; không có đơn vị nào "
            "phải nhập thay."
        ),
    )


def _results() -> tuple[Block, ...]:
    return (
        Heading(1, "II. Kết quả thực hiện"),
        Heading(2, "1. Kết quả các chỉ tiêu"),
        Paragraph(
            "Có 02/04 mục tiêu cụ thể đạt mốc năm 2025. Kết quả từng chỉ tiêu như sau (số liệu chi tiết tại Phụ lục I "
            "và Phụ lục II kèm theo):"
        ),
        TARGETS,
        READINGS,
        Paragraph(
            "Năm 2025 các thư viện phục vụ 8.882 lượt người, tăng 10,1% so với năm 2024 và bình quân 9,4% mỗi năm kể "
            "từ năm 2022, còn thiếu 136 lượt so với mốc 10% mỗi năm.",
            lead="Về lượt người sử dụng thư viện:",
        ),
        Heading(2, "2. Kết quả các nhóm nhiệm vụ"),
        Heading(3, "Tuyên truyền, phổ biến nâng cao nhận thức"),
        Points(
            (
                "Đài Truyền thanh xã phát 24 chuyên mục về xây dựng xã hội học tập, trong đó 08 chuyên mục về học tập "
                "suốt đời trong thư viện, trung tâm văn hóa;",
                "Tổ chức Ngày Sách và Văn hóa đọc Việt Nam 21/4 tại 03 trường với 675 lượt người tham gia;",
                "Hưởng ứng Tuần lễ học tập suốt đời từ ngày 01 đến ngày 07 tháng 10 năm 2025;",
                "Biểu dương 02 tập thể, 05 cá nhân có cách làm hay trong khuyến đọc;",
                "Vận động 150 bản sách từ các nhà tài trợ;",
                "Luân chuyển 160 bản sách giữa Thư viện Trường Tiểu học và Tủ sách Trung tâm học tập cộng đồng xã;",
                "Giới thiệu sách mới trên Trang thông tin điện tử xã hằng tháng.",
            )
        ),
        Heading(2, "3. Kinh phí"),
        Paragraph(
            "Tổng kinh phí năm 2025 là 70.716.000 đồng, trong đó ngân sách nhà nước 47.056.000 đồng, xã hội hóa "
            "23.660.000 đồng."
        ),
    )


def _assessment() -> tuple[Block, ...]:
    return (
        Heading(1, "III. Đánh giá chung"),
        Heading(2, "1. Ưu điểm"),
        Paragraph(
            "Các nhà trường chủ động đưa tiết đọc vào kế hoạch dạy học; thư viện xã duy trì giờ mở cửa buổi tối và "
            "ngày nghỉ, số lượt người dân đến thư viện tăng đều qua từng năm."
        ),
        Heading(2, "2. Hạn chế, nguyên nhân"),
        Paragraph(
            "Thư viện Trường Mầm non và Tủ sách Trung tâm học tập cộng đồng chưa có ứng dụng công nghệ thông tin do "
            "chưa được trang bị máy tính; Nhà văn hóa - khu thể thao thôn Mạc mới tổ chức 8/12 hoạt động do thiếu "
            "người phụ trách thường xuyên."
        ),
        Heading(1, "IV. Phương hướng, nhiệm vụ năm 2026"),
        Paragraph(
            "Tập trung hỗ trợ một thư viện ứng dụng phần mềm quản lý; phát triển câu lạc bộ tại thôn Mạc; phấn đấu "
            "đạt trên 9.770 lượt người sử dụng thư viện."
        ),
        Heading(1, "V. Đề xuất, kiến nghị"),
        Paragraph(
            "Đề nghị Ủy ban nhân dân xã bố trí kinh phí mua 02 bộ máy tính cho Tủ sách Trung tâm học tập cộng đồng và "
            "khen thưởng 02 tập thể, 05 cá nhân tiêu biểu."
        ),
        CLOSING,
    )


LIBRARIES = Table(
    columns=(
        Column("TT", "center", 4),
        Column("Thư viện", "left", 28),
        *(
            Column(title, "right", 9)
            for title in (
                "Bản sách",
                "Bổ sung trong năm",
                "Lượt học sinh",
                "Lượt giáo viên",
                "Lượt người dân",
                "Tổng lượt",
                "Lượt mượn",
            )
        ),
    ),
    rows=(
        ("1", "Thư viện xã Quảng Nghiệp", "2.126", "111", "410", "48", "1.075", "1.533", "643"),
        ("2", "Thư viện Trường Tiểu học Quảng Nghiệp", "2.671", "141", "3.290", "395", "82", "3.767", "1.582"),
        ("3", "Thư viện Trường THCS Quảng Nghiệp", "2.756", "131", "2.440", "322", "41", "2.803", "1.177"),
        ("4", "Thư viện Trường Mầm non Quảng Nghiệp", "757", "56", "0", "204", "96", "300", "0"),
        ("5", "Tủ sách Trung tâm học tập cộng đồng xã", "631", "51", "128", "13", "338", "479", "201"),
    ),
    total=("", "Tổng số", "8.941", "490", "6.268", "982", "1.632", "8.882", "3.603"),
)
CENTRES = Table(
    columns=(
        Column("TT", "center", 6),
        Column("Thiết chế văn hóa", "left", 40),
        Column("Lớp, câu lạc bộ, nhóm", "right", 14),
        Column("Hoạt động văn nghệ", "right", 13),
        Column("Hoạt động thể thao", "right", 13),
        Column("Đánh giá", "center", 14),
    ),
    rows=(
        ("1", "Trung tâm văn hóa, thể thao xã Quảng Nghiệp", "6", "11", "11", "Đạt"),
        ("2", "Nhà văn hóa - khu thể thao thôn Gồm", "4", "8", "8", "Đạt"),
        ("3", "Nhà văn hóa - khu thể thao thôn Ngái", "3", "8", "9", "Đạt"),
        ("4", "Nhà văn hóa - khu thể thao thôn Mạc", "1", "4", "4", "Chưa đạt"),
    ),
)

REPORT = Document(
    letterhead=LETTERHEAD,
    kind="Báo cáo",
    abstract=ABSTRACT,
    addressees=("Ủy ban nhân dân xã Quảng Nghiệp",),
    blocks=(*_direction(), *_results(), *_assessment()),
    recipients=("Như trên", "Đảng ủy, Hội đồng nhân dân xã", "Các nhà trường, các thôn", "Lưu: VT, VHXH"),
    signature=SIGNATURE,
    appendices=(
        Appendix("I", "Số liệu thư viện năm 2025", ATTACHED_TO, (LIBRARIES,), landscape=True),
        Appendix("II", "Số liệu thiết chế văn hóa năm 2025", ATTACHED_TO, (CENTRES,)),
    ),
    title="Báo cáo kết quả thực hiện Kế hoạch số 04/KH-UBND năm 2025",
    dated=date(2026, 1, 5),
)
