"""The order and the words of verdicts, and what a milestone must be."""

from decimal import Decimal

import pytest

from baocao.attainment.results import Milestone, ShareCondition, Verdict, target_verdict

TO_70 = Milestone(2025, 2022, Decimal(70))
TO_90 = Milestone(2030, 2025, Decimal(90))


def test_verdicts_are_declared_worst_first_and_a_target_takes_the_worst() -> None:
    worst_first = ["not_met", "behind", "undetermined", "on_path", "baseline", "met_early", "met", "exceeded"]
    assert list(Verdict) == worst_first
    for place, verdict in enumerate(Verdict):
        assert target_verdict(reversed(list(Verdict)[place:])) is verdict


def test_a_target_without_conditions_is_undetermined() -> None:
    assert target_verdict([]) is Verdict.UNDETERMINED


def test_every_verdict_has_words_and_a_tone() -> None:
    assert {verdict.tone for verdict in Verdict} == {"late", "open", "path", "met"}
    assert len({verdict.label for verdict in Verdict}) == len(Verdict)
    assert (Verdict.BEHIND.label, Verdict.BEHIND.tone) == ("Chậm so với lộ trình", "late")


@pytest.mark.parametrize("milestones", [(), (TO_90, TO_70), (TO_70, TO_70)])
def test_milestones_must_be_there_and_in_order(milestones: tuple[Milestone, ...]) -> None:
    with pytest.raises(ValueError, match="milestones"):
        ShareCondition("all_centres", "active", milestones, {})


def test_a_base_year_must_lie_before_its_milestone() -> None:
    with pytest.raises(ValueError, match="base year 2025"):
        Milestone(2025, 2025, Decimal(70))
