"""Django's admin: all opens for the administrator, nothing for others, and what is entered there has its effects."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from openpyxl import load_workbook

from kehoach.common.workbook_writer import saved
from kehoach.excel.workbooks.opening import open_book
from kehoach.models import (
    Assignment,
    Commune,
    Condition,
    Milestone,
    Plan,
    ReportingYear,
    Role,
    State,
    Target,
    Unit,
    User,
)
from kehoach.questionnaire.values import Absent
from kehoach.setup.admin.registers import RegisterAdmin
from kehoach.setup.commune_setup import PATIENCE, set_up
from tests.cast import NOW, Cast, figures_of, ours, signed_in
from tests.pages import english_of, filled_in, words
from thuvien.models import Library, LibraryFigures
from vanhoa.models import CentreFigures, CulturalCentre

REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
READ_ONLY = (LibraryFigures, CentreFigures)


@pytest.fixture
def administrator(cast: Cast) -> Client:
    """Whoever runs the installation."""
    return signed_in(cast.administrator)


def page(model: type[models.Model], step: str, *key: Any) -> str:
    """The address of a model's page in the admin."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{step}", args=key)


def add(client: Client, model: type[models.Model], **given: Any) -> Any:
    """Fills in the form for a new row and sends it."""
    form = filled_in(client.get(page(model, "add")), next(iter(given)))
    return client.post(page(model, "add"), {**form, **given})


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.model_name)
def test_the_administrator_opens_every_list_and_every_row(administrator: Client, model: type[models.Model]) -> None:
    addresses = [page(model, "changelist")]
    if admin.site._registry[model].search_fields:
        addresses.append(f"{page(model, 'changelist')}?q=Quảng+Nghiệp")
    row = model._default_manager.order_by("pk").first()
    if row is not None:
        addresses += [page(model, "change", row.pk), page(model, "history", row.pk)]
    for address in addresses:
        response = administrator.get(address)
        assert response.status_code == 200
        assert english_of(response) == []


@pytest.mark.once
@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.model_name)
def test_the_form_for_a_new_row_opens_where_rows_are_added(
    cast: Cast, administrator: Client, model: type[models.Model]
) -> None:
    request = RequestFactory().get("/")
    request.user = cast.administrator
    may = admin.site._registry[model].has_add_permission(request)
    expected = 302 if model is User else 200  # accounts come of an invitation

    answers = (administrator.get(page(model, "add")), administrator.post(page(model, "add")))

    assert {answer.status_code for answer in answers} == {expected if may else 403}
    assert [english_of(answer) for answer in answers] == [[], []]


def test_the_index_lists_what_there_is_to_run(administrator: Client) -> None:
    told = words(administrator.get("/quan-tri/"))

    assert "Quản trị cổng kế hoạch" in told
    for model in REGISTERED:
        assert str(model._meta.verbose_name_plural).lower() in told.lower()


def test_the_administrator_who_is_signed_in_is_not_asked_again(administrator: Client) -> None:
    response = administrator.get("/quan-tri/login/?next=/quan-tri/", follow=True)

    assert response.status_code == 200
    assert response.redirect_chain == [("/quan-tri/", 302)]


def admin_addresses(inside: URLResolver, path: str = "") -> Iterator[str]:
    """An address of every route of the admin, with something where a parameter stands."""
    for pattern in inside.url_patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from admin_addresses(pattern, here)
        elif isinstance(pattern, URLPattern) and "^" not in here and "(" not in here:
            yield (
                f"/{here}".replace("<path:object_id>", "1").replace("<id>", "1").replace("<path:content_type_id>", "1")
            )


def turned_away(response: Any) -> bool:
    """Whether somebody was refused, or sent to where they are told so (see the next test)."""
    return response.status_code in (403, 405) or response.get("Location", "").startswith("/quan-tri/login/")


@pytest.mark.once
@pytest.mark.parametrize("role", ["reporter", "officer", "leader", "overseer"])
def test_nobody_else_opens_any_page_of_the_admin(cast: Cast, role: str) -> None:
    client = signed_in(getattr(cast, role))
    leave = reverse("admin:logout")
    addresses = [path for path in admin_addresses(get_resolver()) if path.startswith("/quan-tri/") and path != leave]
    assert len(addresses) > 50

    answers = {(path, method): getattr(client, method)(path) for path in addresses for method in ("get", "post")}

    assert {asked for asked, answer in answers.items() if not turned_away(answer)} == set()


@pytest.mark.parametrize("role", ["reporter", "officer", "leader", "overseer"])
def test_others_are_told_whose_the_admin_is(cast: Cast, role: str) -> None:
    response = signed_in(getattr(cast, role)).get("/quan-tri/", follow=True)

    assert response.status_code == 403
    assert "Trang quản trị dành cho tài khoản quản trị." in words(response)


def test_who_is_not_signed_in_comes_to_the_portals_own_page(db: None) -> None:
    response = Client().get("/quan-tri/kehoach/unit/", follow=True)

    assert response.redirect_chain[0][0].startswith("/dang-nhap/?next=/quan-tri/")


@pytest.mark.parametrize("model", READ_ONLY)
def test_figures_are_looked_at_and_not_changed(administrator: Client, model: type[models.Model]) -> None:
    row = model._default_manager.latest("pk")
    before = model._default_manager.filter(pk=row.pk).values()[0]

    answers = {
        "look": administrator.get(page(model, "change", row.pk)).status_code,
        "change": administrator.post(page(model, "change", row.pk), {"state": "draft"}).status_code,
        "add": administrator.post(page(model, "add"), {}).status_code,
        "delete": administrator.post(page(model, "delete", row.pk), {"post": "yes"}).status_code,
    }

    assert answers == {"look": 200, "change": 403, "add": 403, "delete": 403}
    assert model._default_manager.filter(pk=row.pk).values()[0] == before


def test_a_new_school_is_given_the_duties_of_schools(cast: Cast, administrator: Client) -> None:
    add(administrator, Unit, code="THPT", name="Trường THPT", kind="school", commune=cast.commune.pk)

    school = Unit.objects.get(code="THPT")
    duties = Assignment.objects.filter(unit=school)
    assert {duty.task.code for duty in duties} == {"IV.2.a", "IV.2.b", "IV.2.c"}
    assert {duty.history.get().history_user for duty in duties} == {cast.administrator}  # type: ignore[attr-defined]


def test_a_duty_that_was_taken_from_a_unit_does_not_come_back_with_another(cast: Cast, administrator: Client) -> None:
    for duty in Assignment.objects.filter(unit=cast.reporter.unit, task__code="IV.2.c"):
        duty.delete()

    add(administrator, Unit, code="THPT", name="Trường THPT", kind="school", commune=cast.commune.pk)

    assert not Assignment.objects.filter(unit=cast.reporter.unit, task__code="IV.2.c").exists()


def test_a_new_library_gets_its_form_in_the_open_year_and_in_no_closed_one(cast: Cast, administrator: Client) -> None:
    school = cast.reporter.unit
    assert school is not None

    add(
        administrator,
        Library,
        code="TV-2",
        name="Thư viện điểm lẻ",
        kind="preschool",
        commune=cast.commune.pk,
        unit=school.pk,
    )

    form = LibraryFigures.objects.get(facility__code="TV-2")
    assert (form.reporting_year.year, form.state) == (2026, State.NOT_OPENED)
    assert form.value("reading_lessons") is Absent.NOT_APPLICABLE
    assert form.history.get().history_user == cast.administrator


def test_saving_a_library_again_doubles_nothing(cast: Cast, administrator: Client) -> None:
    library = Library.objects.get(code="TV-TH")
    form = filled_in(administrator.get(page(Library, "change", library.pk)), "code")

    administrator.post(page(Library, "change", library.pk), {**form, "name": "Thư viện mới"})

    assert Library.objects.get(code="TV-TH").name == "Thư viện mới"
    assert LibraryFigures.objects.filter(facility=library).count() == 5
    assert figures_of("TV-TH").state == State.ACCEPTED


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"role": Role.REPORTER, "unit": ""}, "Người của đơn vị báo cáo phải thuộc một đơn vị."),
        ({"role": Role.OFFICER, "is_staff": "on"}, "Chỉ tài khoản quản trị mới được vào trang quản trị"),
        ({"role": Role.LEADER, "commune": "", "unit": ""}, "Tài khoản của xã phải chọn xã."),
    ],
)
def test_an_account_that_makes_no_sense_is_refused_with_a_sentence(
    cast: Cast, administrator: Client, given: dict[str, str], told: str
) -> None:
    change = page(User, "change", cast.reporter.pk)
    before = cast.reporter.role

    response = administrator.post(change, {**filled_in(administrator.get(change), "username"), **given})

    assert told in words(response)
    cast.reporter.refresh_from_db()
    assert (cast.reporter.role, cast.reporter.unit) == (before, cast.commune.units.get(code="TH"))


def test_the_administration_types_no_password_and_invites_instead(cast: Cast, administrator: Client) -> None:
    accounts, password = User.objects.count(), "trời nắng đi cấy lúa sớm"
    given = {"username": "hoa", "role": Role.OFFICER, "password1": password, "password2": password}

    for answer in (administrator.get(page(User, "add")), administrator.post(page(User, "add"), given)):
        assert answer["Location"] == "/nguoi-dung/moi-mot-nguoi/"
    assert User.objects.count() == accounts
    shown = administrator.get(page(User, "change", cast.reporter.pk)).content.decode()
    assert "Cấp lại giấy mời" in shown
    assert not [sign for sign in ("pbkdf2", "argon2", 'type="password"', "/password/") if sign in shown]


def test_who_has_set_a_commune_up_is_led_to_invite_its_people(cast: Cast) -> None:
    administrator, code = signed_in(cast.administrator), cast.neighbour.code

    invited = administrator.post(f"/xa/{code}/", {"moi": "1"}, follow=True)

    assert invited.redirect_chain == [("/nguoi-dung/moi-mot-nguoi/", 302)]
    assert 'value="officer"' in invited.content.decode()
    assert administrator.post(f"/xa/{code}/")["Location"] == "/ke-hoach/"


def test_an_account_is_never_deleted(cast: Cast, administrator: Client) -> None:
    response = administrator.post(page(User, "delete", cast.reporter.pk), {"post": "yes"})

    assert response.status_code == 403
    assert User.objects.filter(pk=cast.reporter.pk).exists()


def test_the_same_code_twice_is_refused_with_a_sentence(cast: Cast, administrator: Client) -> None:
    response = add(administrator, Unit, code="TH", name="Trường khác", kind="school", commune=cast.commune.pk)

    assert "Xã đã có đơn vị với mã này. Hãy chọn mã khác." in words(response)


def test_a_deadline_is_moved_with_a_trace_and_nothing_else_of_the_year(cast: Cast, administrator: Client) -> None:
    year = ours(ReportingYear).get(year=2026)
    form = filled_in(administrator.get(page(ReportingYear, "change", year.pk)), "unit_deadline")

    administrator.post(
        page(ReportingYear, "change", year.pk), {**form, "unit_deadline": "10/12/2026", "closed_at_0": "x"}
    )

    moved = ours(ReportingYear).get(year=2026)
    assert (str(moved.unit_deadline), moved.closed_at) == ("2026-12-10", None)
    newest: Any = moved.history.first()
    assert newest.history_user == cast.administrator


def test_another_communes_plan_is_entered_without_a_programmer(cast: Cast, administrator: Client) -> None:
    add(administrator, Commune, code="99999", name="Tân Kỳ", province="Hải Phòng", kind="commune")

    assert Commune.objects.get(code="99999").full_name == "xã Tân Kỳ"
    form = filled_in(administrator.get(page(Plan, "add")), "number")
    assert {"commune", "number", "issued_on", "title", "signatory"} <= form.keys()


EXPORTED = [model for model in REGISTERED if isinstance(admin.site._registry[model], RegisterAdmin)]


def test_the_registers_that_set_up_a_commune_can_be_taken_along() -> None:
    """The sheets of the set-up workbook that have a list here; a milestone is listed with its condition."""
    assert {model.__name__ for model in EXPORTED} == {
        *("Commune", "Unit", "Library", "CulturalCentre"),
        *("Plan", "Section", "Target", "Condition", "Interpretation", "Task"),
    }


@pytest.mark.parametrize("model", EXPORTED, ids=lambda model: model._meta.model_name)
def test_an_exported_list_comes_in_again_without_a_change(
    cast: Cast, administrator: Client, model: type[models.Model]
) -> None:
    of_commune: dict[Any, dict[str, Any]] = {
        Commune: {"code__exact": cast.commune.code},
        Condition: {"target__plan__id__exact": ours(Plan).get().pk},
        **{of: {"commune__id__exact": cast.commune.pk} for of in (Plan, Unit, Library, CulturalCentre)},
    }
    chosen = of_commune.get(model, {"plan__id__exact": ours(Plan).get().pk})
    listed = administrator.get(page(model, "changelist"), chosen)
    exported = administrator.get(page(model, "export"), chosen)

    assert f'href="{page(model, "export")}' in listed.content.decode()
    outcome = set_up(open_book(exported.content, PATIENCE), by=cast.administrator, at=NOW, keep=False)
    assert (outcome.faults, outcome.groups, outcome.commune) == ([], [], cast.commune)
    assert outcome.rows >= listed.context["cl"].result_count


def test_what_is_ticked_is_exported_alone_and_a_change_in_it_is_read(cast: Cast, administrator: Client) -> None:
    unit = Unit.objects.get(commune=cast.commune, code="TH")
    sent = {"action": "export_admin_action", "_selected_action": [unit.pk]}
    exported = administrator.post(page(Unit, "changelist"), sent)
    workbook = load_workbook(BytesIO(exported.content))
    (cell,) = (cell for row in workbook["Đơn vị"] for cell in row if cell.value == unit.name)
    cell.value = "Trường Tiểu học số 1"

    outcome = set_up(open_book(saved(workbook), PATIENCE), by=cast.administrator, at=NOW, keep=False)

    assert {"Xã", "Đơn vị"} <= set(workbook.sheetnames) <= {"Hướng dẫn", "Danh mục", "Xã", "Đơn vị"}
    assert [(row.before, row.after) for group in outcome.groups for row in group.rows] == [(unit.name, cell.value)]


@pytest.mark.parametrize(
    ("search", "sentence"),
    [({}, "Danh sách có dòng của nhiều hơn một xã."), ({"q": "không có"}, "Danh sách trống nên không có gì để xuất.")],
)
def test_a_list_that_is_not_one_communes_is_not_exported(
    cast: Cast, administrator: Client, search: dict[str, str], sentence: str
) -> None:
    Unit.objects.create(commune=cast.neighbour, code="TH", name="Trường Tiểu học Quang Khải", kind="school")

    assert sentence in words(administrator.get(page(Unit, "export"), search, follow=True))


def test_nobody_else_exports(cast: Cast) -> None:
    for user in (cast.officer, cast.leader, cast.reporter, cast.overseer):
        assert signed_in(user).get(page(Library, "export")).status_code in (302, 403)


def test_the_years_of_two_milestones_are_not_exchanged_in_one_step(cast: Cast, administrator: Client) -> None:
    condition = Condition.objects.filter(target__plan__commune=cast.commune, milestones__year=2030).distinct()[0]
    form = administrator.get(page(Condition, "change", condition.pk)).context["inline_admin_formsets"][0].formset
    sent = {"target": condition.target_id, "scope": condition.scope, "measure": condition.measure, "position": 1}
    for field in (*form.management_form, *(field for row in form.forms for field in row)):
        sent[field.html_name] = "" if field.value() is None else field.value()
    years = [name for name in sent if name.endswith("-year") and sent[name]]
    sent[years[0]], sent[years[1]] = sent[years[1]], sent[years[0]]
    sent |= {name: "2019" for name in sent if name.endswith("-base_year") and sent[name]}

    response = administrator.post(page(Condition, "change", condition.pk), sent)

    assert response.status_code == 200
    assert "Điều kiện đã có mốc của năm này. Muốn đổi chỗ hai dòng, hãy lưu làm hai lần." in words(response)


def test_a_milestones_per_cent_are_typed_as_everywhere(cast: Cast, administrator: Client) -> None:
    milestone = Milestone.objects.filter(condition__target__plan__commune=cast.commune, at_most=None).latest("year")
    address = page(Condition, "change", milestone.condition_id)
    sent = filled_in(administrator.get(address), "milestones-0-at_least")
    row = next(name[:-3] for name, value in sent.items() if name.endswith("-id") and value == [str(milestone.pk)])

    unread = administrator.post(address, {**sent, f"{row}-at_least": "1.250"})
    share = administrator.post(address, {**sent, f"{row}-at_least": "0,98"})
    administrator.post(address, {**sent, f"{row}-at_least": "92,5 %"})

    milestone.refresh_from_db()
    assert milestone.at_least == Decimal("92.5")
    assert "Hãy gõ 1250 hoặc 1,250." in unread.content.decode()
    assert "Hãy gõ 98 % hoặc 0,98 %." in share.content.decode()


def test_a_milestone_below_one_per_cent_is_saved_again_as_it_stands(cast: Cast, administrator: Client) -> None:
    milestone = Milestone.objects.filter(condition__target__plan__commune=cast.commune, at_most=None).latest("year")
    Milestone.objects.filter(pk=milestone.pk).update(at_least=Decimal("0.5"))
    address = page(Condition, "change", milestone.condition_id)

    administrator.post(address, filled_in(administrator.get(address), "milestones-0-at_least") | {"_save": "1"})

    milestone.refresh_from_db()
    assert milestone.at_least == Decimal("0.5")


def test_nobody_sets_the_password_of_somebody_else(cast: Cast, administrator: Client) -> None:
    before = cast.reporter.password

    answer = administrator.post(f"/quan-tri/kehoach/user/{cast.reporter.pk}/password/", {"password1": "x" * 20})

    assert answer["Location"] == "/nguoi-dung/"
    assert User.objects.get(pk=cast.reporter.pk).password == before


def test_what_goes_with_a_deleted_row_is_told_in_vietnamese(cast: Cast, administrator: Client) -> None:
    answer = administrator.get(f"/quan-tri/kehoach/target/{Target.objects.earliest('pk').pk}/delete/")

    assert answer.status_code == 200
    assert english_of(answer) == []
