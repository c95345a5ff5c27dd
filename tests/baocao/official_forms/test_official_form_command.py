"""manage.py form: three kinds of files, and a sentence for everything that cannot be."""

from __future__ import annotations

from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from openpyxl import load_workbook

from tests.baocao.document.pdf_reading import read
from tests.cast import Cast

pytestmark = pytest.mark.once


def run(*args: str) -> tuple[str, str]:
    """What the command prints on standard output and on standard error."""
    out, err = StringIO(), StringIO()
    call_command("form", *args, "--commune", "11122", stdout=out, stderr=err)
    return out.getvalue().strip(), err.getvalue().strip()


@pytest.mark.case("SC-189")
def test_a_form_is_written_as_pdf_word_and_excel(cast: Cast, tmp_path: Path, each_pdf_once: None) -> None:
    files = {ending: tmp_path / f"to/bieu.{ending}" for ending in ("pdf", "docx", "xlsx")}
    for file in files.values():
        out, err = run("cong-dong-hoc-tap", "--year", "2025", "--output", str(file))
        assert out == f"Đã ghi Cộng đồng học tập cấp xã năm 2025: {file}"
        assert err == ""

    text = " ".join(page.text for page in read(files["pdf"].read_bytes()))
    assert "TỜ TRÌNH" in text
    assert "chưa có" not in text
    assert "còn thiếu 12 mục" in run("nua-nam", "--year", "2025", "--output", str(tmp_path / "nua-nam.docx"))[1]
    assert "Tiêu chí 5. Người dân học tập" in ZipFile(files["docx"]).read("word/document.xml").decode()
    book = load_workbook(BytesIO(files["xlsx"].read_bytes()))
    values = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert 2028 in values
    assert "Thông tư 25/2023/TT-BGDĐT, chỉ tiêu 1.1" in values


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("khong-co", "--year", "2025"), "Không có biểu «khong-co»."),
        (("cong-dong-hoc-tap", "--year", "2022"), "không dùng cho năm 2022"),
        (("cong-dong-hoc-tap", "--year", "2031"), "chưa mở năm báo cáo 2031"),
        (("cong-dong-hoc-tap", "--year", "2025", "--unit", "TH"), "biểu chung của xã"),
        (("thu-vien-05-2020", "--year", "2025", "--unit", "X"), "Các mã có: TV-XA, TV-TH"),
        (("thu-vien-05-2020", "--year", "2025", "--unit", "THON-GOM"), "Không có thư viện nào của «THON-GOM»"),
    ],
)
def test_what_cannot_be_written_is_said(cast: Cast, tmp_path: Path, args: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(*args, "--output", str(tmp_path / "x.docx"))
    with pytest.raises(CommandError, match="phải có đuôi"):
        run("cong-dong-hoc-tap", "--year", "2025", "--output", str(tmp_path / "x.odt"))
    assert list(tmp_path.iterdir()) == []
