"""The PDF as a file: archive format, metadata, attachments, equal bytes, and what it refuses."""

import os
import signal
import threading
import time
import zlib
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string
from page import validate_pdf_bytes

from baocao.document import pdf, typesetting
from baocao.document.blocks import Document, Heading, Paragraph
from baocao.document.pdf import TooManyRows, render_pdf
from baocao.document.typesetting import Attachment, CannotRender, MissingFont, MissingPango
from tests.baocao.document.pdf_reading import attachments, catalog, fonts, metadata, read, signature_field
from tests.baocao.document.sample_document import CLOSING, LETTERHEAD, REPORT, TARGETS

# WeasyPrint leaves the closing of its colour profile to the garbage collector.

DATA = Attachment("so-lieu-2025.json", '{"lượt": 8882}'.encode(), "Số liệu của báo cáo")
SHORT = replace(REPORT, blocks=(CLOSING,), appendices=())


@pytest.fixture(scope="module")
def report() -> bytes:
    """The sample report with its data attached."""
    return render_pdf(REPORT, [DATA])


@pytest.mark.parametrize(
    "document",
    [
        REPORT,
        replace(REPORT, draft=True),
        replace(SHORT, letterhead=replace(LETTERHEAD, number=None, signed_on=None)),
    ],
    ids=["issued", "draft", "blank number and date"],
)
def test_every_report_is_for_the_archive_and_for_screen_readers_at_once(document: Document) -> None:
    made = render_pdf(document, [DATA])
    for profile in ("3a", "ua1"):
        verdict = validate_pdf_bytes(made, profile=profile)
        assert [(failure.rule_id, failure.message) for failure in verdict.failures] == []
        assert verdict.is_compliant


def test_a_stream_whose_last_byte_strict_readers_misjudge_is_stored_otherwise() -> None:
    content = next(text for text in map(b"%d".__mod__, count()) if zlib.compress(text, 9).endswith(b"\r"))
    made = render_pdf(SHORT, [Attachment("a.bin", content, "Thử")])
    assert b"\r\nendstream" not in made
    assert attachments(made)[0].content == content
    assert validate_pdf_bytes(made, profile="3a").is_compliant


def test_the_directory_of_objects_is_moved_off_such_a_byte_too(monkeypatch: pytest.MonkeyPatch) -> None:
    made = render_pdf(SHORT)
    last = made[: made.rindex(b"endstream")][-4:] + b"endstream"
    monkeypatch.setattr(typesetting, "_AMBIGUOUS_END", last)
    moved = render_pdf(SHORT)
    assert last not in moved
    assert validate_pdf_bytes(moved, profile="3a").is_compliant


def test_all_fonts_are_embedded_and_of_one_family(report: bytes) -> None:
    assert fonts(report) == {
        "Liberation-Serif": True,
        "Liberation-Serif-Bold": True,
        "Liberation-Serif-Italic": True,
        "Liberation-Serif-Bold-Italic": True,
    }


def test_title_language_and_dates_are_the_document_s(report: bytes) -> None:
    assert metadata(report)["Title"] == "Báo cáo kết quả thực hiện Kế hoạch số 04/KH-UBND năm 2025"
    assert metadata(report)["CreationDate"] == metadata(report)["ModDate"] == "D:20260105"
    assert catalog(report)["Lang"] == b"vi"


def test_the_attachment_comes_back_whole_and_carries_the_document_s_date(report: bytes) -> None:
    (found,) = attachments(report)
    assert found.name == DATA.name
    assert found.content == DATA.content
    assert found.description == DATA.description
    assert found.relationship == "Data"
    assert found.created == found.modified == "D:20260105000000Z"


def test_equal_values_give_equal_bytes(report: bytes) -> None:
    assert render_pdf(REPORT, [DATA]) == report


def test_the_order_of_the_attachments_makes_no_difference() -> None:
    other = Attachment("a.json", b"{}", "Khác")
    assert render_pdf(SHORT, [DATA, other]) == render_pdf(SHORT, [other, DATA])


def test_another_date_is_another_file(report: bytes) -> None:
    assert render_pdf(replace(REPORT, dated=date(2026, 1, 6)), [DATA]) != report


def test_a_letter_that_the_font_lacks_is_left_out_and_no_other_font_comes_in() -> None:
    odd = Paragraph("mặt cười 😀, dấu nối Word\u2011ngang, không\u200b rộng, điều\x07 khiển.")
    made = render_pdf(replace(SHORT, blocks=(odd, CLOSING)))
    (page,) = read(made)
    assert "mặt cười , dấu nối Word-ngang, không rộng, điều khiển." in page.text
    assert all(name.startswith("Liberation-Serif") for name in fonts(made))
    assert validate_pdf_bytes(made, profile="3a").is_compliant


def test_markup_in_a_text_is_text() -> None:
    (page,) = read(render_pdf(replace(SHORT, blocks=(Paragraph("a < b & <b>c</b>"), CLOSING))))
    assert "a < b & <b>c</b>" in page.text


def test_a_missing_font_stops_the_report_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "FONT", "Phông Không Có")
    with pytest.raises(MissingFont, match="fonts-liberation2"):
        render_pdf(SHORT)


def test_a_missing_pango_stops_the_report_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "weasyprint", None)
    with pytest.raises(MissingPango, match=r"libpango-1\.0-0 và libpangoft2-1\.0-0"):
        render_pdf(SHORT)


def test_too_many_rows_are_refused_before_any_work_and_sent_to_excel() -> None:
    table = replace(TARGETS, rows=TARGETS.rows[:1] * 2001)  # and nine in the appendices
    with pytest.raises(TooManyRows, match=r"2\.010 dòng.*Excel"):
        render_pdf(replace(REPORT, blocks=(table,)))


def test_a_long_report_is_set_in_a_process_of_its_own_to_the_same_bytes(
    report: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "ROWS_AT_HAND", 0)
    monkeypatch.setattr(pdf, "typeset", partial(_in_another_process, os.getpid()))
    assert render_pdf(REPORT, [DATA]) == report


def _in_another_process(asked: int, *args: Any, **options: Any) -> bytes:
    assert os.getpid() != asked
    return typesetting.typeset(*args, **options)


def test_what_a_process_of_its_own_finds_missing_is_said_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "ROWS_AT_HAND", 0)
    monkeypatch.setattr(pdf, "FONT", "Phông Không Có")
    with pytest.raises(MissingFont, match="fonts-liberation2"):
        render_pdf(REPORT)


def test_a_process_that_is_stopped_for_want_of_memory_ends_in_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "ROWS_AT_HAND", 0)
    monkeypatch.setattr(pdf, "typeset", _killed)
    with pytest.raises(CannotRender, match=r"không đủ bộ nhớ.*Excel"):
        render_pdf(REPORT)


def _killed(*args: Any, **options: Any) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def test_one_report_is_made_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    running = SimpleNamespace(now=0, most=0)
    make = pdf.typeset

    def watched(*given: Any, **options: Any) -> bytes:
        running.now += 1
        running.most = max(running.most, running.now)
        time.sleep(0.05)
        running.now -= 1
        return make(*given, **options)

    monkeypatch.setattr(pdf, "typeset", watched)
    threads = [threading.Thread(target=render_pdf, args=(SHORT,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert running.most == 1


def test_the_preview_shows_the_same_blocks_without_inline_styles() -> None:
    blocks = (Heading(1, "I. Mục"), Paragraph("a < b", lead="Về:"), TARGETS)
    html = render_to_string("baocao/document/_document_body.html", {"blocks": blocks})
    assert '<h2 class="doc-heading doc-heading-1">I. Mục</h2>' in html
    assert "<strong>Về:</strong> a &lt; b" in " ".join(html.split())
    assert html.count('<th scope="col">') == 7
    assert "style=" not in html


@pytest.fixture(scope="module")
def with_field() -> bytes:
    """A report of one page with room for a digital signature."""
    return render_pdf(SHORT, [DATA], signature_field=True)


def test_a_field_for_a_signature_leaves_the_file_what_it_is(with_field: bytes) -> None:
    for profile in ("3a", "ua1"):
        assert [failure.message for failure in validate_pdf_bytes(with_field, profile=profile).failures] == []
    assert with_field.startswith(render_pdf(SHORT, [DATA]))
    assert render_pdf(SHORT, [DATA], signature_field=True) == with_field


def test_the_field_stands_between_position_and_name_and_is_empty(with_field: bytes) -> None:
    (page,) = read(with_field)
    (left, top, right, bottom), value = signature_field(with_field)
    position, name = page.line("CÔNG CHỨC VĂN HÓA"), page.line(REPORT.signature.name)

    assert value is None
    assert position.bottom < top < bottom < name.top
    assert abs((left + right) / 2 - name.centre) < 1
    assert bottom - top > 20
