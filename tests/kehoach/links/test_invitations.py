"""The messages that the officer copies into Zalo."""

from datetime import date

from kehoach.links.messages import invitation, reminder

DEADLINE = date(2026, 12, 5)
URL = "https://ke-hoach.xa.gov.vn/l/AbCdEf/"


def test_an_invitation_says_who_what_by_when_and_where() -> None:
    assert invitation("Trường Tiểu học", 2026, DEADLINE, URL).splitlines() == [
        "Kính gửi Trường Tiểu học,",
        "Kính mời đơn vị nhập và nộp số liệu năm 2026 trước hết ngày 05/12/2026 "
        "tại đường dẫn sau, không cần tài khoản:",
        URL,
        "Đường dẫn chỉ dành cho đơn vị, xin không chuyển cho người ngoài đơn vị.",
        "Trân trọng cảm ơn!",
    ]


def test_a_reminder_names_what_is_missing() -> None:
    assert reminder("Thôn Mạc", ["Nhà văn hóa", "Tủ sách"], 2026, DEADLINE, URL, 0).splitlines() == [
        "Kính gửi Thôn Mạc,",
        "Số liệu năm 2026 của những cơ sở sau còn phải nộp:",
        "- Nhà văn hóa",
        "- Tủ sách",
        "Hạn nộp: ngày 05/12/2026.",
        "Kính đề nghị đơn vị nhập và nộp tại:",
        URL,
        "Trân trọng cảm ơn!",
    ]


def test_a_reminder_after_the_deadline_says_by_how_many_days() -> None:
    assert "Hạn nộp: ngày 05/12/2026, đã quá 3 ngày." in reminder("Thôn Mạc", ["Tủ sách"], 2026, DEADLINE, URL, 3)


def test_a_reminder_without_a_link_leads_nowhere_wrong() -> None:
    text = reminder("Thôn Mạc", ["Tủ sách"], 2026, DEADLINE, None, 0)

    assert "Kính đề nghị đơn vị sớm nhập và nộp số liệu." in text
    assert "://" not in text
