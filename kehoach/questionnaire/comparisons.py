"""Comparisons that the checks of all kinds of figures have in common. Imports no Django.

Each yields remarks; the named check that asks it says when, of which questions and how grave it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kehoach.common.formats import change, count, decimal, money, uncapitalized
from kehoach.questionnaire.checks import Case, Remark
from kehoach.questionnaire.layout import Field, Kind, Layout, Total, applying

EXPLAIN = "cần giải trình"
REVIEW = "nên kiểm tra lại"
EVIDENCE = "Cần ảnh minh chứng, hoặc ghi chú minh chứng là gì: sổ theo dõi, quyết định, hợp đồng"


def changed_over(
    case: Case, figure: Field | Total, percent: Decimal, ask: str, more_than: Decimal = Decimal(0)
) -> Iterator[Remark]:
    """A change of more than `percent` of last year's value, and of more than `more_than` in number.

    Against zero or nothing no change is computed, nor between sums of which different parts apply.
    """
    now, before = case.now(*figure.parts), case.before(*figure.parts)
    if now is None or not before:
        return
    difference = abs(now - before)
    if (
        difference * 100 <= percent * before
        or difference <= more_than
        or applying(case.values, figure.parts) != applying(case.last or {}, figure.parts)
    ):
        return
    fact = f"{count(now)}, năm trước {count(before)}: {change(now, before, percent)}"
    yield Remark(figure.parts, f"{figure.label} {fact}, hơn mức {decimal(percent, 2)}% {ask}.")


def changed_at_all(case: Case, fields: Iterable[Field]) -> Iterator[Remark]:
    """A value that rarely changes and is another than last year's (the IMLS family's “historical” edit)."""
    for field in fields:
        now, before = case.now(field.name), case.before(field.name)
        if now is not None and before is not None and now != before:
            fact = f"{field.label} {count(now)} {field.unit}, năm trước {count(before)} {field.unit}"
            yield Remark((field.name,), f"{fact}: số này ít khi thay đổi, nên kiểm tra lại.")


def same_as_last_year(case: Case, fields: Sequence[Field]) -> Iterator[Remark]:
    """All of these equal last year's, and not all of them zero: last year's figure is not an estimate."""
    now = [case.now(field.name) for field in fields]
    if None in now or not any(now) or now != [case.before(field.name) for field in fields]:
        return
    fact = "; ".join(
        f"{uncapitalized(field.label)} {count(amount or 0)}" for field, amount in zip(fields, now, strict=True)
    )
    names = tuple(field.name for field in fields)
    yield Remark(names, f"Trùng y số năm trước: {fact}. Hãy kiểm tra đã nhập số của năm nay chưa.")


def not_positive(case: Case, fields: Iterable[Field]) -> Iterator[Remark]:
    """A zero where there must be something."""
    for field in fields:
        if case.now(field.name) == 0:
            yield Remark((field.name,), f"{field.label} là 0, cần một số lớn hơn 0.")


def kinds_differ(case: Case, kinds: Total, whole: Field) -> Iterator[Remark]:
    """Kinds that do not add up to the whole, where all of them are known."""
    amount, expected = case.now(*kinds.parts), case.now(whole.name)
    if amount is not None and expected is not None and amount != expected:
        fact = f"{kinds.label} là {count(amount)}, {uncapitalized(whole.label)} là {count(expected)}"
        yield Remark((*kinds.parts, whole.name), f"{fact}: hai số phải bằng nhau.")


def only_together(case: Case, things: Field | Total, people: Field) -> Iterator[Remark]:
    """Things without people, or people without things: both are zero or neither is."""
    number_of_things, number_of_people = case.now(*things.parts), case.now(people.name)
    if number_of_things is None or number_of_people is None or bool(number_of_things) == bool(number_of_people):
        return
    fact = (
        f"{things.label} là {count(number_of_things)} nhưng {uncapitalized(people.label)} là {count(number_of_people)}"
    )
    yield Remark((people.name, *things.parts), f"{fact}: hai số phải cùng bằng 0 hoặc cùng lớn hơn 0.")


def small_money(case: Case, layout: Layout, least: Decimal) -> Iterator[Remark]:
    """A sum of money so small that it was probably typed in thousands or millions."""
    for field in layout.fields:
        amount = case.now(field.name)
        if field.kind is Kind.MONEY and amount and amount < least:
            fact = f"{field.label} {money(amount)}, chưa đến {decimal(least, 2)} đồng"
            yield Remark((field.name,), f"{fact}: có thể đã nhập theo nghìn hoặc triệu đồng, hãy nhập đủ số đồng.")
