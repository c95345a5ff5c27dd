"""Personal data: the notice, what people ask and are answered, and what goes in time."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from kehoach.accounts.actions import Invited, invite
from kehoach.models import DataRequest, DataRequestKind, Invitation, User
from kehoach.people.rules import Refused
from kehoach.privacy.actions import answer, ask
from tests.cast import NOW, Cast, signed_in
from tests.pages import beside, words

ASK, REQUESTS = "/du-lieu-ca-nhan/yeu-cau/", "/nguoi-dung/yeu-cau/"


def reachable(account: User) -> None:
    """The account has a telephone number and an address, in its versions too."""
    account.phone, account.email = "0900000111", "th@example.vn"
    account.save()


def test_everybody_reads_what_is_kept(cast: Cast) -> None:
    page = words(Client().get("/du-lieu-ca-nhan/"))

    assert "24 tháng, rồi tự xóa." in page
    assert "làm xong trong 20 ngày" in page


@pytest.mark.case("SC-212")
def test_who_asks_to_be_erased_is_answered_and_the_name_stays_on_what_was_done(cast: Cast) -> None:
    reachable(cast.reporter)
    reporter, officer = signed_in(cast.reporter), signed_in(cast.officer)
    reporter.post(ASK, {"kind": "erase", "words": "Tôi đã nghỉ"})
    again = reporter.post(ASK, {"kind": "erase"})
    assert "đang chờ trả lời" in words(again)
    due = timezone.localdate() + timedelta(days=20)
    assert f"trả lời trước hết ngày {due:%d/%m/%Y}" in words(officer.get(REQUESTS))
    assert "Xóa dữ liệu về tôi" in words(officer.get("/thong-bao/"))
    page = f"{REQUESTS}{DataRequest.objects.get().pk}/"

    assert beside(officer.post(page, {"is_done": "1"}), "words")
    officer.post(page, {"is_done": "1", "words": "Đã xóa"})
    officer.post(page, {"is_done": "0", "words": "Thôi"})

    account = User.objects.get(pk=cast.reporter.pk)
    assert (account.phone, account.email, account.is_active) == ("", "", False)
    assert set(account.history.values_list("phone", "email")) == {("", "")}
    assert account.position == cast.reporter.position
    assert DataRequest.objects.get().answer == "Đã xóa"
    assert reporter.get("/").status_code == 302


def test_what_is_wrong_is_said_and_the_answer_is_read(cast: Cast) -> None:
    reporter = signed_in(cast.reporter)
    assert "Hãy ghi dữ liệu nào sai" in words(reporter.post(ASK, {"kind": "correct"}))
    assert not DataRequest.objects.exists()
    reporter.post(ASK, {"kind": "correct", "words": "Sai số điện thoại"})
    request = DataRequest.objects.get()

    for stranger in (cast.stranger, cast.overseer, cast.colleague):
        assert signed_in(stranger).get(f"{REQUESTS}{request.pk}/").status_code in (403, 404)
    answer(request=request, is_done=False, words="Số ấy đúng", by=cast.officer, at=NOW)

    assert "Số ấy đúng" in words(reporter.get(ASK))
    assert User.objects.get(pk=cast.reporter.pk).is_active


def test_the_officers_own_request_is_the_administrators_to_answer(cast: Cast) -> None:
    request = ask(kind=DataRequestKind.SEE, words="", by=cast.officer, at=NOW)

    assert signed_in(cast.officer).get(f"{REQUESTS}{request.pk}/").status_code == 404
    with pytest.raises(Refused, match="người khác trả lời"):
        answer(request=request, is_done=True, words="Đây", by=cast.officer, at=NOW)
    assert signed_in(cast.administrator, cast.commune).get(f"{REQUESTS}{request.pk}/").status_code == 200


# The tests' tables on PostgreSQL have no function that prunes; tests/kehoach/audit/test_only_added.py makes it.
@pytest.mark.once
def test_how_to_reach_who_is_gone_goes_in_time(cast: Cast) -> None:
    for account in (cast.reporter, cast.colleague):
        reachable(account)
        User.objects.filter(pk=account.pk).update(is_active=False)
    long_ago = timezone.now() - timedelta(days=800)
    cast.reporter.history.update(history_date=long_ago)
    invited = [Invited(unit=cast.reporter.unit, phone=phone) for phone in ("0900000222", "0900000333")]
    old, _ = invite(people=invited, commune=cast.commune, by=cast.officer, at=NOW)
    Invitation.objects.filter(pk=old.pk).update(expires_at=long_ago)
    told = StringIO()

    call_command("prune", dry_run=True, stdout=told)
    assert User.objects.get(pk=cast.reporter.pk).phone
    call_command("prune", stdout=told)

    for line in ("1 số liên lạc của người đã tắt 24 tháng", "1 số liên lạc trên giấy mời hết dùng 12 tháng"):
        assert f"Sẽ xóa {line}." in told.getvalue()
        assert f"Đã xóa {line}." in told.getvalue()
    assert set(cast.reporter.history.values_list("phone", flat=True)) == {""}
    assert User.objects.get(pk=cast.colleague.pk).phone == "0900000111"
    assert sorted(Invitation.objects.values_list("phone", flat=True)) == ["", "0900000333"]
