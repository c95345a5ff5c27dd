"""A report that is issued: by whom, what everybody may read of it then, and how its file is recognised."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from baocao.models import FilePart, RegisterEntry, Report, ReportFile, ReportKind, ReportState
from kehoach.common.uploads import LARGEST_BYTES
from kehoach.models import State
from tests.access.areas.report_steps import PDF, issued_report, keep, ours, proposed
from tests.baocao.issuing.test_report_pages import of
from tests.cast import Cast, figures_of, put_into, signed_in
from tests.pages import beside, filled_in, words


@pytest.fixture
def waiting(cast: Cast) -> str:
    """The address of a proposed report in which nothing is left to be looked at."""
    return f"/bao-cao/{proposed(None)['pk']}/"  # type: ignore[arg-type]


@pytest.mark.once
@pytest.mark.case("SC-026")
def test_the_leader_issues_and_everybody_reads_the_same_bytes(
    waiting: str, cast: Cast, leader: Client, officer: Client
) -> None:
    form = filled_in(leader.get(f"{waiting}ban-hanh/"), "number")
    sent = {**form, "number": "12", "signed_on": "05/01/2026"}

    assert leader.post(f"{waiting}ban-hanh/", sent)["Location"] == waiting
    assert leader.post(f"{waiting}ban-hanh/", sent)["Location"] == waiting

    report = of(waiting)
    assert report.entry.full_number == "12/BC-UBND"
    kept = report.files.get().whole
    assert kept.startswith(b"%PDF-1.7")
    for client in (leader, officer, signed_in(cast.overseer)):
        response = client.get(f"{waiting}tep/")
        assert response.content == kept
        assert 'filename="bao-cao-2023-so-12.pdf"' in response["Content-Disposition"]
    assert "Báo cáo số 12/BC-UBND" in words(signed_in(cast.overseer).get(waiting))
    assert "Số 12/BC-UBND" in words(officer.get("/bao-cao/"))


@pytest.mark.once
@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("number", "0", "Số văn bản bắt đầu từ 1."),
        ("number", "", "Hãy ghi số văn bản."),
        ("signed_on", "31/02/2026", "Không có ngày 31/02/2026."),
        ("signed_on", "05/01/2022", "không thể trước năm 2023"),
        ("signed_on", "05/01/2099", "không thể sau hôm nay"),
        ("signed_on", "05/01/2999", "Năm 2999 xa quá."),
    ],
)
def test_a_slip_in_number_or_date_issues_nothing(
    waiting: str, leader: Client, field: str, typed: str, sentence: str
) -> None:
    form = filled_in(leader.get(f"{waiting}ban-hanh/"), "number")

    response = leader.post(f"{waiting}ban-hanh/", {**form, "signed_on": "05/01/2026", field: typed})

    assert sentence in beside(response, field)
    assert of(waiting).state == ReportState.PROPOSED


@pytest.mark.once
def test_what_changed_after_the_page_was_opened_is_shown_before_it_is_issued(waiting: str, leader: Client) -> None:
    form = filled_in(leader.get(f"{waiting}ban-hanh/"), "number")
    put_into("TV-TH", State.RETURNED, year=2023)

    response = leader.post(f"{waiting}ban-hanh/", {**form, "signed_on": "05/01/2026"}, follow=True)

    assert of(waiting).state == ReportState.PROPOSED
    assert "còn 2 điều phải xem" in words(response), "who is missing, and sums that a reason was given for before"
    assert "Về trang báo cáo để ghi lý do vẫn ban hành" in words(leader.get(f"{waiting}ban-hanh/"))


@pytest.mark.once
def test_an_issued_report_says_what_was_changed_since(officer: Client, leader: Client) -> None:
    report = issued_report()
    figures = figures_of("TV-TH", 2023)
    before = figures.loans  # type: ignore[attr-defined]
    figures.loans = before + 7  # type: ignore[attr-defined]
    figures.save()
    put_into("VH-MAC", State.RETURNED, year=2023)

    told = words(leader.get(f"/bao-cao/{report.pk}/"))

    assert "Số liệu đã duyệt thay đổi sau khi ban hành (2 chỗ)" in told
    assert f"Thư viện Trường Tiểu học Quảng Nghiệp Lượt mượn về nhà {before:,} {before + 7:,}".replace(",", ".") in told
    assert "Cả phiếu có số liệu chưa có số liệu được duyệt" in told


@pytest.mark.once
def test_the_same_page_says_nothing_where_nothing_changed(leader: Client) -> None:
    assert "thay đổi sau khi ban hành" not in words(leader.get(f"/bao-cao/{issued_report().pk}/"))


def upload(content: bytes) -> dict[str, SimpleUploadedFile]:
    """A file as a browser sends it."""
    return {"file": SimpleUploadedFile("bao-cao.pdf", content, "application/pdf")}


@pytest.mark.once
def test_a_file_is_recognised_by_every_byte(cast: Cast, leader: Client, officer: Client) -> None:
    report = issued_report()
    keep(report, FilePart.SCANNED, b"%PDF-1.4 scan")
    files = ReportFile.objects.count()

    assert "Đúng bản đã ban hành Báo cáo số" in words(leader.post("/bao-cao/kiem-tra/", upload(PDF)))
    assert "Đúng bản quét mà cổng giữ" in words(leader.post("/bao-cao/kiem-tra/", upload(b"%PDF-1.4 scan")))
    other = leader.post("/bao-cao/kiem-tra/", upload(b"%PDF-1.4 other"))
    assert "Không phải bản đã ban hành" in words(other)
    assert sha256(b"%PDF-1.4 other").hexdigest() in words(other)
    assert ReportFile.objects.count() == files
    Report.objects.filter(pk=report.pk).update(kind=ReportKind.FINAL)
    second = ours(ReportState.ISSUED, 2021)
    Report.objects.filter(pk=second.pk).update(replaces=report)
    RegisterEntry.objects.create(
        commune=cast.commune, year=2033, number=3, symbol="BC-UBND", signed_on="2033-01-05", report=second
    )
    told = words(leader.post("/bao-cao/kiem-tra/", upload(PDF)))
    assert "nhưng đã được thay thế" in told
    assert "Bản đang có giá trị: Báo cáo số 03/BC-UBND" in told


@pytest.mark.once
def test_another_communes_officer_does_not_learn_what_a_file_is(cast: Cast) -> None:
    issued_report()

    told = words(signed_in(cast.stranger).post("/bao-cao/kiem-tra/", upload(PDF)))

    assert "Không phải bản đã ban hành" in told


@pytest.mark.once
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Đây không phải tệp PDF."),
        (b"PK\x03\x04", "Đây không phải tệp PDF."),
        (b"%PDF-" + b"x" * LARGEST_BYTES, "Tệp lớn hơn 10 MB"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(leader: Client, content: bytes, sentence: str) -> None:
    response = leader.post("/bao-cao/kiem-tra/", upload(content))

    assert sentence in beside(response, "file")


@pytest.mark.once
def test_a_signed_copy_is_only_ever_downloaded(officer: Client) -> None:
    report = issued_report()
    kept = keep(report, FilePart.SCANNED, PDF + b" scan")

    response = officer.get(f"/bao-cao/{report.pk}/ban-ky/{kept.pk}/")

    assert response.content == PDF + b" scan"
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.once
@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.PROPOSED, ReportState.RETURNED])
def test_the_label_is_the_state_wherever_it_is_shown(
    officer: Client, leader: Client, state: ReportState, cast: Cast
) -> None:
    report = ours(state, 2024)

    for client, page in (
        (officer, f"/bao-cao/{report.pk}/"),
        (leader, f"/bao-cao/{report.pk}/"),
        (officer, "/bao-cao/"),
    ):
        assert state.label in words(client.get(page))
    for other in set(ReportState) - {state, ReportState.DRAFT, ReportState.RETURNED}:
        heading = words(officer.get(f"/bao-cao/{report.pk}/")).partition("Các mục của báo cáo")[0]
        assert other.label not in heading.replace(f"{other.label} ngày", "")


@pytest.mark.once
def test_an_issued_report_is_had_in_word_as_it_was_frozen(officer: Client) -> None:
    report = issued_report()
    before = officer.get(f"/bao-cao/{report.pk}/tep/docx/")
    put_into("TV-TH", State.RETURNED, year=2023)

    after = officer.get(f"/bao-cao/{report.pk}/tep/docx/")

    assert before.content == after.content
    assert after["Content-Disposition"].endswith('.docx"')
    assert officer.get(f"/bao-cao/{report.pk}/tep/pdf/").status_code == 404


def test_the_level_above_finds_the_issued_reports_of_all_communes_at_once(cast: Cast) -> None:
    report = issued_report()
    draft = ours(ReportState.DRAFT, 2022)

    page = signed_in(cast.overseer).get("/")

    assert f'href="/bao-cao/{report.pk}/"' in page.content.decode()
    assert f'href="/bao-cao/{draft.pk}/"' not in page.content.decode()
    assert report.entry.full_number in words(page)
