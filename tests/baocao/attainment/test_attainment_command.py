"""manage.py attainment: what checks outside the repository read."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.cast import Cast, Loaded, empty_the_database, put_back

OURS = ("--commune", "11122")
SHARE_KEYS = ["scope", "measure", "met", "total", "unreported", "at_least", "verdict", "gap", "lacking"]
GROWTH_KEYS = [
    *("scope", "measure", "base_year", "base", "value", "unreported", "compound_percent", "mean_percent"),
    *("at_least", "at_most", "verdict", "gap", "lacking"),
]
# What programs outside read, to the letter.
EXAMPLE = """
{"commune": "11122", "year": 2025, "targets": [
  {"code": "I.2.a-1", "verdict": "met", "conditions": [
    {"scope": "commune_library", "measure": "services", "met": 1, "total": 1, "unreported": 0, "at_least": "100", "verdict": "met", "gap": 0, "lacking": []},
    {"scope": "other_libraries", "measure": "services", "met": 3, "total": 4, "unreported": 0, "at_least": "70", "verdict": "met", "gap": 0, "lacking": ["TV-MN"]}]},
  {"code": "I.2.a-3", "verdict": "not_met", "conditions": [
    {"scope": "all_libraries", "measure": "visits", "base_year": 2022, "base": 6775, "value": 8882, "unreported": 0, "compound_percent": "9.4462", "mean_percent": "9.4477",
     "at_least": "10", "at_most": null, "verdict": "not_met", "gap": 136, "lacking": []}]}]}
"""  # noqa: E501 - as it is printed there
# Verdicts, and for each condition how many of how many (visits: the value and the gap).
TABLE = {
    2022: [
        ("baseline", (1, 1), (1, 4)),
        ("baseline", (0, 1), (0, 4)),
        ("baseline", (6775, None)),
        ("baseline", (1, 4)),
    ],
    2023: [
        ("on_path", (1, 1), (2, 4)),
        ("on_path", (1, 1), (1, 4)),
        ("behind", (7420, 1598)),
        ("on_path", (2, 4)),
    ],
    2024: [
        ("met_early", (1, 1), (3, 4)),
        ("on_path", (1, 1), (2, 4)),
        ("behind", (8066, 952)),
        ("met_early", (3, 4)),
    ],
    2025: [
        ("met", (1, 1), (3, 4)),
        ("not_met", (1, 1), (2, 4)),
        ("not_met", (8882, 136)),
        ("met", (3, 4)),
    ],
    2026: [
        ("undetermined", (0, 1), (1, 4)),
        ("undetermined", (0, 1), (1, 4)),
        ("undetermined",),
        ("undetermined", (1, 4)),
    ],
}


def run(*arguments: str) -> tuple[str, str]:
    """Runs the command as in a shell; returns what it prints and what it warns of."""
    out, warned = StringIO(), StringIO()
    call_command("attainment", *arguments, stdout=out, stderr=warned)
    return out.getvalue(), warned.getvalue()


def published(year: int, *more: str) -> dict[str, Any]:
    """The JSON of a year, keys in their order."""
    document: dict[str, Any] = json.loads(run("--year", str(year), "--format", "json", *more)[0])
    return document


def test_the_example_of_the_contract_is_met_to_the_letter(cast: Cast) -> None:
    wanted, got = json.loads(EXAMPLE), published(2025, *OURS)

    assert list(got) == list(wanted)
    assert (got["commune"], got["year"]) == (wanted["commune"], wanted["year"])
    targets = {target["code"]: target for target in got["targets"]}
    for target in wanted["targets"]:
        assert json.dumps(targets[target["code"]]) == json.dumps(target)


@pytest.mark.parametrize("year", TABLE)
def test_the_demonstration_adds_up_to_the_table_of_the_contract(cast: Cast, year: int) -> None:
    targets = published(year, *OURS)["targets"]

    assert [target["code"] for target in targets] == ["I.2.a-1", "I.2.a-2", "I.2.a-3", "I.2.b"]
    for target, (verdict, *numbers) in zip(targets, TABLE[year], strict=True):
        assert target["verdict"] == verdict, target["code"]
        for condition, number in zip(target["conditions"], numbers, strict=False):
            got = [condition.get("met", condition.get("value")), condition.get("total", condition["gap"])]
            assert [one for one, wanted in zip(got, number, strict=True) if wanted not in (None, one)] == []


@pytest.mark.parametrize("year", TABLE)
def test_a_condition_has_the_keys_of_the_contract_in_their_order(cast: Cast, year: int) -> None:
    for target in published(year, *OURS)["targets"]:
        assert list(target) == ["code", "verdict", "conditions"]
        for condition in target["conditions"]:
            assert list(condition) == (GROWTH_KEYS if condition["measure"] == "visits" else SHARE_KEYS)


def test_the_open_year_counts_only_what_is_accepted(cast: Cast) -> None:
    conditions = {
        (condition["scope"], condition["measure"]): condition
        for target in published(2026, *OURS)["targets"]
        for condition in target["conditions"]
    }

    assert conditions["commune_library", "services"]["unreported"] == 1
    assert conditions["other_libraries", "services"]["unreported"] == 3
    assert conditions["all_libraries", "visits"]["unreported"] == 4
    assert conditions["all_libraries", "visits"]["compound_percent"] is None
    assert conditions["all_libraries", "visits"]["at_most"] == "15"


@pytest.mark.parametrize("year", [2021, 2027, 2031])
def test_a_year_without_figures_is_undetermined_and_warned_of(cast: Cast, year: int) -> None:
    out, warned = run("--year", str(year), "--format", "json", *OURS)

    assert {target["verdict"] for target in json.loads(out)["targets"]} == {"undetermined"}
    assert f"Năm {year} chưa có số liệu nào được duyệt." in warned


@pytest.mark.parametrize("year", [2022, 2025])
def test_a_year_with_figures_is_not_warned_of(cast: Cast, year: int) -> None:
    assert run("--year", str(year), "--format", "json", *OURS)[1] == ""


@pytest.mark.parametrize("year", ["0", "99999", "hai nghìn", "-1", "1999"])
def test_what_is_no_year_is_refused(cast: Cast, year: str) -> None:
    with pytest.raises(CommandError, match="năm"):
        run(f"--year={year}", *OURS)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--commune", "99999"], "Không có xã nào mang mã «99999». Các mã có: 11122, 11125"),
        ([], "Có nhiều xã, hãy chọn một bằng --commune"),
        (["--commune", "11125"], "Xã Quang Khải chưa có kế hoạch. Hãy chạy: manage.py prepare"),
    ],
)
def test_a_commune_that_cannot_be_told_from_the_request_is_an_error(
    cast: Cast, arguments: list[str], told: str
) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("attainment", "--year", "2025", *arguments)

    assert told in str(refused.value)


# PostgreSQL counts keys outside of transactions: to put rows back would lower them for the tests that follow.
@pytest.mark.once
def test_the_only_commune_need_not_be_named(cast: Cast, loaded_once: Loaded) -> None:
    named = published(2025, *OURS)
    empty_the_database()
    put_back(loaded_once.demonstration)

    assert published(2025) == named


def test_an_empty_installation_is_told_what_to_run(db: None) -> None:
    empty_the_database()

    with pytest.raises(CommandError, match=r"Chưa có xã nào\. Hãy chạy: manage\.py prepare"):
        run("--year", "2025")


def test_the_text_tells_the_same_in_sentences(cast: Cast) -> None:
    out, _ = run("--year", "2025", *OURS)

    assert out.count("Chưa đạt") == 2
    assert "9,4%/năm" in out
    assert "3 trên 4 thư viện cơ sở giáo dục phổ thông và cơ sở khác" in out
    assert "Thư viện Trường Mầm non Quảng Nghiệp" in out
