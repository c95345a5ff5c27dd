"""The audit log: what gets into it and who reads it."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import load_workbook

from baocao.models import ReportSnapshot
from kehoach.accounts.actions import switch_off
from kehoach.audit.middleware import AuditMiddleware
from kehoach.links.actions import link_for, revoke
from kehoach.models import AuditEvent, AuditKind, Notice, SignedInSession, User
from tests.cast import NOW, Cast, signed_in
from tests.entry_links import link_of
from tests.house import PACKAGES
from tests.pages import filled_in, words

PAGE = "/nhat-ky/"


def latest() -> tuple[str, str, str]:
    """What was written down last: kind, who, what about."""
    row = AuditEvent.objects.latest("pk")
    return row.kind, row.who, row.about


@pytest.mark.case("SC-208")
def test_the_administrator_reads_who_came_in_and_what_was_done(cast: Cast) -> None:
    client = Client()
    client.post("/dang-nhap/", {"username": cast.officer.username, "password": "sai"}, REMOTE_ADDR="198.51.100.7")
    client.post("/dang-nhap/", {"username": "mật khẩu của tôi", "password": "sai"})
    signed_in(cast.officer).get("/thu-vien/?dang=xlsx")
    switch_off(account=User.objects.get(username="th"), by=cast.officer, at=NOW)
    reader = signed_in(cast.administrator)

    page = words(reader.get(PAGE))

    for words_of_a_row in ("Đăng nhập sai", "198.51.100.7", "tên không có trong cổng", "Tắt tài khoản", "Đăng nhập"):
        assert words_of_a_row in page
    assert "mật khẩu của tôi" not in page
    assert "Tắt tài khoản" in words(reader.get(f"{PAGE}?q=tat tai khoan"))
    assert "Tắt tài khoản" not in words(reader.get(f"{PAGE}?viec=failed"))
    assert "198.51.100.7" in words(reader.get(f"{PAGE}?viec=failed&q={cast.officer.username}"))


def test_filters_that_mean_nothing_are_said_and_left_aside(cast: Cast) -> None:
    response = signed_in(cast.administrator).get(f"{PAGE}?viec=x&tu=31/31/2026&den=01/01/2020&trang=0&q=%00")

    assert response.status_code == 200
    assert "Không có việc nào" in words(response)


def test_the_log_as_excel_has_what_the_page_shows(cast: Cast) -> None:
    AuditEvent.objects.create(at=timezone.now(), kind=AuditKind.EXPORT, who="=HYPERLINK(1)")
    response = signed_in(cast.administrator).get(f"{PAGE}?dang=xlsx&viec=export")

    sheet = load_workbook(BytesIO(response.content)).active
    assert [cell.value for cell in sheet[5]][1:3] == ["Xuất bảng số liệu", "=HYPERLINK(1)"]
    assert sheet.cell(5, 3).data_type == "s"
    assert latest() == ("export", "Quản trị", "nhat-ky.xlsx (/nhat-ky/)")


def test_a_pdf_that_is_read_is_written_down_and_a_picture_is_not(cast: Cast, rf: RequestFactory) -> None:
    request = rf.get("/bao-cao/1/")
    request.user = cast.leader
    files = {"báo cáo.pdf": "application/pdf", "anh.jpg": "image/jpeg"}
    for name, kind in files.items():
        disposition = content_disposition_header(as_attachment=False, filename=name)
        answer = HttpResponse(b"", content_type=kind, headers={"Content-Disposition": disposition})
        AuditMiddleware(lambda request, answer=answer: answer)(request)

    assert latest() == ("download", str(cast.leader), "báo cáo.pdf (/bao-cao/1/)")


def test_links_files_and_the_administration_are_written_down(cast: Cast) -> None:
    link = link_of("TH")
    assert latest()[0] == "link"
    revoke(link=link, by=cast.officer, at=NOW)
    assert latest()[:2] == ("link", str(cast.officer))
    assert latest()[2].startswith("Thu hồi đường dẫn: Trường Tiểu học")
    link_for(unit=link.unit, year=link.reporting_year, by=cast.officer, at=NOW)

    client = signed_in(cast.administrator)
    client.get("/tai-khoan/du-lieu/")
    assert latest() == ("export", "Quản trị", "du-lieu-ve-toi.json (/tai-khoan/du-lieu/)")
    client.post("/dang-xuat/")
    assert latest()[0] == "signed_out"
    signed_in(cast.reporter).get("/nguoi-dung/")
    assert latest()[::2] == ("denied", "GET /nguoi-dung/")


def test_what_is_changed_of_accounts_says_from_which_machine(cast: Cast) -> None:
    officer, administrator = signed_in(cast.officer), signed_in(cast.administrator)
    unit, commune = cast.reporter.unit, f"/quan-tri/kehoach/commune/{cast.commune.pk}/change/"
    renamed = filled_in(administrator.get(commune), "name") | {"contact_name": "Phạm Thị Hoa"}

    officer.post("/nguoi-dung/moi-mot-nguoi/", {"unit": unit.code, "name": "Lê Hà"}, REMOTE_ADDR="198.51.100.8")
    administrator.post(commune, renamed, REMOTE_ADDR="198.51.100.9")
    switch_off(account=User.objects.get(username="th"), by=cast.officer, at=NOW)

    assert AuditEvent.objects.filter(about__contains="Lê Hà").values_list("address", flat=True)[0] == "198.51.100.8"
    assert AuditEvent.objects.filter(kind=AuditKind.ADMINISTRATION).latest("pk").address == "198.51.100.9"
    assert AuditEvent.objects.latest("pk").address == "", "a command has none"


def test_every_row_that_people_write_has_its_history() -> None:
    """The portal alone writes the others, once; a session is gone when it ends."""
    models = [model for room in PACKAGES for model in apps.get_app_config(room).get_models()]
    histories = {model.instance_type for model in models if hasattr(model, "instance_type")}
    without = {model for model in models if not hasattr(model, "instance_type") and model not in histories}

    assert len(histories) > 40
    assert without == {AuditEvent, Notice, ReportSnapshot, SignedInSession}
