"""The form saves by itself, two people at once lose nothing, and a submission gives a receipt."""

import re
from datetime import timedelta

import pytest
from cast import Cast, figures_of, put_into, signed_in
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from kehoach.models import State
from tests.pages import markup, words

pytestmark = pytest.mark.once

HTMX = {"HX-Request": "true"}
PAGE = "/thu-vien/TV-TH/2026/nhap/"


@pytest.fixture
def client(cast: Cast) -> Client:
    put_into("TV-TH", State.RETURNED)
    return signed_in(cast.reporter)


def send(client: Client, version: int, *, autosave: bool = True, **answers: str) -> HttpResponse:
    answers = {name.replace("__", "-"): answer for name, answer in answers.items()}
    return client.post(PAGE, {"version": version, **answers}, headers=HTMX if autosave else {})


def test_an_autosave_saves_and_answers_with_what_changed_alone(client: Client) -> None:
    before = figures_of("TV-TH")
    told = send(client, before.version, seats="37").content.decode()
    assert figures_of("TV-TH").seats == 37
    assert "id_seats-last" in told
    assert "id_pupils-last" not in told
    assert f'value="{before.version + 1}"' in told


def test_an_autosave_tells_what_the_checks_have_to_say_now(client: Client) -> None:
    told = send(client, figures_of("TV-TH").version, visits_pupils="9000").content.decode()
    assert "hơn mức 20% cần giải trình" in told


def test_an_autosave_with_a_wrong_number_saves_the_right_ones(client: Client) -> None:
    told = send(client, figures_of("TV-TH").version, seats="abc", computers="7").content.decode()
    assert "Đây không phải là một số nguyên" in told
    assert figures_of("TV-TH").computers == 7
    assert figures_of("TV-TH").seats == 36


def test_what_followed_from_the_kept_number_goes_where_the_input_cannot_be_read(client: Client) -> None:
    version = figures_of("TV-TH").version
    saved = words(send(client, version, visits_pupils="3.700"))
    assert re.search(r"Tổng lượt \D+ \d{4}: [\d.]+ lượt [\d.]+ lượt", saved)
    change = r"\d{4}: [\d.]+ ?, (?:tăng|giảm) [\d,]+%"
    assert re.search(change, saved)
    wrong = words(send(client, version + 1, visits_pupils="ba nghìn"))
    assert re.search(r"Tổng lượt \D+ \d{4}: [\d.]+ lượt – lượt", wrong)
    assert not re.search(change, wrong)


def test_a_number_typed_back_to_the_kept_one_is_no_longer_marked_as_wrong(client: Client) -> None:
    version = figures_of("TV-TH").version
    wrong = send(client, version, seats="abc").content.decode()
    assert 'name="seats-wrong"' in wrong
    right = send(client, version, seats="36", seats__wrong="1").content.decode()
    assert 'id="id_seats-say"' in right
    assert "seats-wrong" not in right
    assert "errorlist" not in right


def test_the_same_autosave_again_changes_nothing(client: Client) -> None:
    version = figures_of("TV-TH").version
    send(client, version, seats="37")
    send(client, version, seats="37")
    assert figures_of("TV-TH").version == version + 1


def test_an_old_page_does_not_take_back_what_another_saved(client: Client) -> None:
    version = figures_of("TV-TH").version
    send(client, version, seats="37", computers="2")
    send(client, version, seats="36", computers="9")
    assert (figures_of("TV-TH").seats, figures_of("TV-TH").computers) == (37, 9)


def test_an_autosave_brings_what_another_saved_so_that_it_is_not_sent_back(client: Client) -> None:
    version = figures_of("TV-TH").version
    send(client, version, seats="37", seats__note="Đã đếm lại")
    told = send(client, version, seats="36", seats__note="", computers="9").content.decode()
    assert re.search(r'id="id_seats"[^>]* value="37"', told)
    assert "Đã đếm lại" in told


def test_an_autosave_marks_what_another_saved_before_it_gives_the_version(client: Client) -> None:
    version = figures_of("TV-TH").version
    send(client, version, seats="37")
    told = send(client, version, seats="36", computers="9").content.decode()
    assert re.findall(r'id="([^"]*)"[^>]* data-elsewhere', told) == ["id_seats-card"]
    assert told.index('id="version"') > told.rindex("-card")


@pytest.mark.parametrize(("autosave", "status"), [(True, 200), (False, 409)])
def test_two_answers_to_one_question_are_both_shown(client: Client, autosave: bool, status: int) -> None:
    version = figures_of("TV-TH").version
    send(client, version, seats="37")
    response = send(client, version, autosave=autosave, seats="40")
    told = response.content.decode()
    assert response.status_code == status
    assert "Người khác vừa lưu: <b>37" in told
    # Without the script the page comes anew; with it the input keeps what is typed in it.
    assert ('value="40"' in told) is not autosave
    assert figures_of("TV-TH").seats == 37


@pytest.mark.parametrize(("whose", "seats"), [("mine", 40), ("theirs", 37)])
def test_the_second_person_chooses(client: Client, whose: str, seats: int) -> None:
    version = figures_of("TV-TH").version
    send(client, version, seats="37")
    send(client, version + 1, seats="40", seats__take=whose)
    assert figures_of("TV-TH").seats == seats


def test_an_autosave_with_a_clash_saves_all_the_rest(client: Client) -> None:
    version = figures_of("TV-TH").version
    send(client, version, seats="37")
    send(client, version, seats="40", computers="9")
    assert (figures_of("TV-TH").seats, figures_of("TV-TH").computers) == (37, 9)


def test_a_clash_waits_until_it_is_decided(client: Client) -> None:
    version = figures_of("TV-TH").version
    send(client, version, seats="37")
    told = send(client, version + 1, seats="40", seats__clash="1", computers="9").content.decode()
    assert "Người khác vừa lưu: <b>37" in told
    assert (figures_of("TV-TH").seats, figures_of("TV-TH").computers) == (37, 9)


@pytest.mark.parametrize("autosave", [True, False])
def test_what_cannot_be_read_hides_no_number_that_another_saved(client: Client, autosave: bool) -> None:
    version = figures_of("TV-TH").version
    send(client, version, seats="37")
    told = send(client, version, autosave=autosave, seats="ba mươi", computers="9").content.decode()
    assert "Người khác vừa lưu: <b>37" in told
    assert figures_of("TV-TH").computers == (9 if autosave else 2), "an autosave saves the rest"
    send(client, figures_of("TV-TH").version, seats="40", seats__clash="1")
    assert figures_of("TV-TH").seats == 37, "nobody has chosen yet"


def test_a_page_never_clashes_with_what_it_has_sent_itself(client: Client) -> None:
    version = figures_of("TV-TH").version
    send(client, version, seats="4", page="abc")
    send(client, version, seats="40", page="abc")
    assert figures_of("TV-TH").seats == 40


def test_two_notes_on_one_question_are_a_conflict_too(client: Client) -> None:
    version = figures_of("TV-TH").version
    send(client, version, seats="36", seats__note="Đã đếm lại")
    response = send(client, version, autosave=False, seats="36", seats__note="Mua thêm ghế")
    assert response.status_code == 409
    assert "Đã đếm lại" in response.content.decode()


def test_no_answer_that_failed_takes_the_place_of_the_page_in_development_either(
    client: Client, settings: Settings
) -> None:
    settings.DEBUG = True

    page = markup(client.get(PAGE))

    assert "htmx-2.min.js" in page
    assert "django-htmx.js" not in page


def test_a_submission_leads_to_its_receipt(client: Client) -> None:
    version = figures_of("TV-TH").version
    signed = {"version": version, "name": "Người ký minh họa", "position": "Hiệu trưởng", "why_unchanged": "Đúng."}
    response = client.post("/thu-vien/TV-TH/2026/nop/", signed, follow=True)
    assert response.redirect_chain == [("/thu-vien/TV-TH/2026/bien-nhan/", 302)]
    assert "Đã nộp số liệu năm 2026" in words(response)
    assert "/phieu/thu-vien/TV-TH/2026/" in response.content.decode()


def test_a_double_click_submits_once_and_shows_the_same_receipt(client: Client) -> None:
    signed = {
        "version": figures_of("TV-TH").version,
        "name": "Người ký minh họa",
        "position": "Hiệu trưởng",
        "why_unchanged": "Đúng.",
    }
    first = client.post("/thu-vien/TV-TH/2026/nop/", signed)
    versions = figures_of("TV-TH").history.count()
    second = client.post("/thu-vien/TV-TH/2026/nop/", signed)
    assert first["Location"] == second["Location"]
    assert figures_of("TV-TH").history.count() == versions


def test_there_is_no_receipt_before_a_submission(client: Client) -> None:
    assert client.get("/thu-vien/TV-TH/2026/bien-nhan/")["Location"] == "/thu-vien/TV-TH/2026/"


@pytest.mark.parametrize(("ago", "told"), [(0, r"Đã lưu lúc \d\d:\d\d"), (1, r"Đã lưu \d\d/\d\d/\d{4}")])
def test_the_form_says_at_what_hour_it_was_saved_or_on_which_day(client: Client, ago: int, told: str) -> None:
    figures = figures_of("TV-TH")
    figures.saved_at = timezone.now() - timedelta(days=ago)
    figures.save()
    assert re.search(told, client.get(PAGE).content.decode())


def test_what_need_not_be_answered_is_folded_while_nothing_is_said_there(client: Client) -> None:
    before = markup(client.get(PAGE)).count('<details class="card further">')
    send(client, figures_of("TV-TH").version, books_reference="12")
    assert markup(client.get(PAGE)).count('<details class="card further">') == before - 1


@pytest.mark.case("SC-261")
def test_text_for_a_font_of_old_is_offered_in_letters_of_today(client: Client) -> None:
    version, typed, meant = figures_of("TV-TH").version, "Kh«ng cã sè liÖu", "Không có số liệu"
    answers = {"loans-note": typed, "standard_decision": typed}

    page = send(client, version, **answers).content.decode()
    assert page.count(f'data-use="{meant}"') == 2
    assert f'value="{typed}"' in page
    whole = send(client, version, autosave=False, **answers).content.decode()
    assert whole.count(f'value="{meant}"') == 2
    assert "data-use" not in whole
    assert figures_of("TV-TH").version == version

    send(client, version, **dict.fromkeys(answers, meant))
    assert figures_of("TV-TH").notes["loans"] == figures_of("TV-TH").standard_decision == meant
