"""The pages on which a commune sets how its reports look."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from baocao.issuing.actions.heads import add_head, change_head, end_head, version_of
from baocao.models import Purpose, ReportHead
from kehoach.common.versions import Conflict
from kehoach.models import Plan
from kehoach.people.rules import Refused
from tests.access.areas.report_steps import HEAD, SENT_HEAD, issued_report
from tests.baocao.report.report_reading import full_report, years_of
from tests.cast import NOW, Cast, signed_in
from tests.pages import beside, filled_in, words

PAGE = "/bao-cao/the-thuc/"
pytestmark = pytest.mark.usefixtures("no_head")


def sent(**changes: Any) -> dict[str, Any]:
    """What the form sends."""
    return SENT_HEAD | changes


def set_up(cast: Cast, **changes: Any) -> ReportHead:
    """A head that is set."""
    return add_head(commune=cast.commune, values=HEAD | changes, by=cast.officer, at=NOW)


@pytest.mark.once
@pytest.mark.parametrize(
    ("pattern", "printed"),
    [
        ("a", "NGƯỜI BÁO CÁO CÔNG CHỨC VĂN HÓA - XÃ HỘI"),
        ("a1", "UBND XÃ QUẢNG NGHIỆP PHÒNG VĂN HÓA - XÃ HỘI Số:"),
        ("b", "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH"),
    ],
)
def test_a_pattern_is_shown_and_saved_as_it_stands(cast: Cast, officer: Client, pattern: str, printed: str) -> None:
    address = f"{PAGE}them/?mau={pattern}"
    page = officer.get(address)
    assert printed in words(page)

    form = filled_in(page, "valid_from")
    officer.post(address, {**form, "valid_from": "01/01/2026"})

    assert printed in words(officer.get(f"{PAGE}{ReportHead.objects.get().pk}/"))
    assert ReportHead.objects.get().recipients.splitlines()[-1].startswith("Lưu: VT")


def test_what_is_set_is_what_the_report_says(cast: Cast, officer: Client) -> None:
    officer.post(
        f"{PAGE}them/", sent(valid_from="01/7/2025", recipients="Như trên\nCác trường học", archive="VT, VHXH.")
    )

    made = full_report(years_of(cast.commune), 2025)
    assert made.letterhead.number_line.endswith("/BC-VHXH")
    assert made.recipient_lines == ("- Như trên;", "- Các trường học;", "- Lưu: VT, VHXH.")
    assert "Đang dùng" in words(officer.get(PAGE))


@pytest.mark.once
@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"valid_from": "31/02/2026"}, "valid_from", "ngày"),
        ({"valid_until": "31/12/2025"}, "valid_until", "Ngày cuối không được trước ngày đầu."),
        ({"issuer": " "}, "issuer", "Không được để trống mục này."),
        ({"archive": ""}, "archive", "Hãy ghi nơi lưu"),
        ({"symbol": "số 4/BC"}, "symbol", "Ký hiệu chỉ có chữ in hoa"),
        ({"signing": "collective"}, "collective", "Ký TM. thì phải ghi"),
        ({"signing": "deputy"}, "head", "Ký KT., Q., TL. hoặc TUQ. thì phải ghi"),
        ({"signing": "order", "head": "Chủ tịch", "position": ""}, "position", "Hãy ghi chức vụ người ký"),
        ({"signing": "mayor"}, "signing", "không"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    officer: Client, changes: dict[str, str], field: str, sentence: str
) -> None:
    response = officer.post(f"{PAGE}them/", sent(place="Một nơi khác", **changes))

    assert sentence in beside(response, field)
    assert filled_in(response, "place")["place"] == ["Một nơi khác"]
    assert not ReportHead.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "is_free"),
    [
        ("01/01/2025", "30/6/2025", True),
        ("01/01/2025", "01/7/2025", False),
        ("01/01/2025", "", False),
        ("15/7/2025", "20/7/2025", False),
        ("31/12/2025", "", False),
        ("01/01/2026", "", True),
    ],
)
def test_two_never_hold_on_the_same_day(cast: Cast, officer: Client, first: str, last: str, is_free: bool) -> None:
    set_up(cast, valid_from=date(2025, 7, 1), valid_until=date(2025, 12, 31))

    response = officer.post(f"{PAGE}them/", sent(valid_from=first, valid_until=last))

    assert response.status_code == (302 if is_free else 200)
    told = "Trùng ngày với thể thức dùng từ 01/07/2025 đến hết 31/12/2025. Hãy kết thúc thể thức đó trước"
    assert is_free or told in beside(response, "valid_from")
    assert ReportHead.objects.count() == 1 + is_free


def test_each_purpose_has_days_of_its_own(cast: Cast) -> None:
    set_up(cast)
    set_up(cast, purpose=Purpose.TO_SUPERIOR)

    with pytest.raises(Refused, match="chưa có ngày kết thúc"):
        set_up(cast, place="Nơi khác", valid_from=date(2027, 1, 1))


def test_ending_one_makes_room_for_the_next(cast: Cast, officer: Client) -> None:
    head = set_up(cast)

    wrong = officer.post(f"{PAGE}{head.pk}/ket-thuc/", {"last_day": "31/12/2025"})
    assert "dùng từ 01/01/2026 nên không kết thúc trước ngày đó được" in beside(wrong, "last_day")
    officer.post(f"{PAGE}{head.pk}/ket-thuc/", {"last_day": "30/6/2026"})
    officer.post(f"{PAGE}them/?tu={head.pk}", sent(valid_from="01/7/2026", signer="Trần Văn An"))

    spans = sorted(ReportHead.objects.values_list("valid_from", "valid_until"))
    assert spans == [(date(2026, 1, 1), date(2026, 6, 30)), (date(2026, 7, 1), None)]
    assert "Kết thúc thể thức" in words(officer.get(f"{PAGE}{head.pk}/"))


def test_another_head_is_begun_from_one_that_is_there(cast: Cast, officer: Client) -> None:
    head = set_up(cast, position="Phó Trưởng phòng", head="Trưởng phòng", signing="deputy")

    form = filled_in(officer.get(f"{PAGE}them/?tu={head.pk}"), "valid_from")

    assert (form["position"], form["archive"], form["valid_from"]) == (["Phó Trưởng phòng"], ["VT"], [""])


def test_a_look_saves_nothing_and_shows_what_was_typed(cast: Cast, officer: Client) -> None:
    typed = sent(signing="acting", head="Trưởng phòng", signer="Trần Văn An", preview="1", valid_from="")

    whole = officer.post(f"{PAGE}them/", typed)
    part = officer.post(f"{PAGE}them/", typed, HTTP_HX_REQUEST="true")

    for response in (whole, part):
        assert "Q. TRƯỞNG PHÒNG Trần Văn An" in words(response)
    assert "<form" not in part.content.decode()
    assert not ReportHead.objects.exists()


@pytest.mark.parametrize("missing", ["addressees", "issuer", "recipients", "signing", "purpose"])
def test_a_look_at_a_half_filled_form_never_fails(officer: Client, missing: str) -> None:
    typed = sent(preview="1", **{missing: ""})

    assert officer.post(f"{PAGE}them/?mau=b", typed, HTTP_HX_REQUEST="true").status_code == 200


def test_every_change_is_kept_with_its_author(cast: Cast, officer: Client) -> None:
    head = set_up(cast)
    version = filled_in(officer.get(f"{PAGE}{head.pk}/"), "seen")["seen"]

    officer.post(f"{PAGE}{head.pk}/", sent(position="Phó Trưởng phòng phụ trách", seen=version))

    told = words(officer.get(f"{PAGE}{head.pk}/"))
    assert "Chức vụ người ký: Trưởng phòng → Phó Trưởng phòng phụ trách" in told
    assert [one.history_user for one in head.history.all()] == [cast.officer, cast.officer]


def test_whoever_saves_second_does_not_undo_the_firsts_change(cast: Cast) -> None:
    head = set_up(cast)
    seen = version_of(head)
    given: dict[str, Any] = {"seen": seen, "by": cast.officer, "at": NOW}
    change_head(head=head, values={"place": "Tân Kỳ mới"}, **given)

    with pytest.raises(Conflict, match="Người khác vừa sửa"):
        change_head(head=head, values={"place": "Tân Kỳ khác"}, **given)

    assert ReportHead.objects.get().place == "Tân Kỳ mới"


def test_each_step_twice_is_one_step(cast: Cast) -> None:
    first, again = set_up(cast), set_up(cast)
    for _ in range(2):
        end_head(head=first, last_day=date(2026, 6, 30), by=cast.officer, at=NOW)

    assert first == again
    assert first.history.count() == 2


def test_a_letterhead_changes_no_issued_report(cast: Cast, officer: Client) -> None:
    report = issued_report()
    before = words(officer.get(f"/bao-cao/{report.pk}/xem/"))

    set_up(cast, valid_from=date(2020, 1, 1))

    assert words(officer.get(f"/bao-cao/{report.pk}/xem/")) == before


def test_who_reads_sees_no_form_and_is_led_there(cast: Cast, officer: Client) -> None:
    head, leader = set_up(cast), signed_in(cast.leader)

    page = leader.get(f"{PAGE}{head.pk}/").content.decode()

    assert "PHÒNG VĂN HÓA - XÃ HỘI" in page
    assert 'name="issuer"' not in page
    assert PAGE in leader.get("/bao-cao/").content.decode()
    assert "Thêm thể thức" not in words(leader.get(PAGE))
    assert PAGE not in signed_in(cast.overseer, cast.commune).get("/bao-cao/").content.decode()
    assert PAGE in signed_in(cast.administrator, cast.commune).get("/").content.decode()


def test_a_commune_without_a_head_is_told_which_one_it_has(cast: Cast, officer: Client) -> None:
    assert Plan.objects.filter(commune=cast.commune).exists()
    assert "Xã chưa đặt thể thức riêng nên báo cáo dùng mẫu A" in words(officer.get(PAGE))
