"""The yearly self-assessment of a library (Thông tư 05/2020/TT-BVHTTDL): part I of Mẫu số 01, figures, indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from baocao.document.blocks import Block, Heading, Paragraph
from baocao.official_forms.catalogue import Chapter, Of, OfficialForm, Sender
from baocao.official_forms.filling.conditions import AREA, BOOKS, PERIODICALS, READING_SPACE, Conditions
from baocao.official_forms.filling.derived import Added, Ratio
from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.filling.parts import Filled, Line, Listed, Text
from baocao.official_forms.filling.readings import Cut, Reading, Source
from baocao.official_forms.filling.sources import Asked, Figure, Known
from baocao.official_forms.questions import INDICATORS
from kehoach.models import Facility
from kehoach.tallies.windows import library_year, school_year
from thuvien.enums import LibraryKind
from thuvien.kind import LIBRARIES
from thuvien.layout.answers import SCHOOLS
from vanhoa.enums import CentreKind
from vanhoa.kind import CENTRES

ACT = "Thông tư 05/2020/TT-BVHTTDL"
PART_I = f"{ACT}, Mẫu số 01, phần I"
STANDARD = "TCVN 11774:2016"
BLANK = "………"


def figure(*names: str) -> Figure:
    """A question of the libraries' yearly form, or several added up."""
    return Figure(LIBRARIES, names)


VISITS = figure("visits_pupils", "visits_staff", "visits_public")
FUNDING = figure("funding_state_vnd", "funding_donated_vnd")
LIBRARIANS = figure("librarians_full_time", "librarians_part_time")
LOANS, USERS, SEATS = figure("loans"), figure("active_users"), figure("seats")


def villages(gathered: Gathered) -> Sequence[Facility]:
    """The villages' cultural houses, whose forms tell how many people live there."""
    return [centre for centre in gathered.centres if centre.kind == CentreKind.VILLAGE]


@dataclass(frozen=True)
class Served:
    """The people whom a library is there for: those of its school, else all villages'."""

    school: Source
    people: Source

    @property
    def origin(self) -> str:
        """Both, because it depends on the library."""
        return f"trường học: {self.school.origin}; thư viện khác: {self.people.origin}"

    flows = False

    def read(self, gathered: Gathered, cut: Cut) -> Reading:
        """How many they are."""
        if all(library.kind in SCHOOLS for library in cut.facilities):
            return self.school.read(gathered, cut)
        return self.people.read(gathered, replace(cut, facilities=villages(gathered)))


SERVED = Served(figure("pupils", "staff"), Figure(CENTRES, ("village_population",)))
_LABELS = dict(INDICATORS)


def _indicator(code: str, top: Source, bottom: Source, unit: str, times: int = 1) -> tuple[str, Line]:
    return code, Line(_LABELS[code], Ratio(top, bottom, times), f"{STANDARD}, xã chọn theo {ACT}", unit)


CHOSEN = dict(
    (
        _indicator("visits_per_head", VISITS, SERVED, "lượt/người"),
        _indicator("loans_per_head", LOANS, SERVED, "lượt/người"),
        _indicator("reach", USERS, SERVED, "%", 100),
        _indicator("turnover", LOANS, BOOKS, "lượt/bản"),
        _indicator("cost_per_visit", FUNDING, VISITS, "đồng/lượt"),
        _indicator("cost_per_loan", FUNDING, LOANS, "đồng/lượt"),
        _indicator("cost_per_user", FUNDING, USERS, "đồng/người"),
        _indicator("staff_per_1000", LIBRARIANS, SERVED, "người", 1000),
        _indicator("seats_per_1000", SEATS, SERVED, "chỗ", 1000),
        _indicator("area_per_1000", AREA, SERVED, "m²", 1000),
    )
)


@dataclass(frozen=True)
class Criteria:
    """The indicators that the commune has chosen; all of them where it has not chosen yet."""

    title: str

    @property
    def lines(self) -> tuple[Line, ...]:
        """All that can be chosen."""
        return tuple(CHOSEN.values())

    def fill(self, gathered: Gathered, cut: Cut) -> Filled:
        """Their table."""
        answer = gathered.answer("library_criteria")
        codes = [code for code in CHOSEN if not isinstance(answer, frozenset) or not answer or code in answer]
        return Listed(self.title, tuple(CHOSEN[code] for code in codes)).fill(gathered, cut)


def _named(what: str, tell: str) -> Known:
    return Known(what, lambda gathered, cut: str(getattr(cut.facilities[0], tell)))


def _identity(label: str, source: Source) -> Line:
    return Line(label, source, PART_I)


def _data(label: str, source: Source, unit: str) -> Line:
    return Line(label, source, f"{ACT}; {STANDARD}", unit)


IDENTITY = (
    _identity("Tên thư viện", _named("tên thư viện", "name")),
    _identity("Năm thành lập", Asked("founded_in", True)),
    _identity("Số quyết định thành lập", Asked("founding_decision", True)),
    _identity("Ngày quyết định thành lập", Asked("founding_date", True)),
    _identity("Địa chỉ", Asked("address", True)),
    _identity("Trang thông tin điện tử", Asked("website", True)),
    _identity("Lý do đánh giá", Known("lý do đánh giá", lambda gathered, cut: "Thường niên")),
    _identity("Kỳ đánh giá", Known("kỳ của biểu", lambda gathered, cut: str(cut.window))),
    _identity("Thời gian thực hiện", Known("để ghi tay", lambda gathered, cut: f"từ {BLANK} đến {BLANK}")),
    _identity("Cách thu thập số liệu", Asked("data_gathered_by", True)),
)
STOCK = (
    _data("Tổng số bản sách", BOOKS, "bản"),
    _data("Tên sách", figure("titles"), "tên"),
    _data("Báo, tạp chí", PERIODICALS, "tên"),
    _data("Học liệu điện tử, tài liệu số", figure("digital_documents"), "tài liệu"),
    _data("Bản sách bổ sung từ ngân sách", figure("books_added_budget"), "bản"),
    _data("Bản sách được tặng", figure("books_added_donated"), "bản"),
    _data("Bản sách thanh lý", figure("books_withdrawn"), "bản"),
)
PREMISES = (
    _data("Diện tích", AREA, "m²"),
    _data("Diện tích phòng đọc", READING_SPACE, "m²"),
    _data("Chỗ ngồi", SEATS, "chỗ"),
    _data("Máy tính cho bạn đọc", figure("computers"), "máy"),
    _data("Người làm thư viện chuyên trách", figure("librarians_full_time"), "người"),
    _data("Người làm thư viện kiêm nhiệm", figure("librarians_part_time"), "người"),
    _data("Trình độ người làm thư viện", figure("librarian_qualification"), ""),
)
USE = (
    _data("Dịch vụ", figure("services"), ""),
    _data("Ứng dụng công nghệ thông tin", figure("it_applications"), ""),
    _data("Lượt người đến thư viện", VISITS, "lượt"),
    _data("Trong đó thiếu nhi", Asked("child_visits", True), "lượt"),
    _data("Lượt truy cập trực tuyến", figure("online_visits"), "lượt"),
    _data("Người sử dụng thư viện", USERS, "người"),
    _data("Thẻ cấp trong năm", figure("reader_cards"), "thẻ"),
    _data("Trong đó thẻ thiếu nhi", Asked("child_cards", True), "thẻ"),
    _data("Lượt mượn về nhà", LOANS, "lượt"),
    _data("Lượt đọc tại chỗ", Asked("in_house_use", True), "lượt"),
    _data("Sách, báo luân chuyển", Added((LOANS, Asked("in_house_use", True))), "lượt"),
    _data("Hoạt động, sự kiện", figure("events"), "hoạt động"),
    _data("Lượt người tham gia", figure("event_participants"), "lượt"),
    _data("Đợt luân chuyển sách", figure("rotation_rounds"), "đợt"),
    _data("Bản sách luân chuyển giữa các thư viện", figure("rotation_books"), "bản"),
)
MONEY = (
    _data("Ngân sách nhà nước", figure("funding_state_vnd"), "đồng"),
    _data("Xã hội hóa, tài trợ", figure("funding_donated_vnd"), "đồng"),
)


def _closing(gathered: Gathered, cut: Cut) -> list[Block]:
    return [Heading(3, "VII. Đề xuất, kiến nghị"), Paragraph("…………………………./.")]


FORM = OfficialForm(
    code="thu-vien-05-2020",
    title="Tự đánh giá hoạt động thư viện",
    act=ACT,
    in_force=date(2020, 10, 15),
    due=lambda year: date(year, 12, 30),
    due_words="30/12; thư viện trường học: 60 ngày sau khi kết thúc năm học",
    window=library_year,
    school_window=school_year,
    of=Of.LIBRARY,
    libraries=frozenset(LibraryKind),
    abstract=lambda gathered, library: f"Kết quả tự đánh giá hoạt động thư viện năm {gathered.year}",
    sender=Sender(
        "Báo cáo",
        "BC-TV",
        addressees=lambda gathered: (f"Ủy ban nhân dân {gathered.commune.full_name}",),
    ),
    chapters=(
        Chapter(
            "",
            (
                Listed("I. Thông tin chung", IDENTITY),
                Listed("II. Tài nguyên thông tin", STOCK),
                Listed("III. Cơ sở vật chất, người làm thư viện", PREMISES),
                Listed("IV. Phục vụ bạn đọc", USE),
                Listed("V. Kinh phí", MONEY),
                Criteria("VI. Các tiêu chí được chọn"),
                Text(_closing),
            ),
        ),
        Chapter("Điều kiện thành lập, hoạt động của thư viện", (Conditions("Mức yêu cầu và hiện có"),), True),
    ),
    caution="Nguồn của cổng chỉ có phần I của Mẫu số 01; các bảng sau theo bộ tiêu chí xã chọn từ "
    "TCVN 11774, tên tiêu chí hãy đối chiếu với tiêu chuẩn.",
)
