"""The officer's page of who has not submitted."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from kehoach.common.tokens import token_of
from kehoach.links.actions import link_for, revoke
from kehoach.models import EntryLink, Notice, ReportingYear, State, User
from kehoach.reminders.follow_up import FollowUp, follow_ups
from tests.cast import NOW, OPEN_YEAR, Cast, put_into, signed_in
from tests.pages import plain_text
from vanhoa.models import CulturalCentre

PAGE = f"/so-lieu/{OPEN_YEAR}/nhac/"


def page(user: User) -> str:
    """What the person sees."""
    return unescape(signed_in(user).get(PAGE).content.decode())


def year_of(cast: Cast) -> ReportingYear:
    """The open year of the commune."""
    return ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)


def on(cast: Cast, day: date) -> dict[str, FollowUp]:
    """Whom to remind on a day, by the unit's code."""
    return {one.unit.code: one for one in follow_ups(year_of(cast), day, NOW)}


def link_of(cast: Cast, unit: str) -> EntryLink:
    """A link that lives long enough for a test."""
    given = {"unit": cast.commune.units.get(code=unit), "year": year_of(cast), "by": cast.officer}
    return link_for(**given, at=NOW)


def messages_on(text: str) -> dict[str, str]:
    """The ready messages of a page, by the unit's code."""
    return dict(re.findall(r'<textarea id="message-([^"]+)"[^>]* readonly>([^<]*)</textarea>', text))


def test_the_page_names_units_that_owe_forms_and_no_others(cast: Cast) -> None:
    put_into("TV-TH", State.DRAFT)
    put_into("TV-THCS", State.SUBMITTED)
    put_into("VH-GOM", State.ACCEPTED)

    text = page(cast.officer)

    assert {"TH", "TTHTCD"} <= messages_on(text).keys()
    assert messages_on(text).keys().isdisjoint({"THCS", "THON-GOM"})


def test_a_unit_is_listed_once_with_all_that_it_owes(cast: Cast) -> None:
    CulturalCentre.objects.filter(code="VH-MAC").update(unit=cast.reporter.unit)
    put_into("TV-TH", State.DRAFT)
    put_into("VH-MAC", State.NOT_OPENED)

    message = messages_on(page(cast.officer))["TH"]

    assert [line for line in message.splitlines() if line.startswith("- ")] == [
        "- Nhà văn hóa - khu thể thao thôn Mạc",
        "- Thư viện Trường Tiểu học Quảng Nghiệp",
    ]


def test_a_form_that_came_back_is_said_to_have(cast: Cast) -> None:
    put_into("TV-TH", State.RETURNED)

    message = messages_on(page(cast.officer))["TH"]

    assert "Thư viện Trường Tiểu học Quảng Nghiệp (phiếu được trả lại, cần sửa và nộp lại)" in message


@pytest.mark.case("SC-034")
def test_the_message_holds_the_units_living_link(cast: Cast) -> None:
    put_into("TV-TH", State.DRAFT)
    link = link_of(cast, "TH")

    message = messages_on(page(cast.officer))["TH"]

    assert f"http://testserver/l/{token_of(link.nonce)}/" in message


def test_the_message_of_a_unit_whose_link_was_revoked_holds_none(cast: Cast) -> None:
    put_into("TV-TH", State.DRAFT)
    revoke(link=link_of(cast, "TH"), by=cast.officer, at=NOW)

    message = messages_on(page(cast.officer))["TH"]

    assert "/l/" not in message
    assert "sớm nhập và nộp số liệu" in message


def test_a_unit_without_an_account_appears_with_its_link_only(cast: Cast) -> None:
    put_into("VH-MAC", State.NOT_OPENED)
    link_of(cast, "THON-MAC")

    found = on(cast, NOW.date())["THON-MAC"]

    assert found.contacts == ()
    assert found.handout.path.startswith("/l/")
    assert "Đơn vị chưa có tài khoản." in page(cast.officer)


def test_a_person_is_shown_with_address_and_last_reminder(cast: Cast) -> None:
    put_into("TV-TH", State.DRAFT)
    User.objects.filter(pk=cast.reporter.pk).update(email="th@xa.example")
    for occasion, at in (("opened", NOW.replace(day=2)), ("week_before", NOW)):
        Notice.objects.create(occasion=occasion, reporting_year=year_of(cast), person=cast.reporter, sent_at=at)

    text = page(cast.officer)

    assert '<a href="mailto:th@xa.example">th@xa.example</a>' in text
    assert "Nhắc lần cuối ngày 22/11/2026: Còn một tuần" in plain_text(text)


def test_a_person_without_an_address_is_said_to_have_none(cast: Cast) -> None:
    put_into("TV-TH", State.DRAFT)

    assert f"{cast.reporter}, chưa có e-mail" in plain_text(page(cast.officer))


@pytest.mark.parametrize(
    ("today", "overdue"), [(date(2026, 12, 5), 0), (date(2026, 12, 6), 1), (date(2026, 12, 20), 15)]
)
def test_days_are_counted_from_the_deadline(cast: Cast, today: date, overdue: int) -> None:
    put_into("TV-TH", State.DRAFT)

    assert on(cast, today)["TH"].overdue_days == overdue


def test_a_facility_that_was_closed_since_is_not_chased(cast: Cast) -> None:
    put_into("VH-MAC", State.NOT_OPENED)
    CulturalCentre.objects.filter(code="VH-MAC").update(closed_on=date(2026, 11, 1))

    assert "THON-MAC" not in on(cast, NOW.date())


def test_where_everybody_has_submitted_the_page_says_so(cast: Cast) -> None:
    for one in on(cast, NOW.date()).values():
        for submission in one.owed:
            put_into(submission.code, State.SUBMITTED)

    text = page(cast.officer)

    assert "Mọi đơn vị đã nộp" in text
    assert messages_on(text) == {}


def test_a_closed_year_has_nobody_to_remind(cast: Cast) -> None:
    text = signed_in(cast.officer).get("/so-lieu/2025/nhac/").content.decode()

    assert "Năm đã khóa" in text


def test_the_page_with_its_links_is_kept_nowhere(cast: Cast) -> None:
    assert "no-store" in signed_in(cast.officer).get(PAGE)["Cache-Control"]


def test_the_page_writes_nothing(cast: Cast) -> None:
    client = signed_in(cast.officer)

    client.get(PAGE)

    assert client.post(PAGE).status_code == 405
    assert not Notice.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("reporter", 403),
        ("leader", 403),
        ("overseer", 403),
        ("administrator", 403),
        ("stranger", 404),
        ("officer", 200),
    ],
)
def test_only_the_communes_officer_sees_it(cast: Cast, role: str, status: int) -> None:
    commune = cast.commune if role in ("overseer", "administrator") else None

    assert signed_in(getattr(cast, role), commune).get(PAGE).status_code == status


def test_officers_are_not_given_a_message_to_themselves(cast: Cast) -> None:
    put_into("TV-XA", State.DRAFT)

    text = page(cast.officer)

    assert "Thư viện xã Quảng Nghiệp" in text
    assert "VHTT" not in messages_on(text)
