"""Pages that were set are not set again before anything on them changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from baocao.document.pdf import render_html_pdf, render_pdf
from baocao.document.typesetting import Attachment
from kehoach import settings as portal
from tests.baocao.document.sample_document import CLOSING, REPORT

SHORT = replace(REPORT, blocks=(CLOSING,), appendices=())
DATA = Attachment("so-lieu.json", b"{}", "Số liệu")


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where files are kept, as in production."""
    folder = tmp_path / "cache"
    settings.CACHES = {"pdf": {**portal.CACHES["pdf"], "LOCATION": folder}}
    return folder


@pytest.fixture
def pages_set(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was set, in the order of the calls; the file is its number."""
    given: list[Any] = []

    def typeset(*what: Any, **options: Any) -> bytes:
        given.append((what, options))
        return b"%%PDF %d" % len(given)

    monkeypatch.setattr("baocao.document.pdf.typeset", typeset)
    return given


def test_equal_pages_are_set_once(folder: Path, pages_set: list[Any]) -> None:
    first = render_pdf(SHORT, [DATA])

    assert render_pdf(replace(SHORT), [replace(DATA)]) == first
    assert len(pages_set) == 1
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("document", "attachments", "options"),
    [
        (replace(SHORT, draft=True), [DATA], {}),
        (replace(SHORT, blocks=()), [DATA], {}),
        (SHORT, [replace(DATA, content=b"[]")], {}),
        (SHORT, [], {}),
        (SHORT, [DATA], {"signature_field": True}),
    ],
    ids=["draft", "text", "data", "no data", "signature"],
)
def test_whatever_differs_is_set_anew(
    folder: Path, pages_set: list[Any], document: Any, attachments: Any, options: Any
) -> None:
    first = render_pdf(SHORT, [DATA])

    assert render_pdf(document, attachments, **options) != first
    assert render_pdf(SHORT, [DATA]) == first


def test_a_sheet_is_set_once_too(folder: Path, pages_set: list[Any]) -> None:
    sheet: Any = "<p>Phiếu</p>"

    assert render_html_pdf(sheet, "Phiếu", SHORT.dated) == render_html_pdf(sheet, "Phiếu", SHORT.dated)
    assert render_html_pdf(sheet, "Phiếu khác", SHORT.dated) == b"%PDF 2"


def test_a_folder_that_cannot_be_written_costs_time_and_no_file(folder: Path, pages_set: list[Any]) -> None:
    folder.write_text("no folder")

    assert [render_pdf(SHORT), render_pdf(SHORT)] == [b"%PDF 1", b"%PDF 2"]


def test_what_failed_is_tried_again(folder: Path, monkeypatch: pytest.MonkeyPatch, pages_set: list[Any]) -> None:
    def fails(*given: Any, **options: Any) -> bytes:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr("baocao.document.pdf.typeset", fails)
        with pytest.raises(MemoryError):
            render_pdf(SHORT)

    assert render_pdf(SHORT) == b"%PDF 1"


def test_kept_files_are_for_the_portal_alone(folder: Path, pages_set: list[Any]) -> None:
    render_pdf(SHORT)

    (file,) = folder.iterdir()
    assert folder.stat().st_mode & 0o077 == 0
    assert file.stat().st_mode & 0o077 == 0
