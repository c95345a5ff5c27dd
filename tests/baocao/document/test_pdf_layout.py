"""The layout of Nghị định 30/2020/NĐ-CP, Phụ lục I, read back from the PDF. Lengths in millimetres, sizes in points."""

import unicodedata
from dataclasses import replace

import pytest

from baocao.document.blocks import Appendix, Block, Column, Document, Heading, Paragraph, Signature, Table
from baocao.document.pdf import render_pdf
from tests.baocao.document.pdf_reading import Page, read
from tests.baocao.document.sample_document import ATTACHED_TO, CLOSING, LETTERHEAD, REPORT, TARGETS

# WeasyPrint leaves the closing of its colour profile to the garbage collector.

UPRIGHT = "Liberation-Serif"
BOLD = "Liberation-Serif-Bold"
ITALIC = "Liberation-Serif-Italic"
BOLD_ITALIC = "Liberation-Serif-Bold-Italic"
POINT = 25.4 / 72

SHORT = replace(REPORT, blocks=(CLOSING,), appendices=())

# What the decree says of each component: how its line begins, the sizes allowed, the face.
COMPONENTS = [
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, BOLD),
    ("Độc lập - Tự do - Hạnh phúc", 13, 14, BOLD),
    ("ỦY BAN NHÂN DÂN", 12, 13, BOLD),
    ("XÃ QUẢNG NGHIỆP", 12, 13, BOLD),
    ("Số: 04/BC-UBND", 13, 13, UPRIGHT),
    ("Quảng Nghiệp, ngày 05 tháng 01 năm 2026", 13, 14, ITALIC),
    ("BÁO CÁO", 13, 14, BOLD),
    ("Kết quả thực hiện Kế hoạch số 04/KH-UBND", 13, 14, BOLD),
    ("Kính gửi: Ủy ban nhân dân xã Quảng Nghiệp", 13, 14, UPRIGHT),
    ("Thực hiện Kế hoạch số", 13, 14, UPRIGHT),
    ("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", 13, 14, BOLD),
    ("1. Kết quả các chỉ tiêu", 13, 14, BOLD),
    ("Tuyên truyền, phổ biến", 13, 14, BOLD_ITALIC),
    ("a) Đài Truyền thanh xã", 13, 14, UPRIGHT),
    ("Nơi nhận:", 12, 12, BOLD_ITALIC),
    ("- Như trên;", 11, 11, UPRIGHT),
    ("- Lưu: VT, VHXH.", 11, 11, UPRIGHT),
    ("NGƯỜI BÁO CÁO", 13, 14, BOLD),
    ("CÔNG CHỨC VĂN HÓA - XÃ HỘI", 13, 14, BOLD),
    ("Nguyễn Thị Ánh Tuyết", 13, 14, BOLD),
    ("Phụ lục I", 14, 14, BOLD),
    ("SỐ LIỆU THƯ VIỆN NĂM 2025", 13, 14, BOLD),
    ("(Kèm theo Báo cáo số 04/BC-UBND", 13, 14, ITALIC),
]


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    """The sample report: three pages and two appendices of one page, the first of them landscape."""
    return read(render_pdf(REPORT))


@pytest.fixture(scope="module")
def draft() -> list[Page]:
    """The same report before it is issued."""
    return read(render_pdf(replace(REPORT, draft=True)))


def body_only(*blocks: Block) -> list[Page]:
    """The sample's letterhead and signature around other blocks, without appendices."""
    return read(render_pdf(replace(SHORT, blocks=blocks)))


def short_lines(number: int) -> list[Paragraph]:
    """Paragraphs of one line, to move a page break by known steps."""
    return [Paragraph(f"Dòng {place}.") for place in range(number)]


@pytest.mark.parametrize(("start", "smallest", "largest", "face"), COMPONENTS, ids=[row[0] for row in COMPONENTS])
def test_each_component_has_its_size_and_face(
    pages: list[Page], start: str, smallest: float, largest: float, face: str
) -> None:
    line = next(line for page in pages for line in page.lines if line.text.startswith(start))
    assert line.faces == {face}
    assert all(smallest <= size <= largest for size in line.sizes)


def test_pages_are_a4_and_only_a_landscape_appendix_lies(pages: list[Page]) -> None:
    assert [(round(page.width), round(page.height)) for page in pages] == [
        *[(210, 297)] * 3,
        (297, 210),
        (210, 297),
    ]


def test_all_text_keeps_inside_the_margins(pages: list[Page]) -> None:
    for page in pages:
        assert min(line.left for line in page.body) >= 29.9
        assert max(line.right for line in page.body) <= page.width - 19.5
        assert min(line.top for line in page.body) >= 20
        assert max(line.bottom for line in page.body) <= page.height - 20


def test_the_text_fills_the_width_that_the_margins_leave(pages: list[Page]) -> None:
    assert min(line.left for line in pages[0].body) <= 35
    assert max(line.right for line in pages[0].body) >= 210 - 20.1


def test_agency_and_nation_begin_on_one_height_and_so_do_number_and_date(pages: list[Page]) -> None:
    first = pages[0]
    assert first.line("ỦY BAN").top == pytest.approx(first.line("CỘNG HÒA").top, abs=0.1)
    assert first.line("Số: 04").top == pytest.approx(first.line("Quảng Nghiệp, ngày").top, abs=0.1)


def test_each_half_of_the_letterhead_is_centred_on_itself(pages: list[Page]) -> None:
    first = pages[0]
    left = [first.line(start).centre for start in ("ỦY BAN", "XÃ QUẢNG", "Số: 04")]
    right = [first.line(start).centre for start in ("CỘNG HÒA", "Độc lập", "Quảng Nghiệp, ngày")]
    assert max(left) - min(left) < 0.5
    assert max(right) - min(right) < 0.5


def test_the_rule_under_the_motto_is_as_long_as_its_text(pages: list[Page]) -> None:
    motto = pages[0].line("Độc lập")
    rule = min(pages[0].rules, key=lambda rule: abs(rule.centre - motto.centre) + abs(rule.top - motto.bottom))
    assert rule.width == pytest.approx(motto.width, abs=0.3)
    assert rule.left == pytest.approx(motto.left, abs=0.3)
    assert 0 < rule.top - motto.bottom < 2


@pytest.mark.parametrize(
    "starts", [("ỦY BAN", "XÃ QUẢNG"), ("Kết quả thực hiện Kế", "mạnh các", "trung tâm văn hóa đến")]
)
def test_the_rules_under_issuer_and_abstract_are_a_third_to_a_half_of_each_line(
    pages: list[Page], starts: tuple[str, ...]
) -> None:
    lines = [pages[0].line(start) for start in starts]
    below = lines[-1]
    rule = min(pages[0].rules, key=lambda rule: abs(rule.centre - below.centre) + abs(rule.top - below.bottom))
    assert 0 < rule.top - below.bottom < 2
    assert rule.centre == pytest.approx(below.centre, abs=0.3)
    for line in lines:
        assert line.width / 3 <= rule.width <= line.width / 2


def test_a_parent_agency_is_not_bold() -> None:
    head = replace(LETTERHEAD, parent=("UBND xã Tân Kỳ",), issuer=("Phòng Văn hóa - Xã hội",), symbol="BC-VHXH")
    (page,) = read(render_pdf(replace(SHORT, letterhead=head)))
    assert page.line("UBND XÃ TÂN KỲ").faces == {UPRIGHT}
    assert page.line("PHÒNG VĂN HÓA - XÃ HỘI").faces == {BOLD}
    assert page.line("UBND XÃ TÂN KỲ").bottom <= page.line("PHÒNG VĂN HÓA").top + 1


def test_number_and_date_can_be_left_for_the_registry() -> None:
    head = replace(LETTERHEAD, number=None, signed_on=None)
    (page,) = read(render_pdf(replace(SHORT, letterhead=head)))
    assert " ".join(page.line("Số:").text.split()) == "Số: /BC-UBND"
    assert " ".join(page.line("Quảng Nghiệp, ngày").text.split()) == "Quảng Nghiệp, ngày tháng năm 2026"
    assert page.line("Số:").width > 25


def test_several_addressees_stand_below_the_colon_one_a_line() -> None:
    names = ("Ủy ban nhân dân thành phố Hải Phòng", "Sở Văn hóa, Thể thao và Du lịch")
    (page,) = read(render_pdf(replace(SHORT, addressees=names)))
    call, first, second = (page.line(start) for start in ("Kính gửi:", "- Ủy ban", "- Sở Văn hóa"))
    assert first.text.endswith("Hải Phòng;")
    assert second.text.endswith("Du lịch.")
    assert first.left == pytest.approx(second.left, abs=0.1)
    assert call.right - 2 < first.left < call.right


def test_pages_are_numbered_at_the_top_but_not_the_first(pages: list[Page]) -> None:
    assert [page.number for page in pages] == ["", "2", "3", "", ""]
    number = pages[1].lines[0]
    assert number.centre == pytest.approx((30 + 190) / 2, abs=0.5)
    assert 13 <= max(number.sizes) <= 14
    assert number.faces == {UPRIGHT}


def test_each_appendix_numbers_its_own_pages() -> None:
    rows = tuple((str(place), "Nhiệm vụ") for place in range(60))
    table = Table((Column("TT"), Column("Nội dung")), rows)
    appendices = tuple(Appendix(number, "Phụ biểu", ATTACHED_TO, (table,)) for number in ("I", "II"))
    numbers = [page.number for page in read(render_pdf(replace(SHORT, appendices=appendices)))]
    assert numbers == ["", "", "2", "", "2"]


def test_body_text_is_justified_with_the_decree_s_indent_and_spacing(pages: list[Page]) -> None:
    lines = [line for line in pages[0].body if line.sizes == {14} and line.faces == {UPRIGHT}]
    first = next(place for place, line in enumerate(lines) if line.text.startswith("Thực hiện Kế hoạch"))
    paragraph = lines[first : first + 5]
    assert 10 <= paragraph[0].left - 30 <= 12.8
    assert [line.right for line in paragraph[:-1]] == pytest.approx([190] * 4, abs=0.5)
    pitch = paragraph[2].top - paragraph[1].top
    assert 14 * 1.14 <= pitch / POINT <= 14 * 1.15 * 1.5
    following = pages[0].line("I. CÔNG TÁC")
    assert (following.top - paragraph[-1].top - pitch) / POINT >= 5.9


def test_recipients_and_authority_share_a_row_and_leave_room_to_sign(pages: list[Page]) -> None:
    last = pages[2]
    assert last.line("Nơi nhận:").bottom == pytest.approx(last.line("NGƯỜI BÁO CÁO").bottom, abs=0.5)
    assert last.line("Nơi nhận:").left == pytest.approx(30, abs=0.2)
    assert last.line("NGƯỜI BÁO CÁO").left > 105
    assert last.line("Nguyễn Thị").top - last.line("CÔNG CHỨC VĂN HÓA").bottom >= 29


@pytest.mark.parametrize("number", range(14, 26))
def test_recipients_and_signature_never_stand_alone_on_a_page(number: int) -> None:
    pages = body_only(*short_lines(number), CLOSING)
    with_foot = [page for page in pages if "Nơi nhận:" in page.text]
    assert len(with_foot) == 1
    assert "chỉ đạo./." in with_foot[0].text
    assert "- Lưu: VT, VHXH." in with_foot[0].text
    assert "Nguyễn Thị Ánh Tuyết" in with_foot[0].text


@pytest.mark.parametrize("number", range(17, 27))
def test_a_heading_never_ends_a_page(number: int) -> None:
    headings = [Heading(1, "I. Mục"), Heading(2, "1. Khoản")]
    for page in body_only(*short_lines(number), *headings, *short_lines(5), TARGETS):
        assert page.body[-1].faces != {BOLD} or page.body[-1].text == "Nguyễn Thị Ánh Tuyết"


@pytest.mark.parametrize("number", range(8, 18))
def test_a_table_never_leaves_its_caption_or_a_single_row_behind(number: int) -> None:
    pages = [page for page in body_only(*short_lines(number), TARGETS, CLOSING) if "TT" in page.text]
    rows = ["".join(line.text for line in page.body if line.text in set("123456")) for page in pages]
    assert "".join(rows) == "123456"
    assert all(len(on_page) >= 2 for on_page in rows)
    assert "Kết quả thực hiện các chỉ tiêu đến năm 2025" in pages[0].text


def test_a_long_table_repeats_its_head_and_never_splits_a_row() -> None:
    rows = tuple((f"Đầu {place}", f"Trên {place}\nDưới {place}") for place in range(1, 121))
    table = Table((Column("Cột một"), Column("Cột hai")), rows, total=("Tổng số", "120"))
    appendix = Appendix("I", "Số liệu", ATTACHED_TO, (table,), landscape=True)
    pages = read(render_pdf(replace(SHORT, appendices=(appendix,))))[1:]
    assert len(pages) > 5
    for page in pages:
        assert page.line("Cột một").faces == {BOLD}
        seen = [line.text.split()[1] for line in page.body if line.text.startswith("Đầu")]
        assert seen == [line.text.split()[1] for line in page.body if line.text.startswith("Dưới")]
    whole = "\n".join(page.text for page in pages)
    assert [whole.count(f"Đầu {place}\n") for place in range(1, 121)] == [1] * 120
    assert whole.count("Tổng số") == 1


def vietnamese_letters() -> str:
    """All 146 letters beyond plain consonants: twelve vowels with six tones, and đ, small and capital."""
    tones = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    small = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones] + ["đ"]
    return " ".join(small + [letter.upper() for letter in small])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_vietnamese_letter_comes_back_upright_bold_and_italic(form: str) -> None:
    letters = vietnamese_letters()
    given = unicodedata.normalize(form, letters)
    appendix = Appendix("", "Phông chữ", given, (Heading(2, given), Paragraph(given)))
    (page,) = read(render_pdf(replace(SHORT, appendices=(appendix,))))[1:]
    for face in (ITALIC, BOLD, UPRIGHT):
        text = "".join(line.text for line in page.body if line.faces == {face})
        assert letters.replace(" ", "") in text.replace(" ", "")


def test_numbers_and_dates_come_back_as_they_were_written(pages: list[Page]) -> None:
    text = " ".join(" ".join(page.text for page in pages).split())
    for piece in ("ngày 05 tháng 01 năm 2026", "9,4%", "8.882", "70.716.000 đồng", "15/12/2024", "10 - 15%"):
        assert piece in text


def test_a_draft_says_so_behind_its_text_on_every_page_and_never_in_the_margins(draft: list[Page]) -> None:
    for page in draft:
        assert page.turned == "DỰTHẢO"
        assert page.turned_box is not None
        left, top, right, bottom = page.turned_box
        assert left >= 30
        assert top >= 20
        assert right <= page.width - 20
        assert bottom <= page.height - 20


def test_a_draft_s_text_stands_where_the_final_s_does(pages: list[Page], draft: list[Page]) -> None:
    assert [page.lines for page in draft] == [page.lines for page in pages]
    assert all(page.turned == "" for page in pages)


WORDS = ("Trường phổ thông dân tộc bán trú trung học cơ sở " * 5)[:200].strip()


@pytest.mark.parametrize(("name", "piece"), [(WORDS, "BÁN"), ("W" * 200, "W")], ids=["words", "one word"])
@pytest.mark.parametrize("part", ["issuer", "signature", "addressees", "recipients", "cell"])
def test_a_name_of_200_characters_stays_inside_the_margins(part: str, name: str, piece: str) -> None:
    table = Table(
        (Column("TT", "center", 1), Column("Đơn vị", "left", 5), Column("Số", "right", 4)), (("1", name, "2"),)
    )
    long: dict[str, Document] = {
        "issuer": replace(SHORT, letterhead=replace(LETTERHEAD, issuer=(name,))),
        "signature": replace(SHORT, signature=Signature((name,), (name,), name)),
        "addressees": replace(SHORT, addressees=(name, name)),
        "recipients": replace(SHORT, recipients=(name, name)),
        "cell": replace(SHORT, blocks=(table, CLOSING)),
    }
    pages = read(render_pdf(long[part]))
    assert pages[0].line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").width == pytest.approx(87.7, abs=0.5)
    for page in pages:
        assert min(line.left for line in page.body) >= 29.9
        assert max(line.right for line in page.body) <= 190.6
    assert "".join(page.text for page in pages).upper().count(piece) >= name.upper().count(piece)
