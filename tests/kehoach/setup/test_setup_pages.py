"""The pages by which a workbook sets a commune up: shown first, written once, had again."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from kehoach.excel.workbooks.marking import LIST_SHEET
from kehoach.models import (
    Commune,
    SentWorkbook,
    Unit,
)
from tests.cast import Cast, signed_in
from tests.pages import filled_in, words
from tests.setup_workbooks import NEIGHBOUR, changed, put
from thuvien.models import Library


def send(client: Client, content: bytes) -> HttpResponse:
    """Sends a workbook and follows to what is shown of it."""
    return client.post("/thiet-lap/", {"file": SimpleUploadedFile("xa.xlsx", content)}, follow=True)


def confirm(client: Client, shown: HttpResponse) -> HttpResponse:
    """Presses the button of the page that was shown."""
    return client.post(shown.request["PATH_INFO"], filled_in(shown, "digest"), follow=True)


@pytest.mark.once
@pytest.mark.case("SC-033")
def test_the_page_shows_first_and_writes_once(cast: Cast, demo: bytes) -> None:
    client, content = signed_in(cast.administrator), changed(demo, *NEIGHBOUR)
    looked = send(client, content)
    assert not Commune.objects.filter(code="11999").exists()
    assert "xã Thử Nghiệm" in words(looked)

    written, again = confirm(client, looked), confirm(client, looked)
    assert words(written) == words(again)
    assert "Đã thiết lập xã Thử Nghiệm" in words(written)
    assert "Số liệu năm 2022 trong tệp đã vào cổng là bản nháp" in words(written)
    assert Library.objects.filter(commune__code="11999").count() == 5


@pytest.mark.once
def test_the_workbook_that_was_written_stays_and_can_be_had_again(cast: Cast, demo: bytes) -> None:
    client, content = signed_in(cast.administrator), changed(demo, put("Đơn vị", "name", 1, "Ủy ban nhân dân xã"))
    confirm(client, send(client, content))
    kept = SentWorkbook.objects.get()

    assert (kept.sent_by, kept.commune, kept.changed) == (cast.administrator, cast.commune, 1)
    assert "Xã Quảng Nghiệp: xa.xlsx" in words(client.get("/thiet-lap/"))
    assert client.get(f"/thiet-lap/{kept.pk}/tep/").getvalue() == content


@pytest.mark.once
def test_what_is_something_else_by_now_is_shown_again(cast: Cast, demo: bytes) -> None:
    client = signed_in(cast.administrator)
    looked = send(client, changed(demo, put("Đơn vị", "name", 1, "Ủy ban nhân dân xã")))
    Unit.objects.filter(commune=cast.commune, code="UBND").update(name="UBND")

    again = confirm(client, looked)

    assert again.status_code == 409
    assert "Dữ liệu trên cổng đã thay đổi trong lúc đó nên chưa ghi gì." in words(again)
    assert Unit.objects.get(commune=cast.commune, code="UBND").name == "UBND"
    assert "Đã thiết lập" in words(confirm(client, again))


@pytest.mark.once
def test_every_fault_is_on_the_page_and_in_the_marked_file(cast: Cast, demo: bytes) -> None:
    client = signed_in(cast.administrator)
    wrong = changed(demo, put("Đơn vị", "kind", 3, "Cửa hàng"), put("Thư viện", "unit", 1, "KHONG-CO"))
    shown = send(client, wrong)

    assert "Tệp có 2 chỗ phải sửa" in words(shown)
    marked = client.get(f"{shown.request['PATH_INFO']}danh-dau/")
    workbook = openpyxl.load_workbook(BytesIO(marked.content))
    cell = workbook["Đơn vị"]["D8"]
    assert "Ô ghi “Cửa hàng”. Cần một trong:" in cell.comment.text
    assert cell.fill.fgColor.rgb == "00FBD5CF"
    assert [row[0].value for row in workbook[LIST_SHEET].iter_rows(min_row=2)] == ["Đơn vị", "Thư viện"]

    mended = changed(marked.content, put("Đơn vị", "kind", 3, "Hội"), put("Thư viện", "unit", 1, "TH"))
    assert "thay đổi, 0 lỗi" in words(send(client, mended))


@pytest.mark.once
def test_a_sheet_of_too_many_rows_is_refused_whole(cast: Cast, demo: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kehoach.setup.reading.MOST_ROWS", 13)

    assert "Trang Đơn vị có hơn 13 dòng." in words(send(signed_in(cast.administrator), demo))
