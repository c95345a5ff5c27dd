"""The calendar of duties, one duty, and the address at which telephones read the calendar."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from baocao.duties.access import (
    duty_to_keep,
    duty_to_read,
    planned_to_read,
    reader_by_token,
    reader_of,
    units_to_plan_for,
)
from baocao.duties.actions import (
    drop_activity,
    new_address,
    note_sent,
    plan_activity,
    revoke_address,
    set_duty,
    take_back_sent,
)
from baocao.duties.calendar import calendar_of, coming, own_unit
from baocao.duties.feed import MEDIA_TYPE, calendar_file
from baocao.duties.forms import PlannedForm, SentForm, SettingForm
from baocao.duties.kept import feed_of, path_of, setting_of
from baocao.duties.rules import check_keeps_duties, check_plans_activities
from baocao.duties.standing import DutyYear
from baocao.duties.tables import duties_sheet
from baocao.models import PlannedActivity
from kehoach.common.responses import wants_workbook, workbook_response
from kehoach.common.versions import Conflict
from kehoach.figures.grid import YearLink
from kehoach.links.handouts import public_address
from kehoach.people.access import commune_of, person, require
from kehoach.people.rules import Refused, permit


@require_GET
def calendar(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """A calendar year, the present one unless another is asked for."""
    user, commune = reader_of(request)
    today = timezone.localdate()
    shown = calendar_of(commune, year or today.year, today, own_unit(user))
    if wants_workbook(request):
        return workbook_response([duties_sheet(shown)], f"lich-{shown.year}")
    years = sorted({today.year - 1, today.year, today.year + 1, shown.year})
    context = {
        "calendar": shown,
        "years": [YearLink(each, reverse("duties", kwargs={"year": each}), each == shown.year) for each in years],
        "today": today,
        "this_month": next((month for month, _ in shown.months if month >= today.month), ""),
        "may_keep": permit(check_keeps_duties, user, commune),
        "may_plan": permit(check_plans_activities, user, commune),
    }
    return render(request, "baocao/duties/calendar.html", context)


@require_GET
def duty(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One duty: which act asks for it, how far its figures are there, whether it was sent."""
    return _duty_page(request, duty_to_read(request, year, code, timezone.localdate()))


def _duty_page(
    request: HttpRequest,
    shown: DutyYear,
    sent_form: SentForm | None = None,
    setting_form: SettingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with a form that has to be corrected, where there is one."""
    commune = commune_of(request)
    context = {
        "duty": shown,
        "may_keep": permit(check_keeps_duties, person(request), commune),
        "sent_form": sent_form or SentForm(shown.row),
        "setting_form": setting_form or SettingForm(setting_of(commune, shown.duty.code), shown),
        "setting_is_wrong": setting_form is not None,
    }
    return render(request, "baocao/duties/duty.html", context, status=status)


@require_POST
def sent(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """“Ghi đã gửi”."""
    shown, now = duty_to_keep(request, year, code, timezone.localdate()), timezone.now()
    form = SentForm(shown.row, request.POST)
    if not form.is_valid():
        return _duty_page(request, shown, form)
    noted = {name: form.cleaned_data[name] for name in ("sent_on", "document_number")}
    key: dict[str, Any] = {"commune": commune_of(request), "code": code, "year": year}
    try:
        note_sent(**key, **noted, version=form.seen, by=person(request), at=now)
    except Refused as refusal:
        form.add_error("sent_on", str(refusal))
        return _duty_page(request, shown, form)
    except Conflict as conflict:
        form.show_version(conflict.theirs.version)
        messages.error(request, f"Chưa ghi: {conflict} Xem ở trên, bấm lần nữa thì ghi theo anh, chị.")
        return _duty_page(request, shown, form, status=409)
    messages.success(request, "Đã ghi là đã gửi.")
    return redirect("duty", year=year, code=code)


@require_POST
def not_sent(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """“Bỏ ghi”."""
    duty_to_keep(request, year, code, timezone.localdate())
    take_back_sent(commune=commune_of(request), code=code, year=year, by=person(request), at=timezone.now())
    messages.success(request, "Đã bỏ ghi. Lịch sử vẫn giữ ai bỏ, lúc nào.")
    return redirect("duty", year=year, code=code)


@require_POST
def setting(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """When and to whom it is owed in this commune, in every year."""
    shown, commune = duty_to_keep(request, year, code, timezone.localdate()), commune_of(request)
    form = SettingForm(setting_of(commune, code), shown, request.POST)
    if not form.is_valid():
        return _duty_page(request, shown, setting_form=form)
    try:
        set_duty(
            commune=commune, code=code, values=form.values, version=form.seen, by=person(request), at=timezone.now()
        )
    except Conflict as conflict:
        form.show_version(conflict.theirs.version)
        messages.error(request, f"Chưa ghi: {conflict} Bấm lần nữa thì ghi theo anh, chị.")
        return _duty_page(request, shown, setting_form=form, status=409)
    messages.success(request, "Đã ghi hạn và nơi nhận của xã.")
    return redirect("duty", year=year, code=code)


@require_http_methods(["GET", "POST"])
def planned(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """An activity that is planned: a new one, one that is changed, moved to another day or dropped."""
    row, by, status = planned_to_read(request, pk), person(request), 200
    form = PlannedForm(row, units_to_plan_for(request, row), request.POST or None)
    if request.method == "POST":
        require(check_plans_activities, by, row.commune)
        if row.pk and "drop" in request.POST:
            drop_activity(row=row, by=by, at=timezone.now())
            messages.success(request, "Đã bỏ khỏi lịch. Lịch sử vẫn giữ ai bỏ, lúc nào.")
            return redirect("duties", year=row.planned_on.year)
        status = _put_into_calendar(request, row, form)
        if status == 302:
            return redirect("duties", year=form.cleaned_data["planned_on"].year)
    context = {"row": row, "form": form, "may_plan": permit(check_plans_activities, by, row.commune)}
    return render(request, "baocao/duties/planned.html", context, status=status)


def _put_into_calendar(request: HttpRequest, row: PlannedActivity, form: PlannedForm) -> int:
    """Puts it there, or says on the form why not; the status of the answer."""
    if not form.is_valid():
        return 200
    try:
        plan_activity(row=row, values=form.values, version=form.seen, by=person(request), at=timezone.now())
    except Refused as refusal:
        form.add_error("planned_on", str(refusal))
        return 200
    except Conflict as conflict:
        form.show_version(conflict.theirs.version)
        messages.error(request, f"Chưa ghi: {conflict} Bấm lần nữa thì ghi theo anh, chị.")
        return 409
    messages.success(request, "Đã ghi vào lịch.")
    return 302


@never_cache
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """The secret address of the person's calendar: made, made anew, revoked."""
    user, _ = reader_of(request)
    if request.method == "POST":
        if "revoke" in request.POST:
            revoke_address(user=user, at=timezone.now())
            messages.success(request, "Đã thu hồi. Địa chỉ cũ không mở lịch được nữa.")
        else:
            new_address(user=user, at=timezone.now())
            messages.success(request, "Đã tạo địa chỉ. Địa chỉ trước, nếu có, không mở lịch được nữa.")
        return redirect("calendar_address")
    feed = feed_of(user)
    path = path_of(feed)
    context = {"feed": feed, "address": public_address(path, request) if path else ""}
    return render(request, "baocao/duties/address.html", context)


@login_not_required
@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever has this address, for telephones; nothing is changed by it."""
    (user, commune), now = reader_by_token(token), timezone.now()
    entries = coming(commune, timezone.localdate(now), own_unit(user))
    portal = public_address("/", request).removesuffix("/")
    return HttpResponse(calendar_file(commune, entries, portal, now), content_type=MEDIA_TYPE)
