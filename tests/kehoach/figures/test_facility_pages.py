"""The registers, one facility with its years, and whether it counts in the denominators."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from baocao.attainment.queries import PlanAttainment
from baocao.attainment.results import ShareResult
from kehoach.figures.state_words import OFFICE_WORDS
from kehoach.models import Plan, State
from tests.cast import Cast, ours, put_into, signed_in
from tests.mergers import merge_schools
from tests.pages import beside, words
from thuvien.models import Library, LibraryMembership

DECISION = {
    "scope": "other_libraries",
    "counted": "0",
    "since": "01/12/2025",
    "reason": "Không phải cơ sở giáo dục phổ thông",
}


def share(code: str, condition: int, year: int = 2025) -> ShareResult:
    """One condition of a target of the plan, as it is judged now."""
    targets = {one.target.code: one for one in PlanAttainment(ours(Plan).get()).judge(year)}
    result = targets[code].conditions[condition].result
    assert isinstance(result, ShareResult)
    return result


@pytest.mark.parametrize(
    ("path", "there", "elsewhere"),
    [("/thu-vien/", "Thư viện xã", "Nhà văn hóa"), ("/van-hoa/", "Nhà văn hóa", "Thư viện")],
)
def test_a_register_lists_the_facilities_of_its_kind(cast: Cast, path: str, there: str, elsewhere: str) -> None:
    page = signed_in(cast.officer).get(path).content.decode()
    main = page[page.index("<main") :]

    assert there in main
    assert elsewhere not in main.replace("Thư viện</h1>", "")


def test_a_register_shows_the_states_of_the_last_four_years(cast: Cast) -> None:
    page = signed_in(cast.officer).get("/thu-vien/")

    assert re.findall(r"<th[^>]*>(20\d\d)</th>", page.content.decode()) == ["2023", "2024", "2025", "2026"]
    for state in State:
        assert OFFICE_WORDS[state] in words(page)


def test_a_unit_sees_only_its_own_facilities(cast: Cast) -> None:
    page = words(signed_in(cast.reporter).get("/thu-vien/"))

    assert "Thư viện Trường Tiểu học Quảng Nghiệp" in page
    assert "Thư viện Trường THCS" not in page


def test_the_overseer_sees_no_state_but_accepted(cast: Cast) -> None:
    page = words(signed_in(cast.overseer, cast.commune).get("/thu-vien/"))

    assert State.ACCEPTED.label in page
    assert State.RETURNED.label not in page
    assert State.DRAFT.label not in page


def test_a_commune_without_facilities_is_told_so(cast: Cast) -> None:
    assert "Chưa có cơ sở nào" in words(signed_in(cast.stranger).get("/thu-vien/"))


@pytest.mark.parametrize("state", State)
def test_a_facility_shows_its_years_whatever_their_state(cast: Cast, state: State) -> None:
    put_into("TV-XA", state)

    page = words(signed_in(cast.officer).get("/thu-vien/TV-XA/"))

    assert OFFICE_WORDS[state] in page
    assert [str(year) in page for year in range(2022, 2027)] == [True] * 5


@pytest.mark.parametrize(("role", "may"), [("officer", True), ("leader", False), ("reporter", False)])
def test_only_the_officer_is_offered_to_decide_what_counts(cast: Cast, role: str, may: bool) -> None:
    page = signed_in(getattr(cast, role)).get("/thu-vien/TV-TH/").content.decode()

    assert ('action="/thu-vien/TV-TH/mau-so/"' in page) is may


def test_a_decision_changes_the_denominator_and_leaves_a_trace(cast: Cast) -> None:
    assert (share("I.2.a-1", 1).met, share("I.2.a-1", 1).total) == (3, 4)

    response = signed_in(cast.officer).post("/thu-vien/TV-MN/mau-so/", DECISION, follow=True)

    assert "Đã ghi quyết định tính vào mẫu số." in words(response)
    assert DECISION["reason"] in words(response)
    assert (share("I.2.a-1", 1).met, share("I.2.a-1", 1).total) == (3, 3)
    decision = LibraryMembership.objects.get()
    assert (decision.counted, decision.since, decision.decided_by) == (False, date(2025, 12, 1), cast.officer)
    version: Any = decision.history.get()
    assert (version.history_user, version.history_change_reason) == (cast.officer, DECISION["reason"])


def test_a_decision_counts_from_its_day_on(cast: Cast) -> None:
    signed_in(cast.officer).post("/thu-vien/TV-MN/mau-so/", {**DECISION, "since": "15/12/2025"})

    assert share("I.2.a-1", 1).total == 4
    assert share("I.2.a-1", 1, 2026).total == 3


def test_a_later_decision_takes_the_earlier_one_back(cast: Cast) -> None:
    officer = signed_in(cast.officer)
    officer.post("/thu-vien/TV-MN/mau-so/", DECISION)
    officer.post("/thu-vien/TV-MN/mau-so/", {**DECISION, "counted": "1", "since": "02/12/2025"})

    assert share("I.2.a-1", 1).total == 4
    assert LibraryMembership.objects.count() == 2


def test_a_second_decision_for_the_same_day_replaces_the_first_and_keeps_it_in_the_history(cast: Cast) -> None:
    officer = signed_in(cast.officer)
    officer.post("/thu-vien/TV-MN/mau-so/", DECISION)
    officer.post("/thu-vien/TV-MN/mau-so/", {**DECISION, "counted": "1", "reason": "Nhầm"})

    decision = LibraryMembership.objects.get()
    assert (decision.counted, decision.reason) == (True, "Nhầm")
    assert [version.reason for version in decision.history.order_by("history_id")] == [DECISION["reason"], "Nhầm"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        *(("since", ""), ("since", "31/02/2026"), ("since", "hôm nay"), ("reason", ""), ("reason", " ")),
        *(("reason", "x" * 301), ("scope", "all_centres"), ("scope", ""), ("counted", ""), ("counted", "2")),
    ],
)
def test_a_decision_that_is_not_whole_is_asked_again(cast: Cast, field: str, typed: str) -> None:
    response = signed_in(cast.officer).post("/thu-vien/TV-MN/mau-so/", {**DECISION, field: typed})

    assert response.status_code == 200
    assert beside(response, field) or "errorlist" in response.content.decode()
    assert not LibraryMembership.objects.exists()


def test_a_facility_that_closed_keeps_its_past_years(cast: Cast) -> None:
    Library.objects.filter(code="TV-MN").update(closed_on=date(2025, 7, 1))

    assert share("I.2.a-1", 1, 2024).total == 4
    assert share("I.2.a-1", 1, 2025).total == 3
    assert "thôi hoạt động từ 01/07/2025" in words(signed_in(cast.officer).get("/thu-vien/TV-MN/"))


@pytest.mark.case("SC-093")
def test_a_facilitys_page_leads_to_whom_it_continues_and_back(cast: Cast) -> None:
    merge_schools(cast)
    officer, reporter = signed_in(cast.officer), signed_in(cast.reporter)

    united, former = officer.get("/thu-vien/TV-LC/"), officer.get("/thu-vien/TV-THCS/")
    assert 'href="/thu-vien/TV-TH/"' in united.content.decode()
    assert 'href="/thu-vien/TV-THCS/"' in united.content.decode()
    assert "Nay là: Thư viện Trường Tiểu học và THCS" in words(former)
    own = reporter.get("/thu-vien/TV-LC/").content.decode()  # of another unit's library it reads the name alone
    assert "Thư viện Trường THCS Quảng Nghiệp" in own
    assert 'href="/thu-vien/TV-THCS/"' not in own
