"""What the pages of every workbook that was sent share: its faults, and the file as it was sent or with them marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase

from kehoach.common.responses import file_response
from kehoach.common.workbook_writer import MEDIA_TYPE
from kehoach.excel.actions import content_of
from kehoach.excel.workbooks.entries import Fault
from kehoach.excel.workbooks.marking import marked
from kehoach.models import SentWorkbook

MOST_SHOWN, MOST_FAULTS = 20, 1_000


def told(faults: Sequence[Fault]) -> dict[str, Any]:
    """The faults for a page; more than it can show are in the marked copy alone."""
    return {"faults": faults[:MOST_FAULTS], "more_faults": max(0, len(faults) - MOST_FAULTS)}


def marked_response(sent: SentWorkbook, faults: Sequence[Fault]) -> HttpResponse:
    """The workbook with its faults marked. Raises NotAWorkbook and Refused with a sentence."""
    return file_response(marked(content_of(sent), faults), f"loi-{sent.name}", MEDIA_TYPE)


def sent_response(sent: SentWorkbook) -> HttpResponseBase:
    """The workbook as it was sent."""
    try:
        content = sent.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404("Tệp này không còn trên máy chủ.") from missing
    response = FileResponse(content, content_type=MEDIA_TYPE, filename=sent.name, as_attachment=True)
    response["Cache-Control"] = "private, no-store"
    return response
