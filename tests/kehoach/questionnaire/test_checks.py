"""What the checks of all kinds of figures have in common."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from kehoach.questionnaire.checks import (
    STOCK_EXPLANATIONS,
    Case,
    Checks,
    Finding,
    Remark,
    Severity,
    Thresholds,
    open_queries,
    run,
    unanswered,
    unexplained_unknowns,
)
from kehoach.questionnaire.comparisons import (
    EXPLAIN,
    REVIEW,
    changed_at_all,
    changed_over,
    kinds_differ,
    not_positive,
    only_together,
    same_as_last_year,
    small_money,
)
from kehoach.questionnaire.layout import Field, Kind, Layout, Section, Total
from kehoach.questionnaire.values import Absent, Value, Values

APPLES = Field("apples", "Số táo", "quả", "Đếm táo.")
PEARS = Field("pears", "Số lê", "quả", "Đếm lê.", only_for=frozenset({"garden"}))
PRICE = Field("price", "Tiền bán", "đồng", "Đếm tiền.", Kind.MONEY)
OPEN = Field("open", "Có mở cửa", "", "Mở cả năm.", Kind.SWITCH)
SORTS = Field("sorts", "Loại quả", "loại", "Chọn loại.", Kind.CHOICES, (("sweet", "Ngọt"),))
RIPE = Field("ripe", "Độ chín", "", "Nhìn vỏ.", Kind.ONE, (("yes", "Chín"),), optional=True)
PICKED = Field("picked", "Ngày hái", "", "Xem sổ.", Kind.DATE, optional=True)
FRUIT = Total("Tổng số quả", "quả", ("apples", "pears"))
TOY = Layout((Section("Vườn", (APPLES, PEARS, PRICE, OPEN, SORTS, RIPE, PICKED), (FRUIT,)),))
ORDER = [field.name for field in TOY.fields]
REQUIRED = [field.name for field in TOY.fields if not field.optional]
ABSENT = [Absent.UNANSWERED, Absent.UNKNOWN, Absent.NOT_APPLICABLE]
TOY_CHECKS = Checks()


@TOY_CHECKS.hint("Lê xanh")
def pears_are_green(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """A hint about the second question."""
    yield Remark(("pears",), "Lê còn xanh.")


@TOY_CHECKS.hint("Táo xanh")
def apples_are_green(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """A hint about the first question."""
    yield Remark(("apples",), "Táo còn xanh.")


@TOY_CHECKS.query("Ít táo")
def apples_are_few(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """A query that looks at a threshold."""
    if (case.now("apples") or 0) < limits["few"]:
        yield Remark(("apples", "pears"), "Ít táo.")


@TOY_CHECKS.error("Mất táo")
def apples_are_stolen(case: Case, limits: Thresholds) -> Iterator[Remark]:
    """An error about the first question."""
    yield Remark(("apples",), "Mất táo.")


def case(now: Values, last: Values | None = None, kind: str = "garden") -> Case:
    """A case of the toy garden."""
    return Case(kind, now, last)


def said(remarks: Iterator[Remark]) -> list[str]:
    """The messages of some remarks."""
    return [remark.message for remark in remarks]


def test_everything_is_found_at_once_in_the_order_of_the_form_with_errors_first() -> None:
    found = run(TOY_CHECKS, case({"apples": 3}), {"few": Decimal(4)}, ORDER)
    assert [(finding.code, finding.severity) for finding in found] == [
        ("apples_are_stolen", Severity.ERROR),
        ("apples_are_few", Severity.QUERY),
        ("apples_are_green", Severity.HINT),
        ("pears_are_green", Severity.HINT),
    ]


def test_a_finding_on_a_column_that_the_order_lacks_comes_last() -> None:
    found = run(TOY_CHECKS, case({"apples": 9}), {"few": Decimal(4)}, ["pears"])
    assert [finding.fields[0] for finding in found] == ["pears", "apples", "apples"]


def test_findings_of_a_check_that_is_lowered_are_hints_and_keep_all_else() -> None:
    found = run(TOY_CHECKS, case({"apples": 3}), {"few": Decimal(4)}, ORDER, as_hints={"apples_are_stolen"})
    stolen = next(finding for finding in found if finding.code == "apples_are_stolen")
    assert stolen == Finding("apples_are_stolen", Severity.HINT, ("apples",), "Mất táo.")
    assert found[0].code == "apples_are_few"


def test_a_check_is_named_by_its_function_and_titled_for_people() -> None:
    assert [(check.code, check.title, check.severity) for check in TOY_CHECKS][2:] == [
        ("apples_are_few", "Ít táo", Severity.QUERY),
        ("apples_are_stolen", "Mất táo", Severity.ERROR),
    ]


def test_a_check_compares_with_the_thresholds_that_it_is_given() -> None:
    assert list(apples_are_few(case({"apples": 3}), {"few": Decimal(3)})) == []
    assert list(apples_are_few(case({"apples": 4}), {"few": Decimal(4)})) == []


def test_severities_have_a_word_and_a_tone() -> None:
    assert [(severity.label, severity.tone) for severity in Severity] == [
        ("Lỗi phải sửa", "late"),
        ("Cần giải trình", "open"),
        ("Lưu ý", "path"),
    ]


def test_every_question_that_applies_and_has_no_answer_is_an_error() -> None:
    shop = case({"apples": Absent.UNANSWERED, "price": 0, "open": False, "sorts": frozenset()}, kind="shop")
    assert unanswered(TOY, shop) == (Finding("unanswered", Severity.ERROR, ("apples",), "Chưa trả lời: Số táo."),)


def test_a_question_without_any_value_counts_as_unanswered() -> None:
    assert [finding.fields for finding in unanswered(TOY, case({}))] == [(name,) for name in REQUIRED]


def test_an_optional_question_may_stay_unanswered_but_not_unknown_without_a_note() -> None:
    here = case({**dict.fromkeys(REQUIRED, 1), "ripe": Absent.UNANSWERED, "picked": Absent.UNKNOWN})
    assert unanswered(TOY, here) == ()
    assert [finding.fields for finding in unexplained_unknowns(TOY, here, {})] == [("picked",)]


@pytest.mark.parametrize("value", [0, False, frozenset[str](), Absent.UNKNOWN, Absent.NOT_APPLICABLE])
def test_zero_no_none_unknown_and_not_applicable_are_answers(value: Value) -> None:
    assert unanswered(TOY, case(dict.fromkeys(ORDER, value))) == ()


@pytest.mark.parametrize(("notes", "silent"), [({}, False), ({"apples": " \n"}, False), ({"apples": "Mất sổ"}, True)])
def test_unknown_needs_a_note_that_is_not_blank(notes: dict[str, str], silent: bool) -> None:
    found = unexplained_unknowns(TOY, case({"apples": Absent.UNKNOWN, "pears": 3}), notes)
    message = "Số táo: chưa thống kê, cần ghi chú nêu lý do."
    expected = () if silent else (Finding("unexplained_unknowns", Severity.ERROR, ("apples",), message),)
    assert found == expected


def test_unknown_where_the_question_does_not_apply_needs_no_note() -> None:
    assert unexplained_unknowns(TOY, case({"pears": Absent.UNKNOWN}, kind="shop"), {}) == ()


@pytest.mark.parametrize(
    ("notes", "still_open"),
    [({}, 1), ({"apples": "  "}, 1), ({"pears": "Sáp nhập"}, 1), ({"apples": "Sáp nhập"}, 0)],
)
def test_a_note_at_the_first_column_answers_a_query_and_a_blank_one_does_not(
    notes: dict[str, str], still_open: int
) -> None:
    found = run(TOY_CHECKS, case({"apples": 3}), {"few": Decimal(4)}, ORDER)
    assert [finding.code for finding in open_queries(found, notes)] == ["apples_are_few"] * still_open


@pytest.mark.parametrize(("evidenced", "still_open"), [((), 1), (("pears",), 1), (("apples",), 0)])
def test_a_photo_at_the_first_column_answers_a_query(evidenced: tuple[str, ...], still_open: int) -> None:
    found = run(TOY_CHECKS, case({"apples": 3}), {"few": Decimal(4)}, ORDER)
    assert [finding.code for finding in open_queries(found, {}, evidenced)] == ["apples_are_few"] * still_open


def test_stock_explanations_are_distinct_and_not_blank() -> None:
    assert all(text.strip() for text in STOCK_EXPLANATIONS)
    assert len(set(STOCK_EXPLANATIONS)) == len(STOCK_EXPLANATIONS)


@pytest.mark.parametrize(
    ("pears", "expected"),
    [(2, 5), (Absent.NOT_APPLICABLE, 3), (Absent.UNKNOWN, None), (Absent.UNANSWERED, None)],
)
def test_a_case_sums_what_applies_and_knows_nothing_of_what_is_unknown(pears: Value, expected: int | None) -> None:
    here = case({}, {"apples": 3, "pears": pears})
    assert here.before(*FRUIT.parts) == expected
    assert here.now(*FRUIT.parts) is None


def test_a_sum_of_which_nothing_applies_is_not_zero_to_a_check() -> None:
    assert case(dict.fromkeys(ORDER, Absent.NOT_APPLICABLE)).now(*FRUIT.parts) is None


def test_choices_are_known_only_where_they_were_answered() -> None:
    here = case({"sorts": frozenset()}, {"sorts": Absent.UNKNOWN})
    assert here.chosen("sorts") == frozenset()
    assert here.chosen_before("sorts") is None
    assert case({}).chosen_before("sorts") is None


def test_one_choice_and_a_day_are_known_only_where_they_were_answered() -> None:
    here = case({"ripe": "yes", "picked": date(2026, 1, 5)})
    assert (here.choice("ripe"), here.day("picked")) == ("yes", date(2026, 1, 5))
    absent = case({"ripe": Absent.UNKNOWN, "picked": Absent.NOT_APPLICABLE})
    assert (absent.choice("ripe"), absent.day("picked")) == (None, None)


def test_a_reason_for_having_no_answer_is_an_answer() -> None:
    here = case({"apples": Absent.UNKNOWN, "pears": Absent.NOT_APPLICABLE, "price": Absent.UNANSWERED})
    assert [here.is_unanswered(name) for name in ("apples", "pears", "price", "open")] == [False, False, True, True]


@pytest.mark.parametrize(
    ("now", "before", "message"),
    [
        (12003, 10000, "Số táo 12.003, năm trước 10.000: tăng 20,03%, hơn mức 20% cần giải trình."),
        (1201, 1000, "Số táo 1.201, năm trước 1.000: tăng 20,1%, hơn mức 20% cần giải trình."),
        (799, 1000, "Số táo 799, năm trước 1.000: giảm 20,1%, hơn mức 20% cần giải trình."),
        (0, 1000, "Số táo 0, năm trước 1.000: giảm 100%, hơn mức 20% cần giải trình."),
        (1200, 1000, None),
        (800, 1000, None),
        (150, 100, None),
        (50, 0, None),
    ],
)
def test_a_change_is_over_only_beyond_both_percentage_and_number(now: int, before: int, message: str | None) -> None:
    here = case({"apples": now}, {"apples": before})
    found = said(changed_over(here, APPLES, Decimal(20), EXPLAIN, more_than=Decimal(50)))
    assert found == ([message] if message else [])


def test_a_change_is_compared_exactly_and_its_limit_may_have_decimals() -> None:
    found = changed_over(case({"apples": 1126}, {"apples": 1000}), APPLES, Decimal("12.5"), REVIEW)
    assert said(found) == ["Số táo 1.126, năm trước 1.000: tăng 12,6%, hơn mức 12,5% nên kiểm tra lại."]
    assert said(changed_over(case({"apples": 1125}, {"apples": 1000}), APPLES, Decimal("12.5"), REVIEW)) == []


@pytest.mark.parametrize("absent", ABSENT)
def test_nothing_is_compared_with_an_absent_value(absent: Absent) -> None:
    for here in (case({"apples": absent}, {"apples": 5}), case({"apples": 5}, {"apples": absent}), case({"apples": 5})):
        assert said(changed_over(here, APPLES, Decimal(0), EXPLAIN)) == []
        assert said(changed_at_all(here, (APPLES,))) == []
        assert said(same_as_last_year(here, (APPLES,))) == []
    here = case({"apples": absent, "pears": 5, "price": absent}, {"apples": 5, "pears": 6})
    assert said(changed_over(here, FRUIT, Decimal(0), EXPLAIN)) == []
    assert said(only_together(here, APPLES, PEARS)) == []
    assert said(not_positive(here, (APPLES,))) == []
    assert said(small_money(here, TOY, Decimal(10000))) == []


def test_a_sum_is_compared_and_named_with_all_its_columns() -> None:
    found = list(changed_over(case({"apples": 6, "pears": 6}, {"apples": 5, "pears": 5}), FRUIT, Decimal(10), EXPLAIN))
    message = "Tổng số quả 12, năm trước 10: tăng 20%, hơn mức 10% cần giải trình."
    assert found == [Remark(("apples", "pears"), message)]


def test_any_change_of_what_rarely_changes_is_told() -> None:
    here = case({"apples": 6, "pears": 5}, {"apples": 1005, "pears": 5})
    message = "Số táo 6 quả, năm trước 1.005 quả: số này ít khi thay đổi, nên kiểm tra lại."
    assert said(changed_at_all(here, (APPLES, PEARS))) == [message]


def test_the_same_figures_as_last_year_are_told_unless_one_differs_or_all_are_zero() -> None:
    message = "Trùng y số năm trước: số táo 1.234; số lê 0. Hãy kiểm tra đã nhập số của năm nay chưa."
    same = {"apples": 1234, "pears": 0}
    assert said(same_as_last_year(case(same, same), (APPLES, PEARS))) == [message]
    assert said(same_as_last_year(case(same, {**same, "pears": 1}), (APPLES, PEARS))) == []
    nothing = {"apples": 0, "pears": 0}
    assert said(same_as_last_year(case(nothing, nothing), (APPLES, PEARS))) == []


def test_a_zero_where_something_must_be_is_told() -> None:
    assert said(not_positive(case({"apples": 0, "pears": 1}), (APPLES, PEARS))) == [
        "Số táo là 0, cần một số lớn hơn 0."
    ]


@pytest.mark.parametrize(
    ("apples", "pears", "message"),
    [
        (4, 0, "Số táo là 4 nhưng số lê là 0: hai số phải cùng bằng 0 hoặc cùng lớn hơn 0."),
        (0, 1234, "Số táo là 0 nhưng số lê là 1.234: hai số phải cùng bằng 0 hoặc cùng lớn hơn 0."),
        (0, 0, None),
        (1, 1, None),
    ],
)
def test_two_figures_are_zero_together_or_not_at_all(apples: int, pears: int, message: str | None) -> None:
    found = list(only_together(case({"apples": apples, "pears": pears}), APPLES, PEARS))
    assert found == ([Remark(("pears", "apples"), message)] if message else [])


@pytest.mark.parametrize(
    ("apples", "pears", "price", "message"),
    [
        (3, 4, 8, "Tổng số quả là 7, tiền bán là 8: hai số phải bằng nhau."),
        (3, 4, 7, None),
        (3, Absent.NOT_APPLICABLE, 3, None),
        (3, Absent.UNANSWERED, 2, None),
        (3, 4, Absent.UNKNOWN, None),
    ],
)
def test_kinds_add_up_to_the_whole_where_all_are_known(
    apples: Value, pears: Value, price: Value, message: str | None
) -> None:
    found = list(kinds_differ(case({"apples": apples, "pears": pears, "price": price}), FRUIT, PRICE))
    assert found == ([Remark(("apples", "pears", "price"), message)] if message else [])


@pytest.mark.parametrize("price", [0, 10000])
def test_no_money_and_enough_money_are_believed(price: int) -> None:
    assert said(small_money(case({"price": price, "apples": 5}), TOY, Decimal(10000))) == []


def test_a_sum_of_money_that_lacks_its_thousands_is_told() -> None:
    assert said(small_money(case({"price": 9999}), TOY, Decimal(10000))) == [
        "Tiền bán 9.999 đồng, chưa đến 10.000 đồng: có thể đã nhập theo nghìn hoặc triệu đồng, hãy nhập đủ số đồng."
    ]
