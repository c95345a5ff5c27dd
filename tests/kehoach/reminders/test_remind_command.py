"""manage.py remind, and the letters that opening a year and returning a form send at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from baocao.duties.definitions import DUTIES
from baocao.models import DutySetting
from kehoach.common.periods import default_window
from kehoach.demo.files import moment
from kehoach.figures.actions.figures import return_figures
from kehoach.models import Assignment, Commune, Notice, ReportingYear, Role, State, Unit, UnitKind, User
from kehoach.reminders.actions import send
from kehoach.reminders.reminders import Letter, letters, situation
from kehoach.years.actions import open_year
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, ours, put_into
from vanhoa.models import CulturalCentre

DEADLINE = date(2026, 12, 5)
PORTAL = "https://ke-hoach.xa.gov.vn"
SCHOOL, OTHER_SCHOOL, OFFICER = "th@xa.example", "thcs@xa.example", "vhxh@xa.example"


def owe_nothing(cast: Cast) -> None:
    """The commune has no duty."""
    DutySetting.objects.bulk_create(
        DutySetting(commune=cast.commune, code=code, is_owed=False, set_at=NOW, set_by=cast.officer) for code in DUTIES
    )


@pytest.fixture(autouse=True)
def addresses(cast: Cast, settings: Settings) -> None:
    """Two schools and the officer can be reached; the demonstration's own accounts are switched off.

    Nobody has a task and no report is owed: those are told of in test_task_reminders.py and test_duties.py.
    """
    owe_nothing(cast)
    ours(Assignment).all().delete()
    settings.PUBLIC_URL = PORTAL
    User.objects.filter(is_demo=True).update(is_active=False)
    for person, address in ((cast.reporter, SCHOOL), (cast.colleague, OTHER_SCHOOL), (cast.officer, OFFICER)):
        User.objects.filter(pk=person.pk).update(email=address)
    for code in ("TV-XA", "TV-TH", "TV-THCS", "VH-XA", "VH-GOM"):
        put_into(code, State.ACCEPTED)


def remind(today: date = DEADLINE, **options: Any) -> str:
    """What the command says."""
    out = StringIO()
    call_command("remind", today=today, stdout=out, stderr=out, **options)
    return out.getvalue()


def due(today: date = DEADLINE) -> list[Letter]:
    """The letters of a day."""
    return letters(today, situation(today))


def receivers(box: list[EmailMessage]) -> list[str]:
    """Whom the letters in the box are for, sorted."""
    return sorted(address for letter in box for address in letter.to)


def test_a_person_gets_one_letter_about_all_their_forms(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    CulturalCentre.objects.filter(code="VH-MAC").update(unit=cast.reporter.unit)
    put_into("TV-TH", State.DRAFT)

    remind()

    [letter] = [one for one in mailoutbox if one.to == [SCHOOL]]
    assert letter.subject == "Hôm nay hết hạn nộp số liệu năm 2026"
    assert letter.body.splitlines() == [
        f"Kính gửi {cast.reporter},",
        "",
        "Hôm nay, 05/12/2026, là hạn nộp số liệu năm 2026. Đơn vị còn chưa nộp:",
        "- Thư viện Trường Tiểu học Quảng Nghiệp (nháp)",
        "- Nhà văn hóa - khu thể thao thôn Mạc (chưa mở)",
        "",
        f"Cổng kế hoạch của xã: {PORTAL}/",
        "",
        "Cần hỏi, gọi người phụ trách của xã: Người phụ trách minh họa, Công chức Văn hóa - Xã hội, 0900 000 123.",
        "",
        "Trân trọng cảm ơn!",
        "(Thư gửi tự động, xin không trả lời thư này.)",
    ]


@pytest.mark.once
def test_a_form_that_came_back_is_told_with_its_reason(mailoutbox: list[EmailMessage]) -> None:
    put_into("TV-TH", State.RETURNED)

    remind()

    assert mailoutbox[-1].subject == "Phiếu số liệu năm 2026 được trả lại và 1 việc khác"
    assert (
        "Phiếu số liệu năm 2026 của Thư viện Trường Tiểu học Quảng Nghiệp được trả lại ngày 22/11/2026, lý do:\n"
        f"Đề nghị kiểm tra lại.\nĐề nghị đơn vị sửa và nộp lại tại: {PORTAL}/thu-vien/TV-TH/2026/"
    ) in mailoutbox[-1].body


@pytest.mark.once
@pytest.mark.parametrize(
    ("today", "subject"),
    [
        (date(2026, 11, 20), "Nhập số liệu năm 2026, hạn 05/12/2026"),
        (date(2026, 11, 28), "Còn 7 ngày để nộp số liệu năm 2026"),
        (date(2026, 12, 8), "Số liệu năm 2026 quá hạn 3 ngày"),
    ],
)
def test_the_subject_says_how_much_time_there_is(mailoutbox: list[EmailMessage], today: date, subject: str) -> None:
    put_into("TV-TH", State.NOT_OPENED)

    remind(today)

    [letter] = [one for one in mailoutbox if one.to == [SCHOOL]]
    assert letter.subject == subject


def test_the_officer_is_told_what_waits(mailoutbox: list[EmailMessage]) -> None:
    put_into("TV-TH", State.SUBMITTED)

    remind(date(2026, 11, 27))

    [letter] = [one for one in mailoutbox if one.to == [OFFICER]]
    assert "- Thư viện Trường Tiểu học Quảng Nghiệp (chờ 5 ngày)" in letter.body


def test_twice_in_a_row_sends_nothing_new(mailoutbox: list[EmailMessage]) -> None:
    put_into("TV-TH", State.DRAFT)
    remind()
    count = len(mailoutbox)

    said = remind()

    assert count > 0
    assert len(mailoutbox) == count
    assert "Đã gửi 0 thư" in said


def test_after_submitting_nobody_is_reminded(mailoutbox: list[EmailMessage]) -> None:
    put_into("TV-TH", State.DRAFT)
    remind(date(2026, 11, 28))
    put_into("TV-TH", State.SUBMITTED)

    remind()
    remind(date(2026, 12, 20))

    assert receivers(mailoutbox).count(SCHOOL) == 1


def test_a_dry_run_sends_and_keeps_nothing(mailoutbox: list[EmailMessage]) -> None:
    put_into("TV-TH", State.DRAFT)

    said = remind(dry_run=True)

    assert "Sẽ gửi: xã Quảng Nghiệp, Đơn vị báo cáo Trường Tiểu học Quảng Nghiệp" in said
    assert mailoutbox == []
    assert not Notice.objects.exists()


def test_who_has_no_address_is_named(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    User.objects.filter(pk=cast.reporter.pk).update(email="")
    put_into("TV-TH", State.DRAFT)

    said = remind()

    assert f"Không có e-mail: xã Quảng Nghiệp, {cast.reporter} ({cast.reporter.username})" in said
    assert "1 người không có e-mail" in said
    assert SCHOOL not in receivers(mailoutbox)
    assert not Notice.objects.filter(person=cast.reporter).exists()


def test_no_address_stands_in_what_the_command_says() -> None:
    put_into("TV-TH", State.DRAFT)

    assert "@" not in remind()


def test_accounts_of_links_and_accounts_switched_off_are_left_alone(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    User.objects.filter(pk=cast.reporter.pk).update(is_active=False)
    User.objects.create(
        username="duong-dan", role=Role.REPORTER, commune=cast.commune, unit=cast.reporter.unit, is_link=True
    )
    put_into("TV-TH", State.DRAFT)

    said = remind()

    assert "Không có e-mail" not in said
    assert SCHOOL not in receivers(mailoutbox)


def test_a_closed_year_reminds_nobody(mailoutbox: list[EmailMessage], cast: Cast) -> None:
    put_into("TV-TH", State.DRAFT)
    ours(ReportingYear).update(closed_at=NOW, closed_by=cast.officer)

    remind()

    assert mailoutbox == []


def test_every_commune_is_reminded_of_its_own(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    unit = Unit.objects.create(commune=cast.neighbour, code="QK", name="Thôn Quang", kind=UnitKind.VILLAGE)
    CulturalCentre.objects.create(commune=cast.neighbour, unit=unit, code="VH-QK", name="Nhà văn hóa", kind="village")
    User.objects.create(
        username="qk",
        email="qk@xa.example",
        role=Role.REPORTER,
        commune=cast.neighbour,
        unit=unit,
        position="Trưởng thôn",
    )
    window = default_window(OPEN_YEAR)
    open_year(commune=cast.neighbour, year=OPEN_YEAR, window=window, by=cast.stranger, at=moment(2026, 11, 2))
    put_into("TV-TH", State.DRAFT)

    said = remind()

    assert receivers(mailoutbox) == ["qk@xa.example", SCHOOL]
    assert "Đã gửi: xã Quang Khải, Trưởng thôn (qk)" in said


def refuse(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """The mail server takes every letter but those to this address."""
    deliver: Callable[..., int] = EmailBackend.send_messages

    def send_messages(self: EmailBackend, messages: list[EmailMessage]) -> int:
        if any(address in message.to for message in messages):
            raise SMTPRecipientsRefused({address: (550, b"no such user")})
        return deliver(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


def test_a_letter_that_fails_is_told_and_stops_no_other(
    cast: Cast, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    put_into("TV-TH", State.DRAFT)
    put_into("TV-THCS", State.DRAFT)
    refuse(monkeypatch, SCHOOL)
    out = StringIO()

    with pytest.raises(CommandError, match="Có thư không gửi được") as failure:
        call_command("remind", today=DEADLINE, stdout=out, stderr=out)

    assert failure.value.returncode == 1
    assert f"Lỗi: xã Quảng Nghiệp, {cast.reporter}" in out.getvalue()
    assert receivers(mailoutbox) == [OTHER_SCHOOL]
    assert not Notice.objects.filter(person=cast.reporter).exists()


def test_a_letter_that_failed_goes_with_the_next_run(
    mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    put_into("TV-TH", State.DRAFT)
    with monkeypatch.context() as broken:
        refuse(broken, SCHOOL)
        with pytest.raises(CommandError):
            remind()

    remind()

    assert receivers(mailoutbox) == [SCHOOL]


def test_a_mail_server_that_cannot_be_reached_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    put_into("TV-TH", State.DRAFT)
    put_into("TV-THCS", State.DRAFT)
    tries = []

    def refused(self: EmailBackend) -> None:
        tries.append(self)
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(EmailBackend, "open", refused)

    outcome = send(due(), today=DEADLINE, at=NOW)

    assert [reason for _, reason in outcome.failed] == ["không kết nối được máy chủ thư (refused)"] * 2
    assert len(tries) == 1
    assert not Notice.objects.exists()


def test_a_run_that_is_stopped_while_it_sends_gives_its_claim_back(monkeypatch: pytest.MonkeyPatch) -> None:
    put_into("TV-TH", State.DRAFT)

    def stopped(self: EmailBackend, messages: list[EmailMessage]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(EmailBackend, "send_messages", stopped)

    with pytest.raises(KeyboardInterrupt):
        send(due(), today=DEADLINE, at=NOW)
    assert not Notice.objects.exists()


def test_two_runs_at_a_time_send_one_letter(mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch) -> None:
    put_into("TV-TH", State.DRAFT)
    first, second = due(), due()
    deliver: Callable[..., int] = EmailBackend.send_messages

    def while_the_other_runs(self: EmailBackend, messages: list[EmailMessage]) -> int:
        monkeypatch.setattr(EmailBackend, "send_messages", deliver)
        send(second, today=DEADLINE, at=NOW)
        return deliver(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", while_the_other_runs)
    send(first, today=DEADLINE, at=NOW)

    assert receivers(mailoutbox) == [SCHOOL]


def test_production_without_its_own_address_says_what_to_set(settings: Settings) -> None:
    settings.PUBLIC_URL = ""

    with pytest.raises(CommandError, match="thiếu PUBLIC_URL"):
        remind()


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="«hôm qua» không phải là một ngày"):
        call_command("remind", "--today", "hôm qua")


@pytest.mark.once
def test_choosing_whom_to_remind_takes_a_constant_number_of_queries(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    units = [
        Unit.objects.create(commune=cast.commune, code=f"U{n}", name=f"Thôn {n}", kind=UnitKind.VILLAGE)
        for n in range(20)
    ]
    for n, unit in enumerate(units):
        User.objects.create(username=f"u{n}", role=Role.REPORTER, commune=cast.commune, unit=unit)
    CulturalCentre.objects.filter(code__in=("VH-NGAI", "VH-MAC")).update(unit=units[0])

    with django_assert_num_queries(14):
        due()


def test_returning_a_form_tells_the_unit_at_once_and_only_once(
    cast: Cast, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    figures = put_into("TV-TH", State.SUBMITTED)

    with django_capture_on_commit_callbacks(execute=True):
        return_figures(figures, by=cast.officer, at=NOW, reason="Thiếu lượt người dân.")
    remind(NOW.date())

    assert receivers(mailoutbox) == [SCHOOL]
    assert mailoutbox[0].subject == "Phiếu số liệu năm 2026 được trả lại"
    assert "Thiếu lượt người dân." in mailoutbox[0].body


def test_opening_a_year_tells_every_unit_at_once_and_only_once(
    cast: Cast, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    window, at = default_window(2027), moment(2027, 11, 2)

    with django_capture_on_commit_callbacks(execute=True):
        open_year(commune=cast.commune, year=2027, window=window, by=cast.officer, at=at)
    at_once = [one for one in mailoutbox if one.subject == "Nhập số liệu năm 2027, hạn 05/12/2027"]
    remind(at.date())

    assert receivers(at_once) == [SCHOOL, OTHER_SCHOOL, OFFICER]
    assert Notice.objects.filter(occasion="opened", reporting_year__year=2027).count() == 3


def test_a_broken_mail_server_makes_no_action_fail(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    figures = put_into("TV-TH", State.SUBMITTED)
    refuse(monkeypatch, SCHOOL)

    with django_capture_on_commit_callbacks(execute=True):
        return_figures(figures, by=cast.officer, at=NOW, reason="Thiếu lượt người dân.")

    assert figures_of("TV-TH").state == State.RETURNED
    assert f"Không gửi được thư nhắc cho {cast.reporter.username}" in caplog.text
    assert not Notice.objects.exists()


def test_an_action_in_production_without_an_address_goes_through(
    cast: Cast,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.PUBLIC_URL = ""

    with django_capture_on_commit_callbacks(execute=True):
        return_figures(put_into("TV-TH", State.SUBMITTED), by=cast.officer, at=NOW, reason="Thiếu số liệu.")

    assert "thiếu PUBLIC_URL" in caplog.text


def test_a_letter_says_whom_to_call_but_to_the_office_itself(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    Commune.objects.update(
        contact_name="Cán bộ phụ trách", contact_position="Văn hóa - Xã hội", contact_phone="0900 111 222"
    )
    put_into("TV-TH", State.DRAFT)
    put_into("TV-THCS", State.SUBMITTED)

    remind()

    sentence = "Cần hỏi, gọi người phụ trách của xã: Cán bộ phụ trách, Văn hóa - Xã hội, 0900 111 222."
    assert [sentence in letter.body for letter in mailoutbox if letter.to == [SCHOOL]] == [True]
    assert [sentence in letter.body for letter in mailoutbox if letter.to == [OFFICER]] == [False]
