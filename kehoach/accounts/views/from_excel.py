"""Many people invited from one sheet: taken along, sent, looked at row by row, confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kehoach.accounts.access import commune_to_manage
from kehoach.accounts.actions import invite
from kehoach.accounts.directory import directory
from kehoach.accounts.invitation_sheet import InvitationRow, judged, template_of, typed_rows
from kehoach.accounts.views.people import slips_made
from kehoach.common.responses import file_response
from kehoach.common.workbook_writer import MEDIA_TYPE
from kehoach.excel.forms import WorkbookForm
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.people.access import person

# The session's key for the rows that were sent, until they are confirmed.
ROWS = "invitation_rows"


@require_GET
def invitation_template(request: HttpRequest) -> HttpResponse:
    """The sheet to fill in, with the commune's units."""
    commune, now = commune_to_manage(request), timezone.now()
    content = template_of(commune, directory(commune, timezone.localdate(now), now))
    return file_response(content, f"moi-nguoi-{commune.code}.xlsx", MEDIA_TYPE)


@require_http_methods(["GET", "POST"])
def invite_from_excel(request: HttpRequest) -> HttpResponse:
    """Where a filled sheet is sent; nobody is invited yet."""
    commune_to_manage(request)
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if form.is_valid():
        try:
            request.session[ROWS] = typed_rows(form.cleaned_data["file"].content)
            return redirect("invitation_rows")
        except NotAWorkbook as problem:
            form.add_error("file", str(problem))
    return render(request, "kehoach/accounts/from_excel.html", {"form": form})


@require_http_methods(["GET", "POST"])
def invitation_rows(request: HttpRequest) -> HttpResponse:
    """Every row with whom it invites, or why not; the POST invites those that it can."""
    commune_to_manage(request)
    rows = _sent_rows(request)
    invited = [row.invited for row in rows if row.invited]
    if not rows:
        messages.info(request, "Tệp này đã mời xong, hoặc chưa gửi. Muốn mời tiếp thì gửi tệp khác.")
        return redirect("invite_from_excel")
    if request.method == "POST" and invited:
        made = invite(people=invited, commune=commune_to_manage(request), by=person(request), at=timezone.now())
        del request.session[ROWS]
        return slips_made(request, made)
    context = {"rows": rows, "invited": len(invited), "refused": len(rows) - len(invited)}
    return render(request, "kehoach/accounts/invitation_rows.html", context)


def _sent_rows(request: HttpRequest) -> list[InvitationRow]:
    """What the person has sent, judged by what holds now."""
    now = timezone.now()
    return judged(request.session.get(ROWS, []), commune_to_manage(request), timezone.localdate(now), now)
