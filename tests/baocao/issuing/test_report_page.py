"""The pages of the reports: the list, the preview with number and date, the download."""

from __future__ import annotations

import html
import re

import pytest
from django.http import HttpResponse
from django.test import Client

from baocao.document.typesetting import MissingFont
from baocao.models import Report
from baocao.report import files
from kehoach.models import Plan, ReportingYear, State
from tests.baocao.document.pdf_reading import read
from tests.baocao.report.report_samples import without_living
from tests.baocao.report.test_report_head import COMMITTEE, OFFICE, set_head
from tests.cast import Cast, put_into, signed_in

pytestmark = pytest.mark.usefixtures("each_pdf_once")

PREVIEW = "/bao-cao/2025/hang-nam/"
SOURCES = re.compile(r'<span class="doc-source">(.*?)</span></span>')
DOWNLOAD = "/bao-cao/2025/hang-nam/tai/"


def words(response: HttpResponse) -> str:
    """The page as it is read, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_the_list_has_the_newest_year_first_with_its_state_and_count(officer: Client) -> None:
    put_into("VH-MAC", State.RETURNED, year=2024)

    told = words(officer.get("/bao-cao/"))

    rows = re.findall(r"(20\d\d) (Đã khóa|Đang thu thập) (\d/\d) (\S+) [^0-9].*?Xem", told)
    assert rows == [
        ("2026", "Đang thu thập", "2/9", "20/12/2026"),
        ("2025", "Đã khóa", "9/9", "20/12/2025"),
        ("2024", "Đã khóa", "8/9", "20/12/2024"),
        ("2023", "Đã khóa", "9/9", "20/12/2023"),
        ("2022", "Đã khóa", "9/9", "20/12/2022"),
    ]


@pytest.mark.once
def test_the_list_leads_to_preview_and_download(officer: Client) -> None:
    page = officer.get("/bao-cao/").content.decode()

    assert f'href="{PREVIEW}"' in page
    assert f'href="{DOWNLOAD}"' in page


def test_a_commune_without_years_is_told_how_reports_come(cast: Cast) -> None:
    Plan.objects.create(
        commune=cast.neighbour,
        number="7/KH-UBND",
        issued_on="2024-03-01",
        issued_at="Quang Khải",
        issuing_body="Ủy ban nhân dân xã Quang Khải",
        title="Học tập suốt đời",
        first_year=2024,
        last_year=2030,
    )

    assert "Chưa có báo cáo nào" in words(signed_in(cast.stranger).get("/bao-cao/"))


@pytest.mark.once
def test_the_preview_says_what_the_paper_says(officer: Client) -> None:
    told = words(officer.get(PREVIEW))

    assert "Số: /BC-UBND" in told
    assert "Kính gửi: Sở Văn hóa, Thể thao và Du lịch thành phố Hải Phòng" in told
    assert "còn thiếu 136 lượt so với 9.018 lượt cần có." in told
    assert "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Người ký minh họa" in told
    assert "Phụ lục II SỐ LIỆU THIẾT CHẾ VĂN HÓA NĂM 2025" in told
    assert "Báo cáo ghi “chưa báo cáo”" not in told


@pytest.mark.once
def test_number_and_date_stand_in_the_preview_and_in_their_fields(officer: Client) -> None:
    response = officer.get(PREVIEW, {"so": "4", "ngay": "05/01/2026"})

    assert "Số: 04/BC-UBND" in words(response)
    assert "Quảng Nghiệp, ngày 05 tháng 01 năm 2026" in words(response)
    assert re.search(r'<input[^>]* name="so" value="4"', response.content.decode())
    assert re.search(r'<input[^>]* name="ngay" value="05/01/2026"', response.content.decode())


@pytest.mark.once
@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("so", "bốn", "Đây không phải là một số nguyên."),
        ("so", "0", "Số văn bản bắt đầu từ 1."),
        ("so", "10.000", "Số quá lớn: nhiều nhất là 9.999."),
        ("ngay", "31/02/2026", "Không có ngày 31/02/2026. Hãy xem lại ngày và tháng, ví dụ 31/12/2026."),
        ("ngay", "05/01/0026", "Năm phải từ 1900 trở đi, ví dụ 31/12/2026."),
        ("ngay", "05/01/2031", "Ngày ký báo cáo năm 2025 phải từ năm 2025 đến năm 2030."),
        ("ngay", "31/12/2024", "Ngày ký báo cáo năm 2025 phải từ năm 2025 đến năm 2030."),
    ],
)
def test_a_slip_is_told_beside_its_field_and_stays_there(
    officer: Client, field: str, typed: str, sentence: str
) -> None:
    response = officer.get(PREVIEW, {"so": "7", field: typed})

    page = response.content.decode()
    assert sentence in words(response)
    assert re.search(rf'<input[^>]* name="{field}" value="{re.escape(typed)}"[^>]*aria-invalid="true"', page)
    assert ("Số: 07/BC-UBND" in words(response)) is (field != "so")


@pytest.mark.once
def test_a_slip_in_the_download_leads_back_to_the_page_that_tells_it(officer: Client) -> None:
    response = officer.get(DOWNLOAD, {"so": "bốn", "ngay": "05/01/2026"}, follow=True)

    assert response.redirect_chain == [(f"{PREVIEW}?so=b%E1%BB%91n&ngay=05%2F01%2F2026", 302)]
    assert "Đây không phải là một số nguyên." in words(response)


@pytest.mark.once
def test_the_download_is_the_pdf_with_number_and_date(officer: Client) -> None:
    response = officer.get(DOWNLOAD, {"so": "4", "ngay": "05/01/2026"})

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="bao-cao-2025-du-thao.pdf"'
    assert read(response.content)[0].line("Số:").text == "Số: 04/BC-UBND"


@pytest.mark.once
@pytest.mark.parametrize(
    ("ending", "media_type"), [("docx", "wordprocessingml.document"), ("xlsx", "spreadsheetml.sheet")]
)
def test_word_and_excel_are_saved_with_number_and_date(officer: Client, ending: str, media_type: str) -> None:
    response = officer.get(f"{DOWNLOAD}{ending}/", {"so": "4", "ngay": "05/01/2026"})

    assert response["Content-Type"] == f"application/vnd.openxmlformats-officedocument.{media_type}"
    assert response["Content-Disposition"] == f'attachment; filename="bao-cao-2025-du-thao.{ending}"'
    assert f'formaction="{DOWNLOAD}{ending}/"' in officer.get(PREVIEW).content.decode()


@pytest.mark.once
def test_a_server_without_fonts_says_what_to_install(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_font(*_: object, **__: object) -> bytes:
        raise MissingFont("Hãy cài gói Debian fonts-liberation2.")

    monkeypatch.setattr(files, "pdf_of", without_font)

    response = officer.get(DOWNLOAD, follow=True)

    assert response.redirect_chain[0][0].startswith(PREVIEW)
    assert "Hãy cài gói Debian fonts-liberation2." in words(response)


def test_an_open_year_is_a_draft_that_names_who_is_missing(officer: Client) -> None:
    response = officer.get("/bao-cao/2026/hang-nam/")

    told = words(response)
    assert "Báo cáo chưa ban hành nên mọi bản in, tệp tải về đều mang chữ “Dự thảo”." in told
    assert "Còn thiếu 7/9 cơ sở" in told
    assert '<a href="/thu-vien/TV-MN/2026/">Thư viện Trường Mầm non Quảng Nghiệp</a>' in response.content.decode()


def test_the_overseer_reads_who_is_missing_but_no_form(cast: Cast) -> None:
    response = signed_in(cast.overseer, cast.commune).get("/bao-cao/2026/hang-nam/")

    assert "<li>Thư viện Trường Mầm non Quảng Nghiệp</li>" in response.content.decode()


def test_a_year_that_was_not_opened_has_no_figures_and_no_paper(officer: Client) -> None:
    response = officer.get("/bao-cao/2029/hang-nam/")

    assert response.status_code == 200
    assert "Chưa có số liệu" in words(response)
    assert "Kính gửi" not in words(response)


@pytest.mark.parametrize(
    "path",
    [
        "/bao-cao/2022/so-ket/",
        "/bao-cao/2025/annual/",
        "/bao-cao/2025/x/tai/",
        "/bao-cao/1999/hang-nam/",
        f"{DOWNLOAD}doc/",
    ],
)
def test_what_is_not_written_yet_is_no_page(officer: Client, path: str) -> None:
    assert officer.get(path).status_code == 404


def test_the_list_leads_to_the_reviews_and_says_which_are_provisional(officer: Client) -> None:
    response = officer.get("/bao-cao/")

    assert "Báo cáo sơ kết 2023 - 2025 2025 Chưa soạn Xem" in words(response)
    assert "Báo cáo tổng kết 2023 - 2025 2030 Tạm thời Chưa soạn Xem" in words(response)
    assert 'href="/bao-cao/2025/so-ket/"' in response.content.decode()
    assert 'href="/bao-cao/2025/tong-ket/tai/"' in response.content.decode()


@pytest.mark.once
def test_a_review_is_seen_and_downloaded_like_a_year(officer: Client) -> None:
    told = words(officer.get("/bao-cao/2025/so-ket/", {"so": "4"}))
    response = officer.get("/bao-cao/2025/so-ket/tai/", {"so": "4"})

    assert "Báo cáo sơ kết 2023 - 2025" in told
    assert "Số: 04/BC-UBND" in told
    assert "Bài học kinh nghiệm" in told
    assert response["Content-Disposition"] == 'inline; filename="so-ket-2025-du-thao.pdf"'


@pytest.mark.once
def test_the_level_above_is_offered_where_the_commune_reports_to_it(cast: Cast, officer: Client) -> None:
    without_living(cast, 2025)
    before = words(officer.get(PREVIEW, {"gui": "to_committee"}))
    set_head(cast, COMMITTEE)
    set_head(cast, OFFICE)

    after = officer.get(PREVIEW, {"gui": "to_superior"})

    assert "Kính gửi: Sở Văn hóa" in before, "who reports to whom is the commune's one choice"
    assert "Ủy ban nhân dân xã báo cáo cấp trên" not in before
    assert '<option value="to_superior" selected>' in after.content.decode()
    assert "Kính gửi: - Ủy ban nhân dân thành phố Hải Phòng; - Sở Văn hóa, Thể thao và Du lịch." in words(after)
    assert "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH" in words(after)
    assert read(officer.get(DOWNLOAD, {"gui": "to_superior"}).content)[0].line("Kính gửi:").text == "Kính gửi:"


@pytest.mark.once
@pytest.mark.parametrize("path", ["/bao-cao/", PREVIEW, DOWNLOAD, "/bao-cao/2025/x/"])
@pytest.mark.parametrize("role", ["reporter", "administrator"])
def test_reports_are_for_those_who_work_with_the_whole_commune(cast: Cast, role: str, path: str) -> None:
    assert signed_in(getattr(cast, role), cast.commune).get(path).status_code == 403


@pytest.mark.once
def test_a_commune_of_another_kind_is_called_by_its_own_name(cast: Cast, officer: Client) -> None:
    cast.commune.kind = "ward"
    cast.commune.save()

    assert "của phường, theo thể thức Nghị định 30" in words(officer.get("/bao-cao/"))


def test_the_list_counts_the_facilities_of_each_years_end(cast: Cast, officer: Client) -> None:
    centre = put_into("VH-MAC", State.ACCEPTED, year=2025).facility  # type: ignore[attr-defined]
    centre.opened_on = ReportingYear.objects.get(commune=cast.commune, year=2024).window_end
    centre.save()

    told = words(officer.get("/bao-cao/"))

    assert re.search(r"2024 Đã khóa 9/9", told)
    assert re.search(r"2023 Đã khóa \d/8", told)


@pytest.mark.once
@pytest.mark.case("SC-296")
@pytest.mark.parametrize("role", ["officer", "overseer"])
def test_every_code_behind_a_sentence_leads_to_a_page_of_its_reader(cast: Cast, role: str) -> None:
    reader = signed_in(getattr(cast, role), cast.commune)
    issued = Report.objects.filter(state="issued").latest("year")
    previews = [PREVIEW, f"{PREVIEW}?do-dai=day-du", "/bao-cao/2025/so-ket/", "/bao-cao/2026/tong-ket/"]
    previews.append(f"/bao-cao/{issued.pk}/xem/")
    pages: set[str] = set()

    for url in previews:
        shown = SOURCES.findall(reader.get(url).content.decode())
        assert shown, url
        linked = [re.findall(r'<a href="([^"]+)">[^<]+</a>', sources) for sources in shown]
        codes = [re.sub(r"<[^>]+>|&nbsp;", "", sources).strip("[]").split("; ") for sources in shown]
        closed = () if role != "overseer" else ("KP", "KPKH", "SO")
        assert [len(links) for links in linked] == [sum(code not in closed for code in said) for said in codes]
        pages |= {html.unescape(link) for links in linked for link in links}

    assert {url: reader.get(url).status_code for url in pages} == dict.fromkeys(pages, 200)
    assert len(pages) > 30
