"""Every number of every form of the demonstration, recomputed from its files by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import floor

import pytest

from baocao.document.blocks import Document, Paragraph, Table
from baocao.official_forms.filling.documents import Made, made
from baocao.official_forms.forms_of import FORMS
from baocao.official_forms.standing import gathered_of, library_meant
from kehoach.models import Plan
from kehoach.tallies.months import Window, months_of
from tests.cast import NOW, Cast, ours
from tests.house import ROOT
from thuvien.models import Library, LibraryTally

pytestmark = pytest.mark.once

YEAR = 2025


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file of the demonstration."""
    with (ROOT / "fixtures" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


LIBRARIES = {(row["library_code"], int(row["year"])): row for row in rows("demo/library_figures.csv")}
CENTRES = {(row["centre_code"], int(row["year"])): row for row in rows("demo/centre_figures.csv")}
ANSWERS = {(row["library"], row["question"]): row["answer"] for row in rows("demo-results/form_answers.csv")}
BOOKS = {name: rows(f"demo-results/{name}.csv") for name in ("activities", "broadcasts", "documents", "courses")}
BOOKS |= {name: rows(f"demo-results/{name}.csv") for name in ("mobilisations", "funding")}
VISITS = ("visits_pupils", "visits_staff", "visits_public")
FUNDING = ("funding_state_vnd", "funding_donated_vnd")


def dotted(number: int) -> str:
    """1234567 → 1.234.567"""
    digits, groups = str(number), []
    while digits:
        digits, group = digits[:-3], digits[-3:]
        groups.insert(0, group)
    return ".".join(groups)


def ratio(top: int, bottom: int, times: int = 1) -> str:
    """Two decimals, half up, without trailing zeros."""
    hundredths = floor(Fraction(top * times * 100, bottom) + Fraction(1, 2))
    whole, rest = divmod(hundredths, 100)
    return dotted(whole) + (f",{rest:02d}".rstrip("0") if rest else "")


def library(codes: str, *columns: str, year: int = YEAR) -> int:
    """The sum over libraries, by their codes, of columns."""
    return sum(int(LIBRARIES[code, year][column] or 0) for code in codes.split() for column in columns)


def centre(codes: str, *columns: str) -> int:
    """The same of centres."""
    return sum(int(CENTRES[code, YEAR][column] or 0) for code in codes.split() for column in columns)


def noted(book: str, first: date, last: date, **which: str) -> list[dict[str, str]]:
    """The rows of a book between two days, both included, that have these values."""

    def day(row: dict[str, str]) -> date:
        number, month, year = (int(part) for part in row["happened_on"].split("/"))
        return date(year, month, number)

    found = [row for row in BOOKS[book] if first <= day(row) <= last]
    return [row for row in found if all(row[name] == value for name, value in which.items())]


def money(source: str, task: str = "") -> int:
    """What was spent of a source in the year, for one task or all."""
    found = [row for row in BOOKS["funding"] if row["year"] == str(YEAR) and row["source"] == source]
    return sum(int(row["spent"] or 0) for row in found if task in ("", row["task"]))


def answer(question: str, code: str = "") -> int:
    """A number that somebody was asked for."""
    return int(ANSWERS[code, question])


FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
ALL_CENTRES = "VH-XA VH-GOM VH-NGAI VH-MAC"
SCHOOLS = "TV-TH TV-THCS TV-MN"
PUBLIC = "TV-XA TV-TTHTCD"


def learning_commune() -> dict[str, str]:
    """The numbers of “Cộng đồng học tập”."""
    counted = answer("citizens_counted")
    return {
        "Tin, bài truyền thanh": dotted(len(noted("broadcasts", FIRST, LAST))),
        "Hoạt động tuyên truyền": dotted(len(noted("activities", FIRST, LAST, kind="communication"))),
        "Văn bản đã ban hành": dotted(len(noted("documents", FIRST, LAST))),
        "Hoạt động trong Tuần lễ": dotted(len(noted("activities", FIRST, LAST, occasion="NK-4"))),
        "Ngân sách nhà nước đã chi": dotted(money("state")),
        "Xã hội hóa, tài trợ đã chi": dotted(money("donated")),
        "Lớp năng khiếu": dotted(centre("VH-XA", "talent_classes")),
        "Câu lạc bộ": dotted(centre("VH-XA", "clubs")),
        "Nhóm sở thích": dotted(centre("VH-XA", "interest_groups")),
        "Hoạt động văn nghệ": dotted(centre("VH-XA", "activities_arts")),
        "Hoạt động thể thao": dotted(centre("VH-XA", "activities_sports")),
        "Người dân được đánh giá": dotted(counted),
        "Số người đạt danh hiệu “Công dân học tập”": dotted(answer("citizens_recognised")),
        "Tỷ lệ “Công dân học tập”": f"{ratio(answer('citizens_recognised'), counted, 100)}%",
        "Số người đã qua đào tạo": dotted(answer("citizens_trained")),
        "Tỷ lệ đã qua đào tạo": f"{ratio(answer('citizens_trained'), counted, 100)}%",
        "Số người có trình độ đại học": dotted(answer("citizens_university")),
        "Tỷ lệ trình độ đại học": f"{ratio(answer('citizens_university'), counted, 100)}%",
    }


def of_library(code: str, labels: dict[str, tuple[str, ...]], year: int = YEAR) -> dict[str, str]:
    """Columns of a library by the labels of a form."""
    return {label: dotted(library(code, *columns, year=year)) for label, columns in labels.items()}


STOCKS = {
    "Tổng số bản sách": ("books_total",),
    "Báo, tạp chí": ("periodicals",),
    "Chỗ ngồi": ("seats",),
    "Máy tính cho bạn đọc": ("computers",),
}


def commune_library() -> dict[str, str]:
    """The numbers of the commune library's self-assessment: it counted by the year, 15/12 to 14/12."""
    visits, funding, loans = library("TV-XA", *VISITS), library("TV-XA", *FUNDING), library("TV-XA", "loans")
    users, in_house = library("TV-XA", "active_users"), answer("in_house_use", "TV-XA")
    return {
        **of_library("TV-XA", STOCKS),
        **of_library(
            "TV-XA",
            {
                "Tên sách": ("titles",),
                "Học liệu điện tử, tài liệu số": ("digital_documents",),
                "Bản sách bổ sung từ ngân sách": ("books_added_budget",),
                "Bản sách được tặng": ("books_added_donated",),
                "Bản sách thanh lý": ("books_withdrawn",),
                "Diện tích": ("floor_area_m2",),
                "Người làm thư viện chuyên trách": ("librarians_full_time",),
                "Người làm thư viện kiêm nhiệm": ("librarians_part_time",),
                "Lượt truy cập trực tuyến": ("online_visits",),
                "Hoạt động, sự kiện": ("events",),
                "Lượt người tham gia": ("event_participants",),
                "Đợt luân chuyển sách": ("rotation_rounds",),
                "Bản sách luân chuyển giữa các thư viện": ("rotation_books",),
                "Ngân sách nhà nước": ("funding_state_vnd",),
                "Xã hội hóa, tài trợ": ("funding_donated_vnd",),
            },
        ),
        "Năm thành lập": ANSWERS["TV-XA", "founded_in"],
        "Diện tích phòng đọc": dotted(answer("reading_space_m2", "TV-XA")),
        "Lượt người đến thư viện": dotted(visits),
        "Trong đó thiếu nhi": dotted(answer("child_visits", "TV-XA")),
        "Người sử dụng thư viện": dotted(users),
        "Trong đó thẻ thiếu nhi": dotted(answer("child_cards", "TV-XA")),
        "Lượt mượn về nhà": dotted(loans),
        "Lượt đọc tại chỗ": dotted(in_house),
        "Sách, báo luân chuyển": dotted(loans + in_house),
        "Vòng quay của vốn tài liệu": ratio(loans, library("TV-XA", "books_total")),
        "Chi phí cho một lượt đến": ratio(funding, visits),
        "Chi phí cho một lượt mượn": ratio(funding, loans),
        "Chi phí cho một người sử dụng": ratio(funding, users),
    }


def school_library() -> dict[str, str]:
    """The numbers of the primary school's self-assessment by Thông tư 05/2020, a head's among them."""
    before, served = YEAR - 1, library("TV-TH", "pupils", "staff")
    visits, loans = library("TV-TH", *VISITS, year=before), library("TV-TH", "loans", year=before)
    funding, users = library("TV-TH", *FUNDING, year=before), library("TV-TH", "active_users")
    staff = library("TV-TH", "librarians_full_time", "librarians_part_time")
    return {
        **of_library(
            "TV-TH",
            {
                **STOCKS,
                "Tên sách": ("titles",),
                "Học liệu điện tử, tài liệu số": ("digital_documents",),
                "Diện tích": ("floor_area_m2",),
                "Người làm thư viện chuyên trách": ("librarians_full_time",),
                "Người làm thư viện kiêm nhiệm": ("librarians_part_time",),
                "Người sử dụng thư viện": ("active_users",),
            },
        ),
        **of_library(
            "TV-TH",
            {
                "Bản sách bổ sung từ ngân sách": ("books_added_budget",),
                "Bản sách được tặng": ("books_added_donated",),
                "Bản sách thanh lý": ("books_withdrawn",),
                "Lượt người đến thư viện": VISITS,
                "Lượt truy cập trực tuyến": ("online_visits",),
                "Lượt mượn về nhà": ("loans",),
                "Sách, báo luân chuyển": ("loans",),
                "Hoạt động, sự kiện": ("events",),
                "Lượt người tham gia": ("event_participants",),
                "Đợt luân chuyển sách": ("rotation_rounds",),
                "Bản sách luân chuyển giữa các thư viện": ("rotation_books",),
                "Ngân sách nhà nước": ("funding_state_vnd",),
                "Xã hội hóa, tài trợ": ("funding_donated_vnd",),
            },
            before,
        ),
        "Diện tích phòng đọc": dotted(answer("reading_space_m2", "TV-TH")),
        "Lượt đến thư viện trên đầu người": ratio(visits, served),
        "Lượt mượn trên đầu người": ratio(loans, served),
        "Tỷ lệ người sử dụng trong số người được phục vụ": f"{ratio(users, served, 100)}%",
        "Vòng quay của vốn tài liệu": ratio(loans, library("TV-TH", "books_total")),
        "Chi phí cho một lượt đến": ratio(funding, visits),
        "Chi phí cho một lượt mượn": ratio(funding, loans),
        "Chi phí cho một người sử dụng": ratio(funding, users),
        "Người làm thư viện trên 1.000 người": ratio(staff, served, 1000),
        "Chỗ ngồi trên 1.000 người": ratio(library("TV-TH", "seats"), served, 1000),
        "Diện tích trên 1.000 người": ratio(library("TV-TH", "floor_area_m2"), served, 1000),
    }


def school() -> dict[str, str]:
    """The numbers of the primary school's self-assessment: most of its school year is in the plan's year before."""
    pupils, before = library("TV-TH", "pupils"), YEAR - 1
    lessons, classes = library("TV-TH", "reading_lessons", year=before), answer("classes", "TV-TH")
    return {
        **of_library("TV-TH", STOCKS),
        **of_library(
            "TV-TH",
            {
                "Học sinh": ("pupils",),
                "Cán bộ, giáo viên, nhân viên": ("staff",),
                "Tên sách": ("titles",),
                "Học liệu điện tử, tài liệu số": ("digital_documents",),
                "Diện tích thư viện": ("floor_area_m2",),
                "Người sử dụng thư viện": ("active_users",),
                "Người làm thư viện": ("librarians_full_time", "librarians_part_time"),
            },
        ),
        **of_library(
            "TV-TH",
            {
                "Lượt người đến thư viện": VISITS,
                "Lượt mượn về nhà": ("loans",),
                "Tiết đọc, tiết học tại thư viện": ("reading_lessons",),
                "Hoạt động, sự kiện": ("events",),
                "Lượt người tham gia": ("event_participants",),
                "Kinh phí": FUNDING,
            },
            before,
        ),
        "Lớp": dotted(classes),
        "Giáo viên": dotted(answer("teachers", "TV-TH")),
        "Bộ sách cho giáo viên": dotted(answer("teacher_sets", "TV-TH")),
        "Diện tích phòng đọc": dotted(answer("reading_space_m2", "TV-TH")),
        "Bản sách một học sinh": ratio(library("TV-TH", "books_total"), pupils),
        "Bộ sách một giáo viên": ratio(answer("teacher_sets", "TV-TH"), answer("teachers", "TV-TH")),
        "Chỗ ngồi trên 100 học sinh": f"{ratio(library('TV-TH', 'seats'), pupils, 100)}%",
        "Tiết đọc một lớp": ratio(lessons, classes),
    }


def schools_together() -> dict[str, str]:
    """The commune's summary above its tables by school."""
    return {"Thư viện trường học": "3", "Đã được công nhận mức độ 1": "0", "Đã được công nhận mức độ 2": "0"}


def occasion(code: str, first: date, last: date) -> dict[str, str]:
    """The numbers of an occasion's report."""
    held = noted("activities", FIRST, LAST, occasion=code)
    return {
        "Văn bản chỉ đạo": dotted(len(noted("documents", first, last, task="II.1.b"))),
        "Hoạt động đã tổ chức": dotted(len(held)),
        "Lượt người tham gia": dotted(sum(int(row["participants"]) for row in held)),
        "Đơn vị tham gia tổ chức": dotted(len({row["unit"] for row in held})),
        "Thư viện, nhà văn hóa mở cửa phục vụ": dotted(len({row["facility"] for row in held} - {""})),
        "Tin, bài truyền thanh": dotted(len(noted("broadcasts", first, last))),
        "Lớp tập huấn": dotted(len(noted("courses", first, last))),
        "Người góp công": dotted(sum(int(row["people"]) for row in noted("mobilisations", first, last))),
        "Ngân sách chi cho các dịp trong năm": dotted(money("state", "II.1.b")),
    }


def half_year() -> dict[str, str]:
    """The numbers of the half-yearly report and its two sheets; no months were counted, so the year stands alone."""
    readings = [
        len(noted("activities", date(YEAR, *first), date(YEAR, *last), kind="reading"))
        for first, last in (((1, 1), (6, 30)), ((7, 1), (12, 31)), ((1, 1), (12, 31)))
    ]
    absent = "chưa có / chưa có / "
    added = ("books_added_budget", "books_added_donated")
    return {
        "Người làm thư viện": dotted(library("TV-XA", "librarians_full_time", "librarians_part_time")),
        **of_library("TV-XA", {**STOCKS, "Diện tích": ("floor_area_m2",), "Tài liệu số": ("digital_documents",)}),
        "Bản sách bổ sung": absent + dotted(library("TV-XA", *added)),
        "Bản sách thanh lý": absent + dotted(library("TV-XA", "books_withdrawn")),
        "Lượt người đến thư viện": absent + dotted(library("TV-XA", *VISITS)),
        "Lượt truy cập trực tuyến": absent + dotted(library("TV-XA", "online_visits")),
        "Lượt mượn về nhà": absent + dotted(library("TV-XA", "loans")),
        "Kinh phí": absent + dotted(library("TV-XA", *FUNDING)),
        "Hoạt động khuyến đọc trong xã": " / ".join(map(dotted, readings)),
        "Thư viện xã": "1",
        "Thư viện, tủ sách cơ sở": "1",
        "Sách trong thư viện": dotted(library(PUBLIC, "books_total")),
        "Sách bổ sung trong năm": dotted(library(PUBLIC, *added)),
        "Báo, tạp chí trong năm": dotted(library(PUBLIC, "periodicals")),
        "Trong đó thẻ thiếu nhi": dotted(answer("child_cards", "TV-XA")),
        "Thư viện: Lượt người đến thư viện": dotted(library(PUBLIC, *VISITS)),
        "Người sử dụng thư viện": dotted(library(PUBLIC, "active_users")),
        "Trung tâm văn hóa, thể thao xã": "1",
        "Nhà văn hóa thôn": "3",
        "Điểm vui chơi trẻ em": dotted(answer("play_places")),
        "Liên hoan, hội diễn, hội thi": dotted(answer("festivals")),
        "Đội văn nghệ quần chúng": dotted(answer("art_troupes")),
        "Buổi hoạt động": dotted(centre(ALL_CENTRES, "activities_arts", "activities_sports")),
        "Lượt người xem, tham gia": dotted(centre(ALL_CENTRES, "participants")),
        "Buổi tuyên truyền lưu động": dotted(answer("mobile_propaganda")),
        "Triển lãm, trưng bày": dotted(answer("exhibitions")),
        "Thôn văn hóa": dotted(answer("culture_villages")),
        "Tổng số thôn": "3",
    }


def form_of(cast: Cast, code: str, unit: str | None) -> Made:
    """A form of the demonstration."""
    form = FORMS[code]
    gathered = gathered_of(Plan.objects.get(commune=cast.commune), form, YEAR)
    return made(form, gathered, library_meant(form, gathered, unit))


def printed(document: Document) -> Iterator[tuple[str, str]]:
    """Each field with what is printed for it, several columns with a stroke between; of a second table of one name
    in an appendix under the appendix's name."""
    seen = set()
    for part, blocks in (("", document.blocks), *((one.title, one.blocks) for one in document.appendices)):
        for table in (block for block in blocks if isinstance(block, Table)):
            titles = [column.title for column in table.columns]
            if "Đơn vị" not in titles or not titles[-1].startswith("Kỳ số liệu"):
                continue
            for row in table.rows:
                place = titles.index("Đơn vị")
                label = row[place - 1]
                name = f"{part.removeprefix('Biểu ').strip('“”')}: {label}" if label in seen else label
                seen.add(label)
                yield name, " / ".join(row[place + 1 : -1])


def is_number(text: str) -> bool:
    """Whether a cell shows a number, or several."""
    return any(letter.isdigit() for letter in text) and not any(word in text for word in ("Mức độ", "QĐ", "/20"))


@pytest.mark.parametrize(
    ("code", "unit", "numbers"),
    [
        ("cong-dong-hoc-tap", None, learning_commune),
        ("thu-vien-05-2020", "TV-XA", commune_library),
        ("thu-vien-05-2020", "TV-TH", school_library),
        ("thu-vien-truong", "TH", school),
        ("thu-vien-truong", None, schools_together),
        ("tuan-le-htsd", None, lambda: occasion("NK-4", date(YEAR, 9, 16), date(YEAR, 10, 14))),
        ("ngay-sach", None, lambda: occasion("NK-1", date(YEAR, 4, 6), date(YEAR, 4, 28))),
        ("nua-nam", None, half_year),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_number_of_a_form_is_that_of_the_files(cast: Cast, code: str, unit: str | None, numbers: object) -> None:
    document = form_of(cast, code, unit).document

    assert callable(numbers)
    assert {label: text for label, text in printed(document) if is_number(text)} == numbers()


@pytest.mark.parametrize("code", ["tuan-le-htsd", "ngay-sach"])
def test_the_words_of_an_occasion_name_no_days_beside_those_of_its_numbers(cast: Cast, code: str) -> None:
    document = form_of(cast, code, None).document
    words = " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))
    assert "mỗi số theo kỳ ghi ở cột cuối" in words
    assert f"/{YEAR}" not in words
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert table.columns[-1].title == "Kỳ số liệu"
    assert all(row[-1] for row in table.rows)


@pytest.mark.case("SC-191")
def test_the_schools_stand_side_by_side_with_their_ratios(cast: Cast) -> None:
    document = form_of(cast, "thu-vien-truong", None).document
    tables = {table.columns[1].title: table for table in document.blocks if isinstance(table, Table)}

    by_school = {row[0].rpartition("Trường ")[2]: row[1:] for row in tables["Bản sách"].rows}
    assert by_school["Tiểu học Quảng Nghiệp"] == ("2.671", "6,24", "1,05", "5", "85")
    assert by_school["THCS Quảng Nghiệp"] == ("2.756", "7,66", "0,89", "6", "0")
    assert by_school["Mầm non Quảng Nghiệp"] == ("757", "3,06", "không áp dụng", "3", "0")
    books, pupils = library(SCHOOLS, "books_total"), library(SCHOOLS, "pupils")
    sets, teachers = (
        sum(answer(name, f"TV-{code}") for code in ("TH", "THCS")) for name in ("teacher_sets", "teachers")
    )
    together = (dotted(books), ratio(books, pupils), ratio(sets, teachers), "14", "85")
    assert tables["Bản sách"].total == ("Cộng, chung", *together)
    before = dotted(library(SCHOOLS, *VISITS, year=YEAR - 1))
    assert tables["Lượt đến"].total is not None
    assert tables["Lượt đến"].total[1] == before
    # A preschool has no reading lessons: its classes do not count below them.
    lessons = library("TV-TH TV-THCS", "reading_lessons", year=YEAR - 1)
    assert tables["Lượt đến"].total[5] == ratio(lessons, answer("classes", "TV-TH") + answer("classes", "TV-THCS"))


@pytest.mark.case("SC-192")
def test_the_level_and_what_is_missing_to_the_next(cast: Cast) -> None:
    form = form_of(cast, "cong-dong-hoc-tap", None)
    told = repr(form.document)

    assert form.is_complete
    assert not form.document.draft
    assert "Tự đánh giá: mức độ 1, là mức độ mà tất cả 16 chỉ tiêu đều đạt." in told
    counted = answer("citizens_counted")
    assert f"còn thiếu {counted * 80 // 100 - answer('citizens_recognised')} người để đạt 80%" in told
    assert f"còn thiếu {counted * 15 // 100 - answer('citizens_university')} người để đạt 15%" in told
    assert "mới đạt mức độ 2" in told


@pytest.mark.case("SC-194")
def test_months_that_were_counted_split_the_year_and_fit_every_window(cast: Cast) -> None:
    library_xa = ours(Library).get(code="TV-XA")
    for number, month in enumerate(months_of(Window(date(2024, 12, 1), LAST)), 1):
        LibraryTally.objects.create(
            facility=library_xa,
            year=month.first_day.year,
            month=month.first_day.month,
            since_day=month.first_day.day,
            amounts={"loans": number},
            saved_at=NOW,
            saved_by=cast.officer,
        )

    half = dict(printed(form_of(cast, "nua-nam", None).document))
    whole = dict(printed(form_of(cast, "thu-vien-05-2020", "TV-XA").document))

    # Two parts of December 2024, then the months of 2025 from 3 on, December in two parts again.
    assert half["Lượt mượn về nhà"] == f"{sum(range(3, 9))} / {sum(range(9, 16))} / {sum(range(3, 16))}"
    assert whole["Lượt mượn về nhà"] == dotted(sum(range(1, 14)))
    assert whole["Lượt người đến thư viện"] == dotted(library("TV-XA", *VISITS))


@pytest.mark.case("SC-193")
def test_conditions_are_hints_with_the_number_asked_and_the_number_there_is(cast: Cast) -> None:
    form = form_of(cast, "thu-vien-05-2020", "TV-XA")
    rows_of = [
        row
        for one in form.document.appendices
        for table in one.blocks
        if isinstance(table, Table) and table.columns[1].title == "Điều kiện"
        for row in table.rows
    ]

    assert [row[3:] for row in rows_of] == [("2.000", "2.126", "đủ"), ("2", "6", "đủ"), ("40", "26", "còn thiếu 14 m²")]
    assert all("Nghị định 93/2020/NĐ-CP, Điều 13" in row[2] for row in rows_of)
