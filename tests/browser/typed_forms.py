"""Every form of the portal into which something is typed, and what a test types; the state it needs is made here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from baocao.issuing.actions.approval import return_report
from baocao.issuing.actions.writing import start_report
from baocao.models import Report, ReportHead, ReportKind, SuperiorForm
from kehoach.common.periods import default_window
from kehoach.figures.actions.steps_back import ask_back
from kehoach.models import Activity, Commendation, DataRequest, Occasion, Plan, ReportingYear, State, User
from kehoach.questionnaire.values import Absent
from kehoach.years.actions import open_year
from tests.baocao.superior_forms.unknown_form import unknown_form
from tests.cast import DEMONSTRATED, figures_of, put_into, signed_in

WORDS = "Mái hiên bị dột"


@dataclass(frozen=True)
class Form:
    """One form: who fills it in, its page, the field that is typed into, and what; a tick or choice is changed."""

    username: str
    path: str
    field: str
    words: str = WORDS

    def __str__(self) -> str:
        return f"{self.path} {self.field}"


def forms_of_the_year() -> Iterator[Form]:
    """The yearly form and its steps."""
    blank = figures_of("TV-MN")
    blank.set_value("loans", Absent.UNANSWERED)
    blank.save()
    village = User.objects.get(username="thon-gom")
    ask_back(put_into("VH-GOM", State.ACCEPTED), by=village, at=timezone.now(), reason="Nhập thiếu")
    yield Form("mn", "/thu-vien/TV-MN/2026/nhap/", "active_users", "39")
    yield Form("mn", "/thu-vien/TV-MN/2026/nhap/", "services-note")
    yield Form("mn", "/thu-vien/TV-MN/2026/nhap/", "services")
    yield Form("mn", "/thu-vien/TV-MN/2026/nhap/", "services-same")
    yield Form("mn", "/thu-vien/TV-MN/2026/nop/", "loans", "12")
    yield Form("thcs", "/thu-vien/TV-THCS/2026/rut-lai/", "words")
    yield Form("th", "/thu-vien/TV-TH/2026/xin-tra-lai/", "reason")
    yield Form("cong-chuc", "/van-hoa/VH-GOM/2026/khong-tra-lai/", "reason")
    ReportingYear.objects.filter(commune__code=DEMONSTRATED, year=2022).update(closed_at=None, closed_by=None)
    put_into("TV-TH", State.DRAFT, year=2022)
    yield Form("cong-chuc", "/so-lieu/2022/nop-chung/", "name")
    yield Form("cong-chuc", "/nguoi-phu-trach/", "name")
    yield Form("cong-chuc", "/thu-vien/TV-XA/2026/nop/", "name")
    yield Form("cong-chuc", "/thu-vien/TV-TH/2026/tra-lai/", "reason")
    yield Form("mn", "/thu-vien/TV-MN/2026/minh-chung/", "question", "Số chỗ ngồi")
    yield Form("cong-chuc", "/so-lieu/2026/han/", "unit_deadline", "17/12/2026")
    yield Form("cong-chuc", "/so-lieu/mo-nam/", "unit_deadline", "17/12/2026")
    yield Form("cong-chuc", "/so-lieu/2026/", "chosen")


def forms_of_tasks_books_and_reports() -> Iterator[Form]:
    """What is noted and decided on the way to the report."""
    plan, officer = Plan.objects.select_related("commune").get(), User.objects.get(username="cong-chuc")
    draft = start_report(plan=plan, year=2023, kind=ReportKind.ANNUAL, by=officer, at=timezone.now()).pk
    proposed, issued = Report.objects.get(state="proposed").pk, Report.objects.filter(state="issued").latest("year").pk
    coming = open_year(commune=plan.commune, year=2027, window=default_window(2027), by=officer, at=timezone.now())
    yield Form("cong-chuc", "/thu-vien/TV-MN/", "reason")
    yield Form("mn", "/nhiem-vu/IV.2.a/2026/MN/", "result")
    yield Form("mn", "/nhiem-vu/IV.2.a/2026/MN/", "answer")
    yield Form("cong-chuc", "/nhiem-vu/IV.2.b/2026/TH/", "reason")
    yield Form("cong-chuc", "/nhiem-vu/IV.2.b/2026/TH/", "question")
    yield Form("cong-chuc", "/nhiem-vu/giai-trinh/", "question")
    yield Form("cong-chuc", "/nhiem-vu/phan-cong/", "chosen_units")
    yield Form("cong-chuc", "/nhiem-vu/IV.5/", "unit-1", "Phối hợp")
    yield Form("cong-chuc", "/hoat-dong/them/", "title")
    yield Form("cong-chuc", f"/hoat-dong/{Activity.objects.latest('pk').pk}/sua/", "title")
    yield Form("tai-chinh", "/kinh-phi/them/", "purpose")
    yield Form("dai-truyen-thanh", "/truyen-thanh/them/", "form-2-title")
    yield Form("cong-chuc", f"/khen-thuong/{Commendation.objects.latest('pk').pk}/ket-qua/", "number", "45/QĐ-UBND")
    yield Form("cong-chuc", "/hoat-dong/dip/", "name")
    yield Form("cong-chuc", f"/hoat-dong/dip/{Occasion.objects.latest('pk').pk}/", "name")
    yield Form("cong-chuc", "/so-lieu/2025/", "reason")
    yield Form("cong-chuc", f"/so-lieu/{coming.year}/khoa/", "reason")
    yield Form("cong-chuc", f"/bao-cao/{draft}/muc/III.1/", "text")
    yield Form("cong-chuc", f"/bao-cao/{draft}/", "reason")
    yield Form("cong-chuc", f"/bao-cao/{issued}/", "reason")
    yield Form(
        "cong-chuc", f"/bao-cao/the-thuc/{ReportHead.objects.latest('pk').pk}/ket-thuc/", "last_day", "31/12/2026"
    )
    yield Form("cong-chuc", "/bao-cao/the-thuc/them/?mau=b", "parent")
    yield Form("cong-chuc", f"/bao-cao/{proposed}/rut-lai/", "reason")
    yield Form("chu-tich", f"/bao-cao/{proposed}/tra-lai/", "reason")
    yield Form("chu-tich", f"/bao-cao/{proposed}/ban-hanh/", "number", "17")


def forms_beside_the_year() -> Iterator[Form]:
    """What is kept all year, asked once, and settled about accounts, units and dates."""
    school = User.objects.get(username="mn")
    asked = DataRequest.objects.create(account=school, kind="correct", words="Sai số", asked_at=timezone.now())
    yield Form("mn", "/thu-vien/TV-MN/2026/so-thang/2026-10-01/", "visits_pupils", "39")
    yield Form("mn", "/bieu-mau/tra-loi/2026/TV-MN/", "address")
    yield Form("cong-chuc", "/bieu-mau/tra-loi/2026/", "recogniser")
    yield Form("cong-chuc", "/lich/2026/the-thao/", "document_number", "45/BC-UBND")
    yield Form("cong-chuc", "/lich/2026/the-thao/", "receiver")
    yield Form("cong-chuc", "/lich/du-kien/them/", "title")
    yield Form("cong-chuc", "/bao-cao/1/ban-giao/", "code_0", "H23.12")
    yield Form("cong-chuc", "/mau-cap-tren/them/", "title")
    yield Form("cong-chuc", "/cong-bo-du-lieu/", "is_public")
    yield Form("cong-chuc", "/nguoi-dung/moi-mot-nguoi/", "position")
    yield Form("cong-chuc", f"/nguoi-dung/{school.pk}/ban-giao/", "name")
    yield Form("cong-chuc", "/nguoi-dung/", "units")
    yield Form("mn", "/", "ma")
    yield Form("mn", "/tai-khoan/", "position")
    yield Form("mn", "/du-lieu-ca-nhan/yeu-cau/", "words")
    yield Form("quan-tri", f"/nguoi-dung/yeu-cau/{asked.pk}/", "words")
    yield Form("quan-tri", "/sap-xep/unit/rename/", "document_number", "12/QĐ-UBND")
    yield Form("cong-chuc", "/sap-xep/thu-tu/", f"unit-{school.unit_id}", "7")


def forms_of_others() -> Iterator[Form]:
    """What the leader has sent back, and what a superior has sent."""
    leader, proposed = User.objects.get(username="chu-tich"), Report.objects.get(state="proposed")
    return_report(report=proposed, remarks={}, reason="Đọc lại", by=leader, at=timezone.now())
    yield Form("cong-chuc", f"/bao-cao/{proposed.pk}/", "why_unchanged")
    book = SimpleUploadedFile("bieu.xlsx", unknown_form())
    signed_in(User.objects.get(username="cong-chuc")).post("/mau-cap-tren/them/", {"title": "Biểu 01", "file": book})
    cell = f"/mau-cap-tren/{SuperiorForm.objects.latest('pk').pk}/danh-dau/?nam=2025&trang=0&o=B27"
    yield Form("cong-chuc", f"{cell}&nguon=thu-vien.loans", "window", "sáu tháng đầu năm")
