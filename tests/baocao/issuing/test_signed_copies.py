"""Copies of an issued report that came back signed: what is checked, what is told, what is kept."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from baocao.document.pdf import render_pdf
from baocao.document.signed_copy import NotSigned, signed_copy
from baocao.models import FilePart, Report, ReportFile
from tests.access.areas.report_steps import issued_report
from tests.baocao.document.signing_by_hand import (
    AUTHORITY,
    CHAIRMAN,
    COMMITTEE,
    changed_at,
    emptied,
    signed,
    with_a_bomb,
)
from tests.baocao.document.test_pdf_file import SHORT
from tests.cast import Cast, signed_in
from tests.pages import beside, words

CHECK = "/bao-cao/kiem-tra/"
DIGITAL, PAPER = "signed", "scanned"
SCAN = b"%PDF-1.4 a scan of the paper"
Make = Callable[[bytes], bytes]


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "with a field"])
def issued(request: pytest.FixtureRequest) -> bytes:
    """An issued file, without and with the empty field for a signature."""
    return render_pdf(SHORT, signature_field=request.param)


@pytest.fixture(scope="module")
def file() -> bytes:
    """An issued file."""
    return render_pdf(SHORT)


@pytest.fixture
def report(cast: Cast, file: bytes) -> Report:
    """An issued report with that file."""
    report = issued_report()
    report.files.update(content=file, sha256=sha256(file).hexdigest(), size=len(file))
    return report


def sent(content: bytes, part: str = "") -> dict[str, Any]:
    """A file as a browser sends it."""
    file = SimpleUploadedFile("bao-cao.pdf", content, "application/pdf")
    return {"file": file, "part": part} if part else {"file": file}


def test_who_signed_and_when_is_read_from_the_certificate(issued: bytes) -> None:
    found = signed_copy(signed(issued), issued)

    (one,) = found.signers
    assert one.name == f"{CHAIRMAN}, {COMMITTEE}"
    assert one.words.startswith(f"{CHAIRMAN}, {COMMITTEE} ký lúc ")
    assert one.certificate.startswith(f"Chứng thư do {AUTHORITY} cấp, có hiệu lực từ ")
    assert not found.has_more


def test_a_signature_that_is_seen_changes_nothing_else(issued: bytes) -> None:
    assert not signed_copy(signed(issued, field="Khac", box=(300, 100, 450, 160)), issued).has_more


def test_a_person_and_the_agency_sign_one_after_the_other(issued: bytes) -> None:
    both = signed(signed(issued), COMMITTEE, field="Dau")

    found = signed_copy(both, issued)

    assert [one.name.partition(",")[0] for one in found.signers] == [CHAIRMAN, COMMITTEE]
    assert not found.has_more


def test_a_certificate_that_had_run_out_is_told(issued: bytes) -> None:
    (one,) = signed_copy(signed(issued, days=-1), issued).signers

    assert one.certificate.endswith("không còn hoặc chưa có hiệu lực lúc ký")


def test_what_was_changed_before_it_was_signed_is_told(issued: bytes) -> None:
    assert signed_copy(signed(emptied(issued)), issued).has_more


BROKEN: dict[str, tuple[Make, str]] = {
    "another file, signed": (
        lambda file: signed(render_pdf(replace(SHORT, abstract="Khác"))),
        "không giữ nguyên từng byte",
    ),
    "changed in the issued part": (lambda file: changed_at(signed(file), 2_000), "không giữ nguyên từng byte"),
    "no PDF behind it": (lambda file: file + b" xyz", "Không đọc được phần thêm vào"),
    "another PDF behind it": (lambda file: file + signed(file), "Không đọc được phần thêm vào"),
    "an update, not signed": (emptied, "không có chữ ký số nào"),
    "the issued file": (lambda file: file, "không có chữ ký số nào"),
    "changed after signing": (lambda file: changed_at(signed(file), len(file) + 60), "đã bị sửa sau khi ký"),
    "added after signing": (lambda file: signed(file) + b"\n% more\n", "tệp còn bị thêm nội dung"),
    "a page emptied after signing": (lambda file: emptied(signed(file)), "tệp còn bị thêm nội dung"),
    "cut off": (lambda file: signed(file)[:-900], "Không đọc được phần thêm vào"),
    "an outdated digest": (lambda file: signed(file, digest="sha1"), "thuật toán SHA1 đã lỗi thời"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_is_no_sound_signed_copy_is_told_why(file: bytes, case: str) -> None:
    make, sentence = BROKEN[case]

    with pytest.raises(NotSigned, match=sentence):
        signed_copy(make(file), file)


@pytest.mark.parametrize("filling", [b"0" * 9_000_000, b" " * 9_000_000, b"1 0 obj " * 1_100_000], ids=["0", "", "obj"])
@pytest.mark.parametrize("tail", [b"", b"\nstartxref\n%d\n%%%%EOF\n"], ids=["bare", "ended"])
def test_nine_megabytes_behind_a_file_are_refused_at_once(file: bytes, filling: bytes, tail: bytes) -> None:
    copy = file + b"\n" + filling + (tail % (len(file) + 3) if tail else b"")
    began = time.process_time()

    with pytest.raises(NotSigned, match="Không đọc được phần thêm vào"):
        signed_copy(copy, file)

    assert time.process_time() - began < 1


def test_a_bomb_does_not_fill_the_memory(file: bytes) -> None:
    copy = with_a_bomb(file, 200_000_000)
    tracemalloc.start()

    with pytest.raises(NotSigned):
        signed_copy(copy, file)

    assert tracemalloc.get_traced_memory()[1] < 64_000_000
    tracemalloc.stop()


def test_no_bit_of_a_signed_copy_can_be_turned_unnoticed(file: bytes) -> None:
    copy = signed(file)
    (begin, end) = (copy.index(mark, len(file)) for mark in (b"/Contents", b"/ByteRange"))
    places = [place for place in range(len(file), len(copy), 97) if not min(begin, end) < place < max(begin, end)]

    for place in places:
        with pytest.raises(NotSigned):
            signed_copy(changed_at(copy, place), file)


@pytest.mark.case("SC-027")
def test_a_digitally_signed_copy_is_kept_with_its_signers(report: Report, officer: Client, file: bytes) -> None:
    copy = signed(file)
    for _ in range(2):
        told = words(officer.post(f"/bao-cao/{report.pk}/ban-ky/", sent(copy, DIGITAL), follow=True))

    kept = report.files.get(part=FilePart.SIGNED)
    assert kept.whole == copy
    assert kept.signers[0].name == f"{CHAIRMAN}, {COMMITTEE}"
    for sentence in (
        "chữ ký số còn nguyên vẹn",
        f"{CHAIRMAN}, {COMMITTEE} ký lúc",
        "Cổng không xét cơ quan cấp chứng thư",
    ):
        assert sentence in told
    assert "CCCD" not in told


@pytest.mark.once
def test_what_else_was_added_is_told_wherever_the_copy_is_shown(report: Report, officer: Client, file: bytes) -> None:
    copy = signed(emptied(file))

    told = officer.post(f"/bao-cao/{report.pk}/ban-ky/", sent(copy, DIGITAL), follow=True)

    for page in (told, officer.post(CHECK, sent(copy))):
        assert "hãy so từng trang với bản ban hành trước khi dùng" in words(page)


@pytest.mark.once
@pytest.mark.parametrize(
    ("make", "part", "field", "sentence"),
    [
        (lambda file: SCAN, DIGITAL, "file", "không giữ nguyên từng byte của bản ban hành"),
        (lambda file: signed(file) + b" ", DIGITAL, "file", "tệp còn bị thêm nội dung"),
        (lambda file: file, DIGITAL, "file", "Đây chính là bản ban hành"),
        (lambda file: file, PAPER, "file", "Đây chính là bản ban hành"),
        (signed, PAPER, "file", "không phải bản quét. Hãy chọn “Bản ký số”"),
        (lambda file: b"GIF89a", PAPER, "file", "Đây không phải tệp PDF"),
        (lambda file: SCAN, "", "part", "Hãy chọn cách ký."),
    ],
)
def test_what_cannot_be_kept_is_told_beside_its_field(
    report: Report, officer: Client, file: bytes, make: Make, part: str, field: str, sentence: str
) -> None:
    response = officer.post(f"/bao-cao/{report.pk}/ban-ky/", sent(make(file), part))

    assert sentence in beside(response, field)
    assert report.files.count() == 1


def test_a_scan_of_the_signed_paper_is_kept_and_called_one(report: Report, officer: Client) -> None:
    told = words(officer.post(f"/bao-cao/{report.pk}/ban-ky/", sent(SCAN, PAPER), follow=True))

    kept = report.files.get(part=FilePart.SCANNED)
    assert kept.signers == []
    assert "Bản quét có chữ ký, dấu PDF" in told
    assert "không đối chiếu được nội dung, chữ ký, dấu" in told
    assert officer.get(f"/bao-cao/{report.pk}/ban-ky/{kept.pk}/").content == SCAN
    assert "Đúng bản quét mà cổng giữ" in words(officer.post(CHECK, sent(SCAN)))


def test_an_issued_file_whose_bytes_were_touched_is_no_measure(report: Report, officer: Client, file: bytes) -> None:
    report.files.update(sha256="0" * 64)

    response = officer.post(f"/bao-cao/{report.pk}/ban-ky/", sent(signed(file), DIGITAL))

    assert "không còn khớp mã SHA-256" in beside(response, "file")


def test_a_signed_copy_that_nobody_brought_in_is_recognised(report: Report, officer: Client, file: bytes) -> None:
    told = words(officer.post(CHECK, sent(signed(file))))

    assert "Đúng bản đã ban hành, được ký số" in told
    assert f"Báo cáo số {report.entry.full_number}" in told
    assert f"{CHAIRMAN}, {COMMITTEE} ký lúc" in told
    assert "Cổng chưa giữ tệp này." in told
    assert ReportFile.objects.filter(report=report).count() == 1


def test_a_copy_that_the_portal_keeps_is_recognised_with_its_signers(
    report: Report, officer: Client, file: bytes
) -> None:
    copy = signed(file)
    officer.post(f"/bao-cao/{report.pk}/ban-ky/", sent(copy, DIGITAL))

    told = words(officer.post(CHECK, sent(copy)))

    assert "Đúng bản ký số mà cổng giữ" in told
    assert f"{CHAIRMAN}, {COMMITTEE} ký lúc" in told


def test_a_tampered_copy_is_told_from_a_sound_one(report: Report, officer: Client, file: bytes) -> None:
    told = words(officer.post(CHECK, sent(changed_at(signed(file), len(file) + 60))))

    assert "Có bản đã ban hành bên trong, nhưng không phải bản ký hợp lệ" in told
    assert "không còn nguyên vẹn: tệp đã bị sửa sau khi ký" in told


def test_a_copy_of_another_communes_report_is_a_stranger(report: Report, cast: Cast, file: bytes) -> None:
    assert "Không phải bản đã ban hành" in words(signed_in(cast.stranger).post(CHECK, sent(signed(file))))
