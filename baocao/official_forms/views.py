"""The other official forms: the list of a year, one form on paper and as a file, and the page of questions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from baocao.document.paper import paper
from baocao.document.typesetting import CannotRender
from baocao.official_forms.access import Sheet, form_to_read, forms_to_read, sheet_to_answer, years_of_forms
from baocao.official_forms.actions import save_answers
from baocao.official_forms.files import FILES
from baocao.official_forms.filling.documents import Made
from baocao.official_forms.forms import AnswersForm
from baocao.official_forms.history import events_of
from baocao.official_forms.known import known_beside
from baocao.official_forms.questions import OF_THE_COMMUNE
from baocao.official_forms.tables import FormRow, owed_by, rows_of, sheet_of
from kehoach.common.converters import word_asked, year_asked
from kehoach.common.responses import file_response, wants_workbook, workbook_response
from kehoach.common.versions import Conflict
from kehoach.figures.grid import YearLink
from kehoach.people.access import open_to_links, person


@open_to_links
@require_GET
def official_forms(request: HttpRequest) -> HttpResponse:
    """The forms of a year, how far each is, and who still owes what."""
    years, asked = years_of_forms(request), year_asked(request)
    year = asked if asked in years else years[0]
    made = forms_to_read(request, year)
    if wants_workbook(request):
        return workbook_response([sheet_of(made, year)], f"bieu-mau-{year}")
    address = reverse("official_forms")
    context = {
        "year": year,
        "years": [YearLink(known, f"{address}?nam={known}", known == year) for known in years],
        "rows": [FormRow(form) for form in made],
        "owed": owed_by([lack for form in made for lack in form.missing], person(request), year),
        "answers": rows_of(made, person(request), year),
    }
    return render(request, "baocao/official_forms/forms.html", context)


@require_GET
def official_form(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The commune's form of a year."""
    return _shown(request, form_to_read(request, slug, year))


@open_to_links
@require_GET
def library_form(request: HttpRequest, slug: str, year: int, code: str) -> HttpResponse:
    """A library's form of a year."""
    return _shown(request, form_to_read(request, slug, year, code))


def _shown(request: HttpRequest, made: Made) -> HttpResponse:
    """On paper; with ?dang=pdf, docx or xlsx as that file. A server without fonts says so on the page."""
    file = FILES.get(word_asked(request, "dang"))
    if file is not None:
        try:
            content = file.make(made.document)
        except CannotRender as problem:
            messages.error(request, str(problem))
            return redirect(request.path)
        return file_response(content, f"{made.file_name}.{file.ending}", file.media_type)
    context = {
        "made": made,
        "row": FormRow(made),
        "owed": owed_by(made.missing, person(request), made.year),
        "formats": FILES.values(),
        **paper(made.document),
    }
    return render(request, "baocao/official_forms/form.html", context)


@require_http_methods(["GET", "POST"])
def answers(request: HttpRequest, year: int) -> HttpResponse:
    """What the forms ask of the commune."""
    return _answering(request, sheet_to_answer(request, year))


@open_to_links
@require_http_methods(["GET", "POST"])
def library_answers(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """What the forms ask of a library."""
    return _answering(request, sheet_to_answer(request, year, code))


def _answering(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    gathered, library = sheet.gathered, sheet.library
    form = AnswersForm(
        request.POST if request.method == "POST" else None,
        layout=sheet.layout,
        kind=library.kind if library else OF_THE_COMMUNE,
        answers=gathered.answers(library),
        version=sheet.version,
        known={} if library else known_beside(gathered),
        limits={"culture_villages": len(gathered.villages), "founded_in": gathered.year},
    )
    if form.is_valid() and _saved(request, sheet, form):
        messages.success(request, "Đã ghi. Các biểu mẫu đã có câu trả lời này.")
        return redirect(f"{reverse('official_forms')}?nam={gathered.year}")
    context = {
        "form": form,
        "year": gathered.year,
        "whom": library or gathered.commune,
        "events": events_of(sheet.row, sheet.layout) if sheet.row else [],
    }
    return render(request, "baocao/official_forms/answers.html", context)


def _saved(request: HttpRequest, sheet: Sheet, form: AnswersForm) -> bool:
    """Whether the answers are kept; where somebody else has just given others, the form asks again."""
    try:
        save_answers(
            commune=sheet.gathered.reporting_year.commune,
            library=sheet.library,
            year=sheet.gathered.year,
            answers=form.answers,
            version=form.cleaned_data["version"],
            by=person(request),
            at=timezone.now(),
        )
    except Conflict as conflict:
        form.ask_again(conflict.clashes, sheet.gathered.answers(sheet.library), sheet.version)
        return False
    return True
