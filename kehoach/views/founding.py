"""“Thiết lập xã”: a commune from one workbook, looked at before anything is written."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kehoach import formats
from kehoach.access import person, require
from kehoach.forms.workbooks import FoundForm, WorkbookForm
from kehoach.founding.setting_up import PATIENCE, Outcome, set_up
from kehoach.founding.template import template_of
from kehoach.models import Commune
from kehoach.responses import file_response
from kehoach.rules import check_may_set_up
from kehoach.workbooks.guard import NotAWorkbook
from kehoach.workbooks.package import open_book
from kehoach.workbooks.writing import MEDIA_TYPE

GONE = "Tệp không còn trên máy chủ. Hãy gửi lại tệp."


@require_http_methods(["GET", "POST"])
def founding(request: HttpRequest) -> HttpResponse:
    """The workbooks to take along, and where a filled one is sent; nothing of it is written yet."""
    require(check_may_set_up, person(request))
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if form.is_valid():
        content: bytes = form.cleaned_data["file"].content
        try:
            outcome = _read(request, content, keep=False)
        except NotAWorkbook as problem:
            form.add_error("file", str(problem))
        else:
            return _look(request, outcome, _kept(content))
    communes = Commune.objects.order_by("code")
    return render(request, "kehoach/founding.html", {"form": form, "communes": communes})


@require_POST
def found(request: HttpRequest) -> HttpResponse:
    """The workbook that was looked at is written; where it would do something else by now, it is shown again."""
    require(check_may_set_up, person(request))
    form = FoundForm(request.POST)
    content = _content(form.cleaned_data["sha256"]) if form.is_valid() else None
    if content is None:
        messages.error(request, GONE)
        return redirect("founding")
    outcome = _read(request, content, keep=False)
    if outcome.faults or outcome.digest != form.cleaned_data["digest"]:
        return _look(request, outcome, form.cleaned_data["sha256"], status=409)
    outcome = _read(request, content, keep=True)
    messages.success(request, f"Đã thiết lập {outcome.commune}: ghi {formats.count(outcome.changed)} chỗ từ tệp.")
    return redirect("founding")


@require_GET
def founding_template(request: HttpRequest) -> HttpResponse:
    """The workbook of the commune in ?xa=, or an empty one."""
    require(check_may_set_up, person(request))
    commune = Commune.objects.filter(code=request.GET.get("xa", "")).first()
    name = f"thiet-lap-{commune.code if commune else 'xa-moi'}.xlsx"
    return file_response(template_of(commune, timezone.now()), name, MEDIA_TYPE)


def _read(request: HttpRequest, content: bytes, *, keep: bool) -> Outcome:
    return set_up(open_book(content, PATIENCE), by=person(request), at=timezone.now(), keep=keep)


def _look(request: HttpRequest, outcome: Outcome, sha256: str, status: int = 200) -> HttpResponse:
    form = FoundForm(initial={"digest": outcome.digest, "sha256": sha256})
    return render(request, "kehoach/founding_preview.html", {"outcome": outcome, "form": form}, status=status)


def _kept(content: bytes) -> str:
    """Keeps a workbook under the hash of its content, as evidence of what was set up from it."""
    sha256 = hashlib.sha256(content).hexdigest()
    if not default_storage.exists(_path(sha256)):
        default_storage.save(_path(sha256), ContentFile(content))
    return sha256


def _content(sha256: str) -> bytes | None:
    if not default_storage.exists(_path(sha256)):
        return None
    with default_storage.open(_path(sha256)) as file:
        content: bytes = file.read()
    return content


def _path(sha256: str) -> str:
    return f"excel/thiet-lap/{sha256}.xlsx"
