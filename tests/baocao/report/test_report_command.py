"""manage.py report: where it writes, what it warns of, and what it refuses with a sentence."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from page import validate_pdf_bytes

from baocao.document.typesetting import MissingFont
from baocao.models import Report
from baocao.report import files
from tests.baocao.document.pdf_reading import attachments, metadata, read
from tests.baocao.report.report_reading import years_of
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.once


def run(*args: str) -> tuple[str, str]:
    """What the command prints on standard output and on standard error."""
    out, err = StringIO(), StringIO()
    call_command("report", *args, "--commune", "11122", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_report_is_written_and_its_place_is_told(cast: Cast, tmp_path: Path, each_pdf_once: None) -> None:
    target = tmp_path / "out" / "moi" / "bao-cao.pdf"

    out, err = run("--year", "2025", "--output", str(target))

    pages = read(target.read_bytes())
    assert out.strip() == f"Đã ghi báo cáo năm 2025 (dự thảo): {target}"
    assert err == ""
    assert pages[0].line("BÁO CÁO").text == "BÁO CÁO"
    assert "TM. ỦY BAN NHÂN DÂN" in "".join(page.text for page in pages)
    assert metadata(target.read_bytes())["Title"] == "Báo cáo kết quả thực hiện Kế hoạch số 04/KH-UBND năm 2025"


def test_the_file_carries_attainment_and_figures_and_is_the_same_every_time(cast: Cast, tmp_path: Path) -> None:
    files = [tmp_path / "1.pdf", tmp_path / "2.pdf"]
    for file in files:
        run("--year", "2026", "--output", str(file))

    *_, found = attachments(files[0].read_bytes())
    told = json.loads(found.content)
    figures = {row["code"]: row for row in told.pop("figures")}
    assert files[0].read_bytes() == files[1].read_bytes()
    assert found.name == "so-lieu-2026.json"
    assert {"cited", "forms", "plan", "document"} <= told.keys()
    attained = json.loads(json.dumps(years_of(cast.commune).as_json(2026)))
    assert {name: told[name] for name in attained} == attained
    assert figures["TV-TH"]["values"]["pupils"] == 435
    assert figures["TV-TH"]["values"]["services"][0] == "lending"
    assert figures["VH-XA"]["values"]["has_internet"] is True
    assert figures["TV-XA"] == {
        "kind": "thu-vien",
        "code": "TV-XA",
        "name": "Thư viện xã Quảng Nghiệp",
        "unit": "Công chức Văn hóa và Thông tin xã",
        "values": None,
        "totals": {},
    }


@pytest.mark.parametrize("year", ["2025", "2026"])
def test_the_file_is_for_the_archive_and_for_screen_readers(
    cast: Cast, tmp_path: Path, year: str, each_pdf_once: None
) -> None:
    run("--year", year, "--output", str(tmp_path / "b.pdf"))

    for profile in ("3a", "ua1"):
        verdict = validate_pdf_bytes((tmp_path / "b.pdf").read_bytes(), profile=profile)
        assert [failure.message for failure in verdict.failures] == []


def test_a_year_without_figures_is_written_with_a_warning(cast: Cast, tmp_path: Path, each_pdf_once: None) -> None:
    out, err = run("--year", "2030", "--output", str(tmp_path / "b.pdf"))

    assert "Năm 2030 chưa có số liệu nào được duyệt" in err
    assert "Đã ghi" in out
    assert "chưa mở kỳ thu thập số liệu năm 2030" in read((tmp_path / "b.pdf").read_bytes())[0].text


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (
            ("--kind", "hang-nam"),
            "Không có loại báo cáo «hang-nam». Hiện có: annual (báo cáo năm), midterm (báo cáo sơ kết), final (báo cáo "
            "tổng kết).",
        ),
        (("--output", "b.doc"), "Không ghi được tệp «b.doc»: tên tệp phải có đuôi .pdf, .docx, .xlsx."),
        (("--output", "b"), "Không ghi được tệp «b»: tên tệp phải có đuôi .pdf, .docx, .xlsx."),
        (("--commune", "99999"), "Không có xã nào mang mã «99999»."),
        (("--year", "1999"), "«1999» không phải là một năm"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(cast: Cast, args: tuple[str, str], sentence: str) -> None:
    given = {"--year": "2025", "--output": "b.pdf", "--commune": "11122", args[0]: args[1]}

    with pytest.raises(CommandError) as refusal:
        call_command("report", *(text for pair in given.items() for text in pair))

    assert sentence in str(refusal.value)


def test_a_place_that_cannot_be_written_is_told(cast: Cast, tmp_path: Path, each_pdf_once: None) -> None:
    (tmp_path / "b").write_text("")

    with pytest.raises(CommandError, match=r"Không ghi được tệp .*b/b\.pdf\. Hãy xem lại thư mục và quyền ghi\."):
        run("--year", "2030", "--output", str(tmp_path / "b" / "b.pdf"))


def test_a_missing_font_is_told_and_nothing_is_written(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_font(*_: object) -> bytes:
        raise MissingFont("Máy chủ thiếu phông chữ.")

    monkeypatch.setattr(files, "pdf_of", without_font)

    with pytest.raises(CommandError, match="Máy chủ thiếu phông chữ"):
        run("--year", "2025", "--output", str(tmp_path / "b.pdf"))

    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize(("kind", "word"), [("midterm", "Sơ kết"), ("final", "Tổng kết")])
def test_several_years_are_one_report_with_the_figures_of_each(
    cast: Cast, tmp_path: Path, kind: str, word: str
) -> None:
    out, _ = run("--year", "2025", "--kind", kind, "--output", str(tmp_path / "b.pdf"))

    pdf = (tmp_path / "b.pdf").read_bytes()
    told = json.loads(attachments(pdf)[-1].content)
    assert out.startswith(f"Đã ghi báo cáo {word.lower()} 2025 (dự thảo): ")
    assert read(pdf)[0].line(f"{word} thực hiện Kế hoạch số 04/KH-UBND").faces == {"Liberation-Serif-Bold"}
    assert [(one["year"], one["targets"][2]["conditions"][0]["value"]) for one in told["years"]] == [
        (2022, 6775),
        (2023, 7420),
        (2024, 8066),
        (2025, 8882),
    ]
    for profile in ("3a", "ua1"):
        assert [failure.message for failure in validate_pdf_bytes(pdf, profile=profile).failures] == []


def test_a_review_of_years_before_the_plan_is_refused(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Kế hoạch bắt đầu từ năm 2023: chưa có gì để sơ kết"):
        run("--year", "2022", "--kind", "midterm", "--output", str(tmp_path / "b.pdf"))


@pytest.mark.case("SC-140")
def test_of_an_issued_year_only_what_was_issued_leaves_the_portal(cast: Cast, tmp_path: Path) -> None:
    issued = Report.objects.get(commune=cast.commune, year=2024)
    officer = signed_in(cast.officer)

    out, _ = run("--year", "2024", "--output", str(tmp_path / "b.pdf"))
    download = officer.get("/bao-cao/2024/hang-nam/tai/", {"so": "99"})
    preview = officer.get("/bao-cao/2024/hang-nam/")

    kept = issued.files.get().whole
    assert out.startswith("Đã ghi báo cáo năm 2024 (số 57/BC-UBND): ")
    assert (tmp_path / "b.pdf").read_bytes() == download.content == kept
    assert download["Content-Disposition"] == 'inline; filename="bao-cao-2024-so-57.pdf"'
    assert preview["Location"] == f"/bao-cao/{issued.pk}/xem/"


@pytest.mark.parametrize(("ending", "first"), [("docx", b"PK"), ("XLSX", b"PK"), ("pdf", b"%PDF-")])
def test_the_ending_of_the_file_chooses_what_is_written(cast: Cast, tmp_path: Path, ending: str, first: bytes) -> None:
    run("--year", "2024", "--output", str(tmp_path / f"b.{ending}"))

    assert (tmp_path / f"b.{ending}").read_bytes().startswith(first)
