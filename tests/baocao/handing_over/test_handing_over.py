"""“Bàn giao văn thư”: the package of an issued report, the sheet to copy from, and the codes of agencies."""

from __future__ import annotations

import csv
import json
import zipfile
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from baocao.models import AgencyCode, FilePart, Report, ReportFile, ReportState
from tests.cast import NOW, Cast, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OURS, THEIRS = "Ủy ban nhân dân xã Quảng Nghiệp", "Phòng Văn hóa và Thông tin huyện"


@pytest.fixture
def report(cast: Cast) -> Report:
    """The report of the demonstration that is issued: number 57 of 2024."""
    return Report.objects.get(commune=cast.commune, state=ReportState.ISSUED)


def package(cast: Cast, report: Report) -> dict[str, bytes]:
    """The files of the zip as the officer gets it."""
    response = signed_in(cast.officer).get(f"/bao-cao/{report.pk}/ban-giao/goi/")
    with zipfile.ZipFile(BytesIO(response.content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.case("SC-201")
def test_the_package_has_the_issued_file_its_sheet_and_its_figures(cast: Cast, report: Report) -> None:
    files = package(cast, report)

    issued = report.files.get(part=FilePart.ISSUED)
    assert files["bao-cao-2024-so-57.pdf"] == issued.whole
    assert {"phu-luc/cac-bang.xlsx", "phu-luc/nguon-so-lieu.xlsx", "so-lieu/tu-dien.csv"} <= files.keys()
    sheet: Any = load_workbook(BytesIO(files["phieu-thong-tin-van-ban.xlsx"])).worksheets[0]
    fields = {row[0]: row[1] for row in sheet.iter_rows(min_row=5, values_only=True)}
    assert (fields["Số và ký hiệu"], fields["Ngày ban hành"]) == ("57/BC-UBND", "20/12/2024")
    assert (fields["Loại văn bản"], fields["Cơ quan ban hành"]) == ("Báo cáo", OURS)
    assert fields["Nơi nhận"] == (
        f"{THEIRS}; Thường trực Đảng ủy, Thường trực HĐND xã (để b/c); Chủ tịch, các Phó Chủ tịch UBND xã; "
        "Các đơn vị thực hiện Kế hoạch"
    )
    assert int(fields["Số trang"]) >= 5
    data = json.loads(files["so-lieu/so-lieu.json"])
    answers = list(csv.DictReader(StringIO(files["so-lieu/so-lieu-co-so.csv"].decode("utf-8-sig"))))
    visits = next(row["values"]["visits_pupils"] for row in data["facilities"] if row["code"] == "TV-TH")
    by_key = {(row["ma_co_so"], row["ma_so_lieu"]): row["gia_tri"] for row in answers}
    assert by_key["TV-TH", "visits_pupils"] == str(visits)
    assert len(files["so-lieu/chi-so.csv"].splitlines()) == len(data["figures"]) + 1
    assert package(cast, report) == files


def test_the_signed_copy_goes_out_instead_of_the_issued_file(cast: Cast, report: Report) -> None:
    signed = b"%PDF-1.7 signed"
    ReportFile.objects.create(
        report=report, part=FilePart.SIGNED, content=signed, sha256="b" * 64, size=len(signed), added_at=NOW
    )

    assert package(cast, report)["bao-cao-2024-so-57.pdf"] == signed


@pytest.mark.case("SC-202")
def test_codes_of_agencies_are_kept_for_the_next_report(cast: Cast, report: Report) -> None:
    officer, page = signed_in(cast.officer), f"/bao-cao/{report.pk}/ban-giao/"
    seen = json.dumps({THEIRS: ""})

    wrong = officer.post(page, {"code_0": "h40.1", "code_1": "", "seen": seen}).content.decode()
    officer.post(page, {"code_0": "", "code_1": "A01.02.03", "seen": seen})
    officer.post(page, {"code_0": "", "code_1": "A01.02.03", "seen": seen})
    late = officer.post(page, {"code_0": "", "code_1": "B9", "seen": seen}, follow=True).content.decode()

    assert "Mã cơ quan chỉ có chữ in hoa không dấu" in wrong
    assert "Người khác vừa sửa mã cơ quan" in late
    assert list(AgencyCode.objects.values_list("agency", "code")) == [(THEIRS, "A01.02.03")]
    assert f"{THEIRS} (A01.02.03)" in officer.get(page).content.decode()
    officer.post(page, {"code_0": "", "code_1": "", "seen": json.dumps({THEIRS: "A01.02.03"})})
    assert not AgencyCode.objects.exists()
    assert AgencyCode.history.count() == 2


@pytest.mark.parametrize("code", ["A..1", ".A", "A.", "a1", "Ủ1", "A" * 36, "A 1", "A\n1"])
def test_a_code_that_is_none_is_refused(cast: Cast, report: Report, code: str) -> None:
    response = signed_in(cast.officer).post(f"/bao-cao/{report.pk}/ban-giao/", {"code_0": code, "seen": "[x"})

    assert response.status_code == 200
    assert not AgencyCode.objects.exists()


def test_what_is_not_issued_is_not_handed_over(cast: Cast) -> None:
    draft = Report.objects.exclude(state=ReportState.ISSUED).filter(commune=cast.commune).first()
    assert draft is not None

    for address in ("", "goi/"):
        response = signed_in(cast.officer).get(f"/bao-cao/{draft.pk}/ban-giao/{address}", follow=True)
        assert "chưa ban hành nên chưa có gì để bàn giao" in response.content.decode()
