"""What the portal keeps of people: the notice that the law asks for, as it is shown. Imports no Django."""

from __future__ import annotations

from dataclasses import dataclass

# How long what reaches a person is kept once it is of no use: of whoever has left, and of an invitation that is over.
MONTHS_AFTER_LEAVING, MONTHS_AFTER_AN_INVITATION = 24, 12


@dataclass(frozen=True)
class Kept:
    """One kind of data: what, what for, how long, and who sees it."""

    what: str
    purpose: str
    how_long: str
    who_sees: str


NOTICE = (
    Kept(
        "Họ và tên, chức vụ, đơn vị",
        "Để biết ai nộp, ai duyệt, ai ban hành; ghi trên phiếu, sổ và báo cáo.",
        "Lâu dài, như hồ sơ công việc. Tên trên báo cáo đã ban hành không xóa được (Luật Lưu trữ số 33/2024/QH15).",
        "Người của xã; cấp trên thấy tên trên báo cáo đã ban hành. Người mở đường dẫn nhập liệu của một đơn vị thấy "
        "tên, chức vụ người ký phiếu năm trước của chính cơ sở ấy, để không phải gõ lại.",
    ),
    Kept(
        "Điện thoại, thư điện tử",
        "Để xã gọi, để cổng gửi thư nhắc và thư đặt lại mật khẩu.",
        f"Khi còn dùng tài khoản và {MONTHS_AFTER_LEAVING} tháng sau khi tắt; trên giấy mời: "
        f"{MONTHS_AFTER_AN_INVITATION} tháng sau khi giấy hết dùng.",
        "Bản thân, công chức phụ trách, người quản trị. Riêng số của người phụ trách xã thì mọi đơn vị thấy để gọi.",
    ),
    Kept(
        "Mật khẩu, lớp thứ hai, khóa truy cập",
        "Để chỉ đúng người vào được.",
        "Đến khi đổi. Mật khẩu chỉ giữ ở dạng không đọc lại được; vân tay, khuôn mặt không rời khỏi máy.",
        "Không ai.",
    ),
    Kept(
        "Máy và địa chỉ mạng đang đăng nhập",
        "Để tự xem và thoát khỏi máy lạ.",
        "Đến khi phiên làm việc hết, lâu nhất 12 giờ.",
        "Bản thân.",
    ),
    Kept(
        "Nhật ký: lúc vào, gõ sai mật khẩu, tải tệp, đổi tài khoản",
        "Để bảo vệ hệ thống và trả lời khi có sự cố.",
        "24 tháng, rồi tự xóa.",
        "Người quản trị.",
    ),
    Kept(
        "Lịch sử: ai ghi, ai sửa số nào, lúc nào",
        "Để mỗi con số lần được về người đã ghi.",
        "Lâu dài, cùng số liệu.",
        "Người của xã.",
    ),
)
