"""What becomes of a proposed commendation: decided with number and day, declined, or taken back."""

from __future__ import annotations

from typing import Any

import pytest

from kehoach.books.actions.commendations import decide
from kehoach.models import Commendation, Decision
from kehoach.people.rules import Refused
from tests.books import row_of
from tests.cast import NOW, Cast, signed_in
from tests.pages import beside, words

DECIDED = {"decision": "decided", "number": "45/QĐ-UBND", "decided_on": "20/11/2026"}


def proposed(cast: Cast, **changes: Any) -> Commendation:
    """A collective of the school that was proposed this year."""
    row = row_of("commendations", cast.reporter.unit, **changes)
    assert isinstance(row, Commendation)
    return row


def test_a_decision_has_its_number_its_day_and_who_noted_it(cast: Cast) -> None:
    row, client = proposed(cast), signed_in(cast.officer)

    response = client.post(f"/khen-thuong/{row.pk}/ket-qua/", DECIDED)

    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.decision, row.decision_number, row.decided_by) == (Decision.DECIDED, "45/QĐ-UBND", cast.officer)
    assert "Kết quả khen thưởng: đã quyết định" in words(client.get(f"/khen-thuong/{row.pk}/"))


@pytest.mark.parametrize("missing", ["number", "decided_on"])
def test_a_decision_without_number_or_day_is_none(cast: Cast, missing: str) -> None:
    row = proposed(cast)

    response = signed_in(cast.officer).post(f"/khen-thuong/{row.pk}/ket-qua/", {**DECIDED, missing: ""})

    assert "của quyết định khen thưởng" in beside(response, missing)
    row.refresh_from_db()
    assert row.decision == Decision.PROPOSED


def test_what_is_declined_or_taken_back_has_neither(cast: Cast) -> None:
    row = proposed(cast)
    for decision in (Decision.DECIDED, Decision.DECLINED, Decision.PROPOSED):
        decide(row, decision=decision, number="1/QĐ", decided_on=NOW.date(), by=cast.officer, at=NOW)

    row.refresh_from_db()
    assert (row.decision, row.decision_number, row.decided_on, row.decided_by) == ("proposed", "", None, None)


def test_the_same_decision_twice_is_one_version(cast: Cast) -> None:
    row = proposed(cast)
    for _ in range(2):
        decide(row, decision=Decision.DECIDED, number="1/QĐ", decided_on=NOW.date(), by=cast.officer, at=NOW)

    row.refresh_from_db()
    assert row.version == 2


def test_a_closed_years_proposals_are_not_decided_any_more(cast: Cast) -> None:
    with pytest.raises(Refused, match="Năm 2025 đã khóa"):
        decide(
            proposed(cast, year=2025),
            decision=Decision.DECLINED,
            number="",
            decided_on=None,
            by=cast.officer,
            at=NOW,
        )
