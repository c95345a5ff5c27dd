"""Entry without an account: what a link opens, and what it never opens."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from kehoach.common.periods import default_window
from kehoach.common.tokens import token_of
from kehoach.models import EntryLink, Role, SignedInSession, State, User
from kehoach.people.access import OPEN_TO_LINKS
from kehoach.years.actions import open_year
from tests.access.routes import routes
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.entry_links import PAGE, address, close, everything, inside, link_of, replace_key, shape, take_back

SAMPLES = {
    "code": "TV-TH",
    "unit": "TH",
    "year": OPEN_YEAR,
    "slug": "thu-vien",
    "token": "doan-mo",
    "pk": 1,
    "first_day": "2026-10-01",
    "file": 1,
    "kind": "hang-nam",
    "section": "I",
    "failed_check": "empty",
    "ending": "docx",
    "level": "unit",
    "action": "merge",
}
# The steps of a form that a link may take, and all the views that it may see.
OPEN_STEPS = {
    *("figures", "open", "entry", "submit", "receipt", "withdraw", "ask_back"),
    *("evidence", "evidence_file", "evidence_small", "remove_evidence"),
    *("figures_history", "tallies", "tally"),
}
OPEN_VIEWS = {
    *("figures_excel", "template", "unit_template", "workbook", "marked_workbook", "workbook_file"),
    *("guide", "guide_sheet", "personal_data"),
    *("official_forms", "library_form", "library_answers"),
    "home",
    "entry_link",
    "reopen_link",
    "sign_out",
    "slip",
    "submitted_copy",
} | {f"{app}:{step}" for app in ("thuvien", "vanhoa") for step in OPEN_STEPS}


@pytest.fixture
def link(cast: Cast) -> EntryLink:
    """The primary school's link; nobody has opened its form yet."""
    put_into("TV-TH", State.NOT_OPENED)
    return link_of("TH")


@pytest.mark.once
@pytest.mark.parametrize("method", ["get", "head", "options", "put"])
def test_a_message_preview_changes_nothing(link: EntryLink, method: str) -> None:
    before = everything()

    response = getattr(Client(), method)(address(link))

    assert response.status_code == (200 if method in ("get", "head") else 405)
    assert "sessionid" not in response.cookies
    assert everything() == before


def test_the_page_has_one_button_and_names_unit_and_year(link: EntryLink) -> None:
    page = Client().get(address(link)).content.decode()

    assert page.count("<button") == page.count("<form") == 1
    assert "Trường Tiểu học Quảng Nghiệp" in page
    assert "Phiếu số liệu năm 2026" in page


def test_the_button_opens_the_form_in_the_name_of_the_link(link: EntryLink) -> None:
    response = Client().post(address(link))

    figures = figures_of("TV-TH")
    assert response["Location"] == "/thu-vien/TV-TH/2026/nhap/"
    assert figures.state == State.DRAFT
    assert str(figures.opened_by) == "Trường Tiểu học Quảng Nghiệp (qua đường dẫn)"
    assert EntryLink.objects.get(pk=link.pk).first_used_at is not None


def test_pressing_twice_opens_once(link: EntryLink) -> None:
    client = Client()
    client.post(address(link))
    versions = figures_of("TV-TH").history.count()

    assert client.post(address(link)).status_code == 302
    assert figures_of("TV-TH").history.count() == versions


def test_entering_leaves_nothing_of_the_session_before(cast: Cast, link: EntryLink) -> None:
    client = signed_in(cast.officer)
    before = client.session.session_key

    client.post(address(link))

    assert client.session.session_key != before
    assert not SignedInSession.objects.filter(session_key=before).exists()
    assert client.get(PAGE).status_code == 403


def test_a_form_that_is_submitted_is_shown_instead(cast: Cast) -> None:
    put_into("TV-TH", State.SUBMITTED)

    assert Client().post(address(link_of("TH")))["Location"] == "/thu-vien/TV-TH/2026/"


def test_a_unit_with_several_forms_comes_to_its_list(cast: Cast, link: EntryLink) -> None:
    centre = put_into("VH-GOM", State.NOT_OPENED).facility
    centre.unit = cast.reporter.unit
    centre.save()

    response = Client().post(address(link), follow=True)

    assert response.redirect_chain == [("/", 302)]
    assert {figures_of("TV-TH").state, figures_of("VH-GOM").state} == {State.DRAFT}
    assert response.content.decode().count("<article") == 2


def test_a_link_leads_to_its_own_year_when_another_is_open_too(cast: Cast, link: EntryLink) -> None:
    open_year(commune=cast.commune, year=2027, window=default_window(2027), by=cast.officer, at=NOW)

    page = inside(link).get("/").content.decode()

    assert "Số liệu năm 2026" in page
    assert "/thu-vien/TV-TH/2026/nhap/" in page


def test_values_come_in_and_are_submitted_as_through_the_link(link: EntryLink) -> None:
    client = inside(link)
    version = figures_of("TV-TH").version

    client.post("/thu-vien/TV-TH/2026/nhap/", {"version": version, "visits_pupils": "3.641"})

    figures = figures_of("TV-TH")
    assert figures.value("visits_pupils") == 3641
    assert not figures.entered_on_behalf
    assert "qua đường dẫn" in str(figures.saved_by)
    assert client.get("/thu-vien/TV-TH/2026/nop/").status_code == 200


def test_the_person_responsible_is_not_taken_for_the_link(link: EntryLink) -> None:
    client, figures = inside(link), figures_of("TV-TH")
    figures.responsible_name = figures.responsible_position = ""
    figures.save()

    def proposed() -> tuple[str, str]:
        form = client.get("/thu-vien/TV-TH/2026/nop/").context["form"]
        return form["name"].value(), form["position"].value()

    # Whoever stood by the figures of last year probably does so again.
    assert proposed() == ("Người ký minh họa", "Hiệu trưởng")
    figures_of("TV-TH", 2025).delete()
    assert proposed() == ("", "")


def test_there_is_no_menu_and_the_page_says_how_one_came(link: EntryLink) -> None:
    page = inside(link).get("/").content.decode()

    assert "<nav" not in page
    assert "qua đường dẫn</small>" in page
    assert "/nhiem-vu/" not in page
    assert 'href="/thu-vien/TV-TH/"' not in page


# What it never opens


def test_other_units_forms_and_other_years_are_no_pages(link: EntryLink) -> None:
    client = inside(link)

    for path in ("THCS/2026/", "THCS/2026/nhap/", "TH/2025/", "TH/2025/nhap/", "TH/2024/nop/"):
        assert client.get(f"/thu-vien/TV-{path}").status_code == 404
    assert client.post("/thu-vien/TV-THCS/2026/mo/").status_code == 404
    assert client.get("/van-hoa/VH-GOM/2026/").status_code == 404


@pytest.mark.once
@pytest.mark.parametrize(
    "path",
    [
        *("/ke-hoach/", "/nhiem-vu/IV.2.a/", "/thu-vien/", "/van-hoa/", "/thu-vien/TV-TH/", "/bang-dieu-hanh/"),
        *("/bang-dieu-hanh/2025/", "/bao-cao/", "/bao-cao/2025/annual/", "/so-lieu/2026/", PAGE, "/quan-tri/"),
        *("/thu-vien/TV-TH/2026/tra-lai/", f"/so-lieu/{OPEN_YEAR}/ma-qr/", "/quan-tri/kehoach/user/"),
    ],
)
def test_any_other_page_is_refused_with_a_sentence(link: EntryLink, path: str) -> None:
    response = inside(link).get(path)

    assert response.status_code == 403
    assert "Đường dẫn này chỉ mở phiếu số liệu năm 2026" in response.content.decode()


def own_views() -> dict[str, tuple[str, Callable[..., HttpResponse]]]:
    """An address and the view of every route of the portal, for the primary school's library where it asks for one."""
    found = {}
    for name, converters in routes():
        url = reverse(name, kwargs={parameter: SAMPLES[parameter] for parameter, _ in converters})
        found[name] = url, resolve(url).func
    return found


def test_links_are_let_into_these_views_alone() -> None:
    marked = {name for name, (_, view) in own_views().items() if hasattr(view, OPEN_TO_LINKS)}

    assert marked == OPEN_VIEWS


def test_every_other_view_is_refused_by_default(link: EntryLink) -> None:
    client = inside(link)
    refusing = [
        (url, method)
        for url, view in own_views().values()
        if not hasattr(view, OPEN_TO_LINKS) and getattr(view, "login_required", True)
        for method in ("get", "post", "put", "delete")
    ]

    assert len(refusing) > 40
    assert {getattr(client, method)(url).status_code for url, method in refusing} == {403}


@pytest.mark.parametrize("path", ["/thu-vien/TV-TH/2026/duyet/", "/thu-vien/TV-TH/2026/tra-lai/", "/xa/11122/"])
def test_any_other_step_is_refused(link: EntryLink, path: str) -> None:
    assert inside(link).post(path).status_code == 403


@pytest.mark.case("SC-012")
def test_a_session_ends_at_once_when_its_link_is_revoked(cast: Cast, link: EntryLink) -> None:
    client = inside(link)
    signed_in(cast.officer).post(f"{PAGE}TH/thu-hoi/")

    response = client.get("/thu-vien/TV-TH/2026/nhap/")

    assert "Đường dẫn này không dùng được" in response.content.decode()
    assert client.get("/")["Location"].startswith("/dang-nhap/")


ENDS = [take_back, replace_key]


@pytest.mark.parametrize(("end", "status"), [(close, 403), (take_back, 404)])
def test_a_session_writes_nothing_after_its_link_has_ended(
    link: EntryLink, end: Callable[[EntryLink], None], status: int
) -> None:
    client, version = inside(link), figures_of("TV-TH").version
    end(link)

    response = client.post("/thu-vien/TV-TH/2026/nhap/", {"version": version, "visits_pupils": "1"})

    assert response.status_code == status
    assert figures_of("TV-TH").version == version


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("end", ENDS)
def test_every_useless_link_gets_the_answer_of_a_guess(
    link: EntryLink, end: Callable[[EntryLink], None], method: str
) -> None:
    end(link)

    assert shape(getattr(Client(), method)(address(link))) == shape(getattr(Client(), method)("/l/doan-mo/"))
    assert figures_of("TV-TH").state == State.NOT_OPENED


@pytest.mark.parametrize("end", ENDS)
def test_a_useless_link_takes_the_work_of_a_guess(link: EntryLink, end: Callable[[EntryLink], None]) -> None:
    end(link)
    statements = []
    for path in (address(link), "/l/doan-mo/"):
        with CaptureQueriesContext(connection) as queries:
            Client().get(path)
        statements.append([query["sql"] for query in queries])

    of_link, of_guess = statements
    assert len(of_link) == len(of_guess)
    assert (
        sum("kehoach_entrylink" in sql for sql in of_link) == sum("kehoach_entrylink" in sql for sql in of_guess) == 1
    )


@pytest.mark.once
def test_a_thousand_guesses_are_all_told_the_same(link: EntryLink) -> None:
    client = Client()
    answers = {shape(client.get(f"/l/{secrets.token_urlsafe(16)}/")) for _ in range(1000)}

    ((status, _, body),) = answers
    assert status == 404
    assert "Trường Tiểu học" not in body.decode()
    assert client.get(address(link)).status_code == 200


def test_a_token_does_not_open_in_another_spelling(link: EntryLink) -> None:
    token = token_of(link.nonce)

    for spelled in (
        token.swapcase(),
        token[:-1],
        f"{token}=",
        f"{token} ",
        token[::-1],
        "%00",
        link.token_hash,
        link.nonce,
    ):
        assert Client().get(f"/l/{spelled}/").status_code == 404


def test_the_account_of_a_link_never_signs_in_with_a_password(cast: Cast, link: EntryLink) -> None:
    account = User.objects.get(is_link=True)
    account.set_password("mat-khau-rat-dai-2030")
    account.save()

    signed = Client().login(username=account.username, password="mat-khau-rat-dai-2030")

    assert not signed
    assert User.objects.get(is_link=True).role == Role.REPORTER


def test_an_account_of_a_link_without_a_link_in_its_session_is_shown_out(cast: Cast, link: EntryLink) -> None:
    client = signed_in(User.objects.get(is_link=True))

    assert client.get("/").status_code == 404
    assert client.get("/").status_code == 302
