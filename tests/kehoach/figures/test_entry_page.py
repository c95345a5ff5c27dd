"""The entry form as a school's librarian meets it: what they type, what is saved, what they are told."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kehoach.models import State
from kehoach.questionnaire.values import Absent
from tests.cast import OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.pages import beside, edit, filled_in, words

SCHOOL = "TV-TH"
PAGE = f"/thu-vien/{SCHOOL}/{OPEN_YEAR}/"
ENTRY, SUBMIT = f"{PAGE}nhap/", f"{PAGE}nop/"


@pytest.fixture
def librarian(cast: Cast) -> Client:
    """The primary school's librarian, with the school's form half way."""
    put_into(SCHOOL, State.DRAFT)
    return signed_in(cast.reporter)


def value(name: str) -> Any:
    """What the school's form says now."""
    return figures_of(SCHOOL).value(name)


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("pupils", "-5", "Số liệu không thể âm. Hãy nhập 0 hoặc một số lớn hơn 0."),
        ("pupils", "nhiều", "Đây không phải là một số nguyên. Hãy chỉ gõ chữ số, ví dụ 1234 hoặc 1.234."),
        ("pupils", "4e2", "Đây không phải là một số nguyên."),
        ("pupils", "٤٣٦", "Đây không phải là một số nguyên."),
        ("pupils", "12,5", "không có phần thập phân sau dấu phẩy"),
        ("pupils", "1,234", "Nếu muốn tách hàng nghìn, hãy dùng dấu chấm, ví dụ 1.234."),
        ("pupils", "12.34", "Chưa rõ là số nào. Cần một số nguyên."),
        ("pupils", "0.500", "Chưa rõ là số nào. Cần một số nguyên"),
        ("pupils", "7.0", "Chưa rõ là số nào. Cần một số nguyên"),
        ("pupils", "12 34", "Chưa rõ là số nào. Hãy gõ liền 1234 hoặc có chấm 1.234."),
        ("pupils", "100.000.000", "Số quá lớn: nhiều nhất là 99.999.999."),
        ("pupils", "9" * 40, "Số quá lớn. Hãy kiểm tra lại, có thể đã gõ thừa chữ số."),
        ("funding_state_vnd", "1.000.000.000.000", "Số quá lớn: nhiều nhất là 999.999.999.999."),
    ],
)
def test_what_is_no_number_is_told_beside_its_field(librarian: Client, name: str, typed: str, sentence: str) -> None:
    before = value(name)

    response = edit(librarian, ENTRY, **{name: typed}, staff="25")

    assert response.status_code == 200
    assert sentence in beside(response, name)
    assert filled_in(response, "version")[name] == [typed]
    assert (value(name), value("staff")) == (before, 25)


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("436", 436), ("0", 0), ("1.234", 1234), ("12.345.678", 12345678), ("007", 7)),
        *((" 1 234 ", 1234), ("1\u00a0234", 1234), ("1\u202f234\t", 1234)),
        # What nobody sees comes along with what is pasted: blanks of no width, soft hyphens, marks of direction.
        *(("4\u200b36", 436), ("\ufeff436", 436), ("4\u00ad36", 436), ("\u200e436\u202c", 436)),
    ],
)
def test_a_number_is_understood_as_people_write_and_paste_it(librarian: Client, typed: str, number: int) -> None:
    response = edit(librarian, ENTRY, pupils=typed)

    assert response["Location"] == ENTRY
    assert value("pupils") == number


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "amount"), [("12,5 triệu", 12_500_000), ("5tr", 5_000_000), ("500 nghìn đồng", 500_000)]
)
def test_money_is_understood_in_words(librarian: Client, typed: str, amount: int) -> None:
    edit(librarian, ENTRY, funding_state_vnd=typed)

    assert value("funding_state_vnd") == amount


@pytest.mark.once
@pytest.mark.parametrize("typed", ["1.5", "-3", "sáu trăm"])
def test_what_cannot_be_read_is_no_answer_and_is_told_once(librarian: Client, typed: str) -> None:
    assert "29/29 câu" in words(librarian.get(ENTRY))
    edit(librarian, ENTRY, titles="13400")

    response = edit(librarian, ENTRY, titles=typed)

    assert "28/29 câu" in words(response)
    assert "1 câu cần sửa" in words(response)
    row = response.content.decode().split('id="id_titles-card"')[1].split('id="id_periodicals-card"')[0]
    assert row.count('class="say ') == 1
    assert "nhiều hơn tổng số bản sách" not in row


def test_an_emptied_field_is_unanswered_not_zero(librarian: Client) -> None:
    edit(librarian, ENTRY, pupils="")

    assert value("pupils") is Absent.UNANSWERED


@pytest.mark.parametrize("reason", [Absent.UNKNOWN, Absent.NOT_APPLICABLE])
def test_why_there_is_no_number_is_saved_with_its_note(librarian: Client, reason: Absent) -> None:
    edit(librarian, ENTRY, **{"online_visits": "", "online_visits-absent": reason, "online_visits-note": " Máy  hỏng "})

    assert value("online_visits") is reason
    assert figures_of(SCHOOL).notes["online_visits"] == "Máy hỏng"


def test_what_is_not_known_stays_so_until_a_number_is_typed(librarian: Client) -> None:
    edit(librarian, ENTRY, **{"online_visits": "", "online_visits-absent": "unknown", "online_visits-note": "Máy hỏng"})

    edit(librarian, ENTRY, staff="25")
    assert value("online_visits") is Absent.UNKNOWN

    edit(librarian, ENTRY, online_visits="12")
    assert value("online_visits") == 12


@pytest.mark.once
@pytest.mark.case("SC-040")
def test_nothing_is_said_to_be_wrong_before_anything_is_typed(cast: Cast) -> None:
    client = signed_in(cast.reporter_of("TTHTCD"))

    page = client.post(f"/thu-vien/TV-TTHTCD/{OPEN_YEAR}/mo/", follow=True).content.decode()

    assert "Chưa trả lời:" not in page
    assert "Lỗi phải sửa" not in page
    assert 'class="say ' not in page


@pytest.mark.once
@pytest.mark.case("SC-042")
@pytest.mark.parametrize(
    ("sent", "seats"),
    [
        ({}, Absent.UNANSWERED),
        ({"floor_area_m2-same": "same"}, 10),
        ({"floor_area_m2-same": "change", "seats": "11"}, 11),
        ({"floor_area_m2-same": "same", "seats": "11"}, 11),
    ],
)
def test_what_seldom_changes_is_confirmed_together(cast: Cast, sent: dict[str, str], seats: Any) -> None:
    client, page = signed_in(cast.reporter_of("TTHTCD")), f"/thu-vien/TV-TTHTCD/{OPEN_YEAR}/"
    client.post(f"{page}mo/")

    edit(client, f"{page}nhap/", **sent)

    last = figures_of("TV-TTHTCD", OPEN_YEAR - 1)
    expected = last.value("seats") if seats == 10 else seats
    assert figures_of("TV-TTHTCD").value("seats") == expected


@pytest.mark.once
def test_a_number_and_not_known_exclude_each_other(librarian: Client) -> None:
    response = edit(librarian, ENTRY, **{"pupils": "436", "pupils-absent": "unknown", "staff": "25"})

    assert "Đã có giá trị thì không chọn “Chưa thống kê” hoặc “Không áp dụng”." in beside(response, "pupils")
    assert filled_in(response, "version")["pupils"] == ["436"]
    assert (value("pupils"), value("staff")) == (435, 25)


@pytest.mark.once
def test_none_and_a_service_exclude_each_other(librarian: Client) -> None:
    response = edit(librarian, ENTRY, services=["lending", "none"])

    assert "Đã chọn “Không có” thì không chọn thêm mục khác." in beside(response, "services")
    assert filled_in(response, "version")["services"] == ["lending", "none"]
    assert "mobile_library" in value("services")


@pytest.mark.once
@pytest.mark.parametrize(("chosen", "kept"), [(["none"], frozenset()), (["lending"], {"lending"}), ([], None)])
def test_choices_are_saved_and_none_of_them_is_an_answer(librarian: Client, chosen: list[str], kept: Any) -> None:
    edit(librarian, ENTRY, services=chosen)

    assert value("services") == (Absent.UNANSWERED if kept is None else kept)


@pytest.mark.once
def test_a_choice_that_is_not_offered_is_refused(librarian: Client) -> None:
    response = edit(librarian, ENTRY, services=["helicopter"])

    assert beside(response, "services")
    assert "mobile_library" in value("services")


@pytest.mark.once
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_yes_or_no_is_saved(cast: Cast, answer: str) -> None:
    put_into("VH-GOM", State.DRAFT)

    edit(signed_in(cast.reporter_of("THON-GOM")), f"/van-hoa/VH-GOM/{OPEN_YEAR}/nhap/", has_internet=answer)

    assert figures_of("VH-GOM").value("has_internet") is (answer == "yes")


@pytest.mark.once
def test_a_note_that_is_too_long_is_told_beside_its_field_and_the_old_one_stays(librarian: Client) -> None:
    edit(librarian, ENTRY, **{"pupils-note": "Thêm một lớp"})

    response = edit(librarian, ENTRY, **{"pupils-note": "x" * 501, "staff": "25"})

    assert beside(response, "pupils-note")
    assert figures_of(SCHOOL).notes["pupils"] == "Thêm một lớp"
    assert value("staff") == 25


def test_what_was_sent_is_all_that_changes(librarian: Client) -> None:
    before = figures_of(SCHOOL)

    librarian.post(ENTRY, {"version": before.version, "pupils": "436"})

    after = figures_of(SCHOOL)
    assert after.values() == {**before.values(), "pupils": 436}
    assert after.notes == before.notes


def test_an_unchanged_form_writes_nothing(librarian: Client) -> None:
    before = figures_of(SCHOOL)

    response = edit(librarian, ENTRY)

    assert response["Location"] == ENTRY
    assert figures_of(SCHOOL).version == before.version
    assert list(figures_of(SCHOOL).history.all()) == list(before.history.all())  # type: ignore[attr-defined]


@pytest.mark.once
def test_saving_for_later_stays_at_the_form_and_says_so(librarian: Client) -> None:
    response = edit(librarian, ENTRY, pupils="436")

    assert response["Location"] == ENTRY
    assert "Đã lưu." in words(librarian.get(ENTRY))


def test_saving_to_submit_saves_and_leads_to_the_summary(librarian: Client) -> None:
    response = edit(librarian, ENTRY, pupils="436", review="1")

    assert response["Location"] == SUBMIT
    assert value("pupils") == 436


def test_saving_to_submit_waits_until_what_is_wrong_is_right(librarian: Client) -> None:
    response = edit(librarian, ENTRY, pupils="nhiều", review="1")

    assert response.status_code == 200
    assert beside(response, "pupils")


def test_opening_leads_to_the_form_with_last_years_premises(cast: Cast) -> None:
    page = f"/thu-vien/TV-TTHTCD/{OPEN_YEAR}/"
    client = signed_in(cast.reporter_of("TTHTCD"))
    assert figures_of("TV-TTHTCD").state == State.NOT_OPENED

    response = client.post(f"{page}mo/", follow=True)

    assert response.redirect_chain[-1][0] == f"{page}nhap/"
    assert filled_in(response, "version")["floor_area_m2"] == ["18"]
    assert filled_in(response, "version")["floor_area_m2-same"] == []
    assert filled_in(response, "version")["visits_public"] == [""]
    assert "Như năm trước" in words(response)


@pytest.mark.once
@pytest.mark.parametrize("step", ["", "mo/", "nhap/", "nop/"])
def test_looking_opens_nothing(cast: Cast, step: str) -> None:
    signed_in(cast.reporter_of("TTHTCD")).get(f"/thu-vien/TV-TTHTCD/{OPEN_YEAR}/{step}")

    assert figures_of("TV-TTHTCD").state == State.NOT_OPENED


def test_a_form_that_is_not_open_yet_says_so_instead_of_being_filled_in(cast: Cast) -> None:
    response = signed_in(cast.reporter_of("TTHTCD")).get(f"/thu-vien/TV-TTHTCD/{OPEN_YEAR}/nhap/", follow=True)

    assert "Phiếu chưa mở. Hãy bấm “Mở phiếu” trước." in words(response)


@pytest.mark.once
@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
def test_what_was_submitted_is_not_filled_in_any_more(librarian: Client, state: State) -> None:
    put_into(SCHOOL, state)

    for response in (librarian.get(ENTRY, follow=True), librarian.post(ENTRY, {"pupils": "1"})):
        assert f"Phiếu đang ở trạng thái “{state.label}” nên không sửa được." in words(response)
    assert value("pupils") == 435


def test_the_officer_enters_on_behalf(cast: Cast, librarian: Client) -> None:
    edit(signed_in(cast.officer), ENTRY, pupils="436")

    figures = figures_of(SCHOOL)
    assert (figures.entered_on_behalf, figures.saved_by) == (True, cast.officer)


@pytest.mark.once
def test_the_form_shows_why_it_came_back(librarian: Client) -> None:
    figures = put_into(SCHOOL, State.RETURNED)

    assert figures.return_reason in words(librarian.get(ENTRY))


@pytest.mark.once
def test_a_post_without_its_token_is_refused_in_vietnamese(cast: Cast, librarian: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = librarian.cookies

    response = strict.post(ENTRY, {"pupils": "1"})

    assert response.status_code == 403
    assert "Về trang đầu" in words(response)
    assert value("pupils") == 435
