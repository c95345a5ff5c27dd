"""Forms of superiors: uploaded once, marked cell by cell, filled for any year."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from baocao.report.files import FILE_FORMATS
from baocao.superior_forms.access import (
    commune_to_add_for,
    form_to_mark,
    form_to_read,
    forms_to_read,
    year_to_fill,
    years_to_fill,
)
from baocao.superior_forms.actions import add_form, replace_file, retire_form, set_mark
from baocao.superior_forms.forms import FileForm, UploadForm
from baocao.superior_forms.marking import MarkedCell
from baocao.superior_forms.pages import OpenedForm, events_of, opened
from baocao.superior_forms.rules import check_adds_forms, check_keeps_form
from kehoach.common.converters import number_asked, word_asked
from kehoach.common.formats import plain
from kehoach.common.responses import file_response
from kehoach.common.versions import Conflict
from kehoach.figures.grid import YearLink
from kehoach.models import Role
from kehoach.people.access import commune_of, commune_or_only, person
from kehoach.people.rules import Refused, permit


@require_GET
def all_forms(request: HttpRequest) -> HttpResponse:
    """The forms in use, then those that are not used any more."""
    known, user = forms_to_read(request), person(request)
    own = None if user.role == Role.OVERSEER else commune_of(request)
    context = {
        "in_use": [form for form in known if not form.is_retired],
        "retired": [form for form in known if form.is_retired],
        "adds": permit(check_adds_forms, user, own).allowed,
    }
    return render(request, "baocao/superior_forms/forms.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Uploading a form; then its cells are marked."""
    commune = commune_to_add_for(request)
    upload = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and upload.is_valid():
        try:
            given = {name: value for name, value in upload.cleaned_data.items() if name != "places"}
            kept = add_form(commune=commune, by=person(request), at=timezone.now(), **given)
        except Refused as refusal:
            upload.add_error("file", str(refusal))
        else:
            messages.success(request, "Đã nhận mẫu. Bấm vào từng chỗ để chọn số liệu cho chỗ ấy.")
            return redirect("superior_form", pk=kept.pk)
    return render(request, "baocao/superior_forms/add.html", {"form": upload, "commune_of_form": commune})


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One sheet of the form as it would be filled for a year, and what could not be filled."""
    shown, commune = form_to_read(request, pk), commune_or_only(request)
    year = year_to_fill(request, commune)
    form = opened(shown, commune, year)
    number = _sheet(request, form)
    here, years = reverse("superior_form", kwargs={"pk": pk}), years_to_fill(commune)
    context = {
        "form": shown,
        "year": year,
        "years": [YearLink(known, f"{here}?nam={known}&trang={number}", known == year) for known in years],
        "sheets": list(enumerate(form.titles)),
        "sheet": number,
        **form.shown(form.titles[number]),
        "filling": form.filling,
        "has_commune": commune is not None,
        "marks": permit(check_keeps_form, person(request), shown).allowed,
        "events": events_of(shown),
    }
    return render(request, "baocao/superior_forms/form.html", context)


def _sheet(request: HttpRequest, form: OpenedForm) -> int:
    """The number of the sheet in ?trang=, else the first one's."""
    number = number_asked(request, "trang") or 0
    return number if number < len(form.titles) else 0


@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """What one cell takes: first a figure is searched, then it is said of whom and of which days."""
    kept, cell = form_to_mark(request, pk), _cell(request, pk)
    chosen = cell.asked(request.POST or None)
    target, is_removed = cell.target, "remove" in request.POST
    if request.method == "POST" and not target.refusal and (is_removed or (chosen and chosen.is_valid())):
        wanted = None if is_removed or chosen is None else chosen.mark_at(target.sheet, target.name)
        place = {"sheet": target.sheet, "cell": target.name, "seen": request.POST.get("seen", "")}
        words = cell.opened.words_of(wanted)
        try:
            set_mark(form=kept, mark=wanted, words=words, by=person(request), at=timezone.now(), **place)
        except (Conflict, Refused) as problem:
            messages.error(request, str(problem))
            return redirect(request.get_full_path())
        messages.success(request, f"Đã {'đánh dấu' if wanted else 'bỏ đánh dấu'} “{target.name}”.")
        return redirect(cell.back)
    query, found = cell.found(word_asked(request, "tim"))
    context = {"form": kept, "cell": cell, "target": target, "chosen": chosen, "query": query, "found": found}
    return render(request, "baocao/superior_forms/mark.html", context)


def _cell(request: HttpRequest, pk: int) -> MarkedCell:
    """What ?o= names on the sheet in ?trang=, with the source in ?nguon=. Raises Http404."""
    commune = commune_of(request)
    form = opened(form_to_read(request, pk), commune, year_to_fill(request, commune))
    try:
        return MarkedCell(form, _sheet(request, form), word_asked(request, "o"), word_asked(request, "nguon"))
    except LookupError as problem:
        raise Http404("Mẫu không có chỗ này.") from problem


@require_GET
def filled(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """The form filled with the commune's figures of a year."""
    form = opened(form_to_read(request, pk), commune_of(request), year)
    kind = FILE_FORMATS[form.form.kind]
    name = plain(form.form.title).replace(" ", "-").replace("/", "-")
    return file_response(form.file(), f"{name}-{year}.{kind.ending}", kind.media_type)


@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """“Thay tệp”: the superior has sent a newer file of the same form; its marks stay."""
    kept, upload = form_to_mark(request, pk), FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and upload.is_valid():
        try:
            now = replace_file(form=kept, by=person(request), at=timezone.now(), **upload.cleaned_data)
        except Refused as refusal:
            upload.add_error("file", str(refusal))
        else:
            lost = len(kept.marks) - len(now.marks)
            messages.success(
                request, f"Đã thay tệp. {lost} đánh dấu không còn chỗ nên đã bỏ." if lost else "Đã thay tệp."
            )
            return redirect("superior_form", pk=pk)
    return render(request, "baocao/superior_forms/replace.html", {"form": upload, "kept": kept})


@require_http_methods(["GET", "POST"])
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """“Thôi dùng”: asked for once more, because marking was work."""
    kept = form_to_mark(request, pk)
    if request.method == "POST":
        retire_form(form=kept, by=person(request), at=timezone.now())
        messages.success(request, "Đã thôi dùng mẫu.")
        return redirect("superior_forms")
    return render(request, "baocao/superior_forms/retire.html", {"form": kept})
