"""All components on one page with example values, where DEBUG is on."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kehoach.common.fields import DayField, TextField
from kehoach.figures.forms.rows import Row
from kehoach.figures.forms.steps import ReturnForm
from kehoach.questionnaire.checks import STOCK_EXPLANATIONS, Finding, Severity
from kehoach.questionnaire.layout import Field, Kind
from kehoach.questionnaire.values import Absent

MENU = (
    ("Hôm nay", "sun"),
    ("Kế hoạch", "scroll-text"),
    ("Thư viện", "library"),
    ("Văn hóa", "landmark"),
    ("Bảng điều hành", "gauge"),
    ("Báo cáo", "file-text"),
    ("Hoạt động", "calendar-days"),
)
SERVICES = (
    ("reading_room", "Đọc tại chỗ", True),
    ("lending", "Cho mượn về nhà", True),
    ("skills_class", "Dạy kỹ năng đọc, kỹ năng sử dụng thư viện", True),
    ("mobile_library", "Thư viện lưu động", False),
    ("none", "Không có", False),
)
EMPTY: dict[str, Any] = {
    "text": "",
    "choices": (),
    "absent": "",
    "note": "",
    "errors": (),
    "note_errors": (),
    "offer": "",
    "note_offer": "",
    "findings": (),
    "last": "",
    "change": "",
    "theirs": "",
    "value": Absent.UNANSWERED,
    "saved": "",
    "proposal": None,
    "is_to_correct": False,
}


class ExampleForm(forms.Form):
    """One field of each sort, as outside the entry form."""

    name = TextField(label="Họ và tên người chịu trách nhiệm", help_text="Ghi đủ họ, chữ đệm và tên.")
    since = DayField(label="Từ ngày", required=False)
    scope = forms.ChoiceField(label="Phạm vi", choices=[("other_libraries", "Thư viện trường học và cơ sở khác")])
    counted = forms.ChoiceField(
        label="Quyết định",
        choices=[("1", "Được tính vào mẫu số"), ("0", "Không tính vào mẫu số")],
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(label="Tôi đã đối chiếu với sổ theo dõi của thư viện", required=False)


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """The page /thanh-phan/: what each component looks like, empty and wrong states included."""
    context = {
        "nav": [_of(label=label, icon=icon, url="#", current=icon == "library") for label, icon in MENU],
        "is_demo": True,
        "faults": _faults(),
        "groups": [_changes()],
        "rows": [_row(*row) for row in _numbers()],
        "last_year": 2025,
        "answered": 14,
        "asked": 22,
        "percent": "63.6",
        "saved": "Đã lưu lúc 10:32",
        "switch": _row(Field("has_internet", "Có Internet, Wi-Fi", "", "Người dân dùng được.", Kind.SWITCH), _yes_no()),
        "services": _row(
            Field(
                "services", "Dịch vụ phục vụ học tập suốt đời", "", "Chọn những dịch vụ đang hoạt động.", Kind.CHOICES
            ),
            {"choices": SERVICES, "last": "Đọc tại chỗ; Cho mượn về nhà"},
        ),
        "words": [_row(*row) for row in _words()],
        "answers": STOCK_EXPLANATIONS,
        "form": ExampleForm({"name": "", "since": "31/02/2026", "scope": "other_libraries", "counted": "1"}),
        "reason": ReturnForm(())["reason"],
        "marks": _marks(),
        "trend": _trend(),
        "chart": _chart(),
        "years": [_of(year=year, url=f"?nam={year}", current=year == 2025) for year in range(2022, 2031)],
        "stats": _stats(),
        "events": _events(),
        "issuer": ("ỦY BAN NHÂN DÂN", "XÃ QUẢNG NGHIỆP"),
    }
    return render(request, "kehoach/gallery/gallery.html", context)


def _of(**values: Any) -> SimpleNamespace:
    return SimpleNamespace(**values)


def _row(field: Field, values: dict[str, Any]) -> Row:
    """A question of the entry page, with the given values instead of empty ones."""
    return Row(field=field, input_name=field.name, **(EMPTY | values))


def _yes_no() -> dict[str, Any]:
    return {"choices": (("yes", "Có", True), ("no", "Không", False)), "last": "Không"}


def _words() -> list[tuple[Field, dict[str, Any]]]:
    """One of several, a short text, a day that is none, and a year."""
    levels = (("below", "Chưa đạt", False), ("level_1", "Mức độ 1", True), ("level_2", "Mức độ 2", False))
    impossible = {"text": "31/02/2026", "errors": ("Nhập một ngày hợp lệ, ví dụ 31/12/2026.",)}
    return [
        (Field("level", "Mức độ đạt chuẩn", "", "Theo quyết định còn hiệu lực.", Kind.ONE), {"choices": levels}),
        (Field("decision", "Số quyết định công nhận", "", "", Kind.TEXT), {"text": "215/QĐ-SGDĐT"}),
        (Field("decided_on", "Ngày của quyết định", "", "", Kind.DATE), impossible),
        (Field("renewed_in", "Năm sửa chữa gần nhất", "", "", Kind.YEAR), {"text": "2019"}),
    ]


def _numbers() -> list[tuple[Field, dict[str, Any]]]:
    """A figure in each of its states: right, asked back, wrong, unknown, taken over, changed by somebody else."""
    visit = "Mỗi lần một người đến đọc hoặc mượn tính một lượt."
    doubled = Finding(
        "visits_jump",
        Severity.QUERY,
        ("visits_staff",),
        "Tăng 107,6% so với năm trước, hơn mức 20% thường thấy. Nếu đúng, xin ghi lý do.",
    )
    round_number = Finding(
        "visits_round", Severity.HINT, ("visits_online",), "Số tròn nghìn: đây là số đếm hay số ước?"
    )
    digital = (
        "Số tài liệu điện tử (sách, bài giảng, băng hình) mà bạn đọc mở được tại thư viện vào cuối kỳ báo cáo. "
        "Không tính trang mạng bên ngoài và tài liệu chỉ giáo viên xem được."
    )
    return [
        (
            Field("visits_pupils", "Lượt học sinh", "lượt", visit),
            {"text": "3.640", "last": "3.290", "change": "tăng 10,6%"},
        ),
        (
            Field("visits_staff", "Lượt giáo viên, nhân viên", "lượt", visit),
            {"text": "820", "last": "395", "change": "tăng 107,6%", "findings": (doubled,)},
        ),
        (
            Field("visits_public", "Lượt phụ huynh, người dân", "lượt", ""),
            {"text": "-5", "last": "82", "errors": ("Số liệu không thể âm. Hãy nhập 0 hoặc một số lớn hơn 0.",)},
        ),
        (
            Field("visits_online", "Lượt truy cập trực tuyến", "lượt", ""),
            {"text": "1.000", "last": "300", "change": "tăng 233,3%", "findings": (round_number,), "theirs": "960"},
        ),
        (
            Field("digital_documents", "Học liệu điện tử", "tài liệu", digital),
            {"absent": "unknown", "last": "85", "note": "Phần mềm cũ hỏng, đang chờ thay."},
        ),
        (
            Field("funding_state_vnd", "Kinh phí từ ngân sách", "đồng", "", Kind.MONEY),
            {"text": "12.500.000", "last": "12.500.000"},
        ),
    ]


def _marks() -> dict[str, list[SimpleNamespace]]:
    """Marks of a bar by how many there are; the third case is the narrowest that the plan gives."""
    path, first, last = (
        _of(at="55", label="lộ trình 55%"),
        _of(at="70", label="2025 · 70%"),
        _of(at="80", label="2030 · 80%"),
    )
    return {
        "one": [_of(at="10", label="lộ trình 10%")],
        "two": [first, last],
        "three": [path, first, _of(at="100", label="2030 · 100%")],
    }


def _trend() -> dict[str, Any]:
    """Visits from 2022 to 2025 beside 10 % a year, in the box that trend.html names."""
    places = (
        ("24", "84", "6.775", "2022"),
        ("100", "67.4", "", "2023"),
        ("178", "50.6", "", "2024"),
        ("256", "29.5", "8.882", "2025"),
    )
    return {
        "points": [_of(x=x, y=y, label=label, year=year, below=year == "2025") for x, y, label, year in places],
        "line": "M24 84L100 67.4L178 50.6L256 29.5",
        "path_line": "M24 84L100 66.5L178 47.2L256 26",
    }


def _chart() -> SimpleNamespace:
    """A share from 2022 to 2026 beside its path, the last year not whole, and the milestone of 2025."""
    heights = ((2022, 25), (2023, 50), (2024, 75), (2025, 75), (2026, 25))
    columns = []
    for place, (year, percent) in enumerate(heights):
        height, middle = percent * 0.7, place * 40 + 20
        columns.append(
            _of(
                x=middle - 14,
                y=104 - height,
                height=height,
                middle=middle,
                label={2022: "25%", 2026: "≥ 25%"}.get(year, ""),
                label_at=middle,
                label_x=middle - 20,
                label_y=100 - (70 if year == 2026 else height),
                label_width=40,
                maybe_y=34,
                maybe_height=52.5 if year == 2026 else "",
                current=year == 2026,
            )
        )
    return _of(
        title="Thư viện có dịch vụ: năm 2022 25%; năm 2025 75%; năm 2026 từ 25% đến 100%. Mốc: năm 2025 70%.",
        box="0 0 200 124",
        width=200,
        column=28,
        columns=columns,
        axis=[_of(x=place * 40 + 20, year=year, current=year == 2026) for place, (year, _) in enumerate(heights)],
        path_line="M20 86.5L60 76L100 65.5L140 55L180 52.2",
        goals=[_of(x=140, y=55, label="2025: 70%", label_at=140)],
    )


def _stats() -> list[SimpleNamespace]:
    return [
        _of(value="9/9", label="cơ sở đã duyệt", tone="met", url="#"),
        _of(value="8.882", label="lượt người đến thư viện", tone="", url=""),
        _of(value="3", label="nhiệm vụ quá hạn", tone="late", url="#"),
        _of(value="88,6", label="triệu đồng đã chi", tone="", url=""),
    ]


def _events() -> list[SimpleNamespace]:
    note = "Lượt học sinh gấp đôi năm trước: xin đối chiếu sổ theo dõi."
    return [
        _of(when="12/12/2025 09:15", what="Đã duyệt", who="Công chức Văn hóa và Thông tin", note="", tone="met"),
        _of(when="10/12/2025 16:40", what="Đã nộp lại", who="Trường Tiểu học Quảng Nghiệp", note="", tone="path"),
        _of(when="08/12/2025 10:05", what="Trả lại", who="Công chức Văn hóa và Thông tin", note=note, tone="late"),
        _of(when="05/12/2025 21:12", what="Đã nộp", who="Trường Tiểu học Quảng Nghiệp", note="", tone="path"),
    ]


def _faults() -> list[SimpleNamespace]:
    return [
        _of(place="Thư viện, ô V6", message="Lượt mượn về nhà: ô ghi “nhiều”. Cần số nguyên từ 0 đến 99.999.999."),
        _of(place="Thư viện, ô K15", message="Tổng số bản sách cuối năm: chưa thống kê, cần ghi chú nêu lý do."),
    ]


def _changes() -> SimpleNamespace:
    rows = [
        _of(label="Lượt mượn về nhà", place="Thư viện, ô V6", excerpts=("712", "1.234")),
        _of(
            label="Số chỗ ngồi, ghi chú",
            place="Thư viện, ô AC7",
            excerpts=("chưa có", "Phụ huynh tặng bàn ghế"),
        ),
    ]
    return _of(title="Thư viện Trường Tiểu học", note="Sau khi nhập, phiếu có 2 mục cần giải trình.", rows=rows)
