"""The half-yearly report of the commune's library (Thông tư 13/2016/TT-BVHTTDL), with two sheets for the Sở.

The columns of the sheets are those of the ministry's yearly tables “Thư viện” and “Văn hóa cơ sở”.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from baocao.document.blocks import Block, Paragraph
from baocao.official_forms.catalogue import Chapter, Of, OfficialForm, Sender
from baocao.official_forms.definitions.learning_judges import commune_library
from baocao.official_forms.definitions.library import FUNDING, LIBRARIANS, LOANS, SEATS, USERS, VISITS, figure, villages
from baocao.official_forms.filling.conditions import AREA, BOOKS, DECREE, PERIODICALS, Conditions
from baocao.official_forms.filling.derived import Added
from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.filling.parts import ByFacility, Compared, Line, Listed, Text
from baocao.official_forms.filling.readings import Cut, Source
from baocao.official_forms.filling.sources import Asked, Figure, Known, Noted
from baocao.official_forms.questions import PUBLIC
from kehoach.books.definitions import ACTIVITIES
from kehoach.models import ActivityKind, Facility
from kehoach.tallies.windows import Window, calendar_year, half_year
from thuvien.enums import LibraryKind
from vanhoa.enums import CentreKind
from vanhoa.kind import CENTRES

ACT = "Thông tư 13/2016/TT-BVHTTDL"
CLAUSE = f"{ACT}, Điều 6.4, 7.9"
LIBRARY_SHEET = "Bảng “Thư viện” của Bộ"
CULTURE_SHEET = "Bảng “Văn hóa cơ sở” của Bộ"
IN_HOUSE = Asked("in_house_use", True)


def centre(*names: str) -> Figure:
    """A question of the centres' yearly form, or several added up."""
    return Figure(CENTRES, names)


def windows(year: int) -> Sequence[tuple[str, Window, bool]]:
    """Half a year is not told by a year's number; the whole year is told by the nearest there is."""
    return (
        ("6 tháng đầu năm", half_year(year, 1), True),
        ("6 tháng cuối năm", half_year(year, 2), True),
        ("Cả năm", calendar_year(year), False),
    )


def public_libraries(gathered: Gathered) -> Sequence[Facility]:
    """The libraries and bookcases that serve the public: all but those of schools."""
    return [library for library in gathered.libraries if library.kind in PUBLIC]


def all_centres(gathered: Gathered) -> Sequence[Facility]:
    """The commune's centre and the villages' houses."""
    return gathered.centres


def _is_reading(gathered: Gathered, row: object) -> bool:
    return getattr(row, "kind", None) == ActivityKind.READING


def _line(clause: str, label: str, source: Source, unit: str = "") -> Line:
    return Line(label, source, clause, unit)


STANDING = tuple(
    _line(CLAUSE, label, source, unit)
    for label, source, unit in (
        ("Hình thức thư viện", figure("arrangement"), ""),
        ("Giờ mở cửa mỗi tuần", figure("opening_hours"), "giờ"),
        ("Người làm thư viện", LIBRARIANS, "người"),
        ("Diện tích", AREA, "m²"),
        ("Chỗ ngồi", SEATS, "chỗ"),
        ("Máy tính cho bạn đọc", figure("computers"), "máy"),
        ("Tổng số bản sách", BOOKS, "bản"),
        ("Báo, tạp chí", PERIODICALS, "tên"),
        ("Tài liệu số", figure("digital_documents"), "tài liệu"),
    )
)
FLOWS = tuple(
    _line(CLAUSE, label, source, unit)
    for label, source, unit in (
        ("Bản sách bổ sung", figure("books_added_budget", "books_added_donated"), "bản"),
        ("Bản sách thanh lý", figure("books_withdrawn"), "bản"),
        ("Lượt người đến thư viện", VISITS, "lượt"),
        ("Lượt truy cập trực tuyến", figure("online_visits"), "lượt"),
        ("Lượt mượn về nhà", LOANS, "lượt"),
        ("Kinh phí", FUNDING, "đồng"),
    )
)
NOTED = (
    _line(
        CLAUSE,
        "Hoạt động khuyến đọc trong xã",
        Noted(ACTIVITIES, "số hoạt động khuyến đọc", which=_is_reading),
        "hoạt động",
    ),
)


def _kinds(kind: LibraryKind) -> Known:
    def number(gathered: Gathered, cut: Cut) -> int:
        return sum(library.kind == kind for library in gathered.libraries)

    return Known(f"số {kind.label.lower()}", number)


def _centres(kind: CentreKind, what: str) -> Known:
    def number(gathered: Gathered, cut: Cut) -> int:
        return sum(centre.kind == kind for centre in gathered.centres)

    return Known(what, number)


LIBRARY_LINES = tuple(
    _line(LIBRARY_SHEET, label, source, unit)
    for label, source, unit in (
        ("Thư viện xã", _kinds(LibraryKind.COMMUNE), "thư viện"),
        ("Thư viện, tủ sách cơ sở", _kinds(LibraryKind.OTHER), "thư viện"),
        ("Sách trong thư viện", BOOKS, "bản"),
        ("Sách bổ sung trong năm", figure("books_added_budget", "books_added_donated"), "bản"),
        ("Báo, tạp chí trong năm", PERIODICALS, "tên"),
        ("Thẻ bạn đọc cấp trong năm", figure("reader_cards"), "thẻ"),
        ("Trong đó thẻ thiếu nhi", Asked("child_cards", True), "thẻ"),
        ("Lượt người đến thư viện", VISITS, "lượt"),
        ("Trong đó thiếu nhi", Asked("child_visits", True), "lượt"),
        ("Người sử dụng thư viện", USERS, "người"),
        ("Sách, báo luân chuyển (mượn về nhà và đọc tại chỗ)", Added((LOANS, IN_HOUSE)), "lượt"),
    )
)
CULTURE_LINES = tuple(
    _line(CULTURE_SHEET, label, source, unit)
    for label, source, unit in (
        ("Trung tâm văn hóa, thể thao xã", _centres(CentreKind.COMMUNE, "số trung tâm của xã"), "nhà"),
        ("Nhà văn hóa thôn", _centres(CentreKind.VILLAGE, "số nhà văn hóa thôn"), "nhà"),
        ("Điểm vui chơi trẻ em", Asked("play_places"), "điểm"),
        ("Liên hoan, hội diễn, hội thi", Asked("festivals"), "cuộc"),
        ("Đội văn nghệ quần chúng", Asked("art_troupes"), "đội"),
        ("Buổi hoạt động", centre("activities_arts", "activities_sports"), "buổi"),
        ("Lượt người xem, tham gia", centre("participants"), "lượt"),
        ("Buổi tuyên truyền lưu động", Asked("mobile_propaganda"), "buổi"),
        ("Triển lãm, trưng bày", Asked("exhibitions"), "cuộc"),
        ("Thôn văn hóa", Asked("culture_villages"), "thôn"),
        ("Tổng số thôn", Known("số thôn", lambda gathered, cut: len(gathered.villages)), "thôn"),
    )
)
SHELVES = (
    _line(f"{DECREE}, Điều 9", "Bản sách (từ 300 bản)", centre("bookshelf_books")),
    _line(f"{DECREE}, Điều 9", "Người phụ trách", centre("person_in_charge")),
)


def _opening(gathered: Gathered, cut: Cut) -> list[Block]:
    return [
        Paragraph(
            f"Thư viện {gathered.commune.full_name} báo cáo tổ chức và hoạt động năm {gathered.year}. "
            "Số của từng nửa năm cộng từ số ghi hằng tháng; không ghi hằng tháng thì chỉ có số cả năm."
        )
    ]


def _closing(gathered: Gathered, cut: Cut) -> list[Block]:
    return [Paragraph("Trên đây là báo cáo của thư viện xã./.")]


FORM = OfficialForm(
    code="nua-nam",
    title="Báo cáo 6 tháng, năm của thư viện xã",
    act=ACT,
    in_force=date(2017, 1, 22),
    due=lambda year: date(year, 12, 31),
    due_words="6 tháng và năm; ngày do cấp trên định",
    window=calendar_year,
    of=Of.COMMUNE,
    about=commune_library,
    abstract=lambda gathered, library: f"Tổ chức và hoạt động của thư viện xã, 6 tháng và năm {gathered.year}",
    sender=Sender("Báo cáo", "BC-UBND", "library_receiver"),
    chapters=(
        Chapter(
            "",
            (
                Text(_opening),
                Listed("1. Tổ chức, cơ sở vật chất, vốn tài liệu", STANDING),
                Compared("2. Hoạt động", FLOWS, windows),
                Compared("3. Khuyến đọc", NOTED, windows),
                Text(_closing),
            ),
        ),
        Chapter("Biểu “Thư viện”", (Listed("Thư viện công cộng của xã", LIBRARY_LINES, public_libraries),)),
        Chapter("Biểu “Văn hóa cơ sở”", (Listed("Văn hóa cơ sở", CULTURE_LINES, all_centres),)),
        Chapter(
            "Điều kiện theo Nghị định 93/2020/NĐ-CP",
            (
                Conditions("Thư viện xã, tủ sách", public_libraries),
                ByFacility(
                    "Tủ sách nhà văn hóa thôn", SHELVES, villages, "Nhà văn hóa", "Xã không có thôn.", total=False
                ),
            ),
            True,
        ),
    ),
    caution="Thông tư không có mẫu; cột của hai biểu theo bảng hằng năm của Bộ, hãy đối chiếu mẫu của Sở.",
)
