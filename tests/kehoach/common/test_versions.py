"""Two people at one form: nothing that either of them changed is lost without both being asked."""

from hypothesis import given
from hypothesis import strategies as st

from kehoach.common.versions import digest_of, merge

ANSWERS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2), min_size=4)


def test_what_only_one_of_them_changed_is_saved() -> None:
    merged = merge(seen={"a": 1, "b": 1}, present={"a": 2, "b": 1}, sent={"a": 1, "b": 5})
    assert merged.changes == {"b": 5}
    assert not merged.clashes
    assert merged.untouched == {"a"}


def test_what_both_changed_in_another_way_is_a_clash() -> None:
    assert merge(seen={"a": 1}, present={"a": 2}, sent={"a": 3}).clashes == {"a"}


def test_what_both_changed_in_the_same_way_is_no_clash() -> None:
    merged = merge(seen={"a": 1}, present={"a": 2}, sent={"a": 2})
    assert not merged.clashes
    assert not merged.changes


def test_where_it_is_not_known_what_was_seen_every_difference_is_a_clash() -> None:
    merged = merge(seen=None, present={"a": 1, "b": 1}, sent={"a": 1, "b": 2})
    assert merged.clashes == {"b"}
    assert not merged.changes


def test_the_digest_of_what_is_equal_is_equal_whatever_the_order_of_its_keys() -> None:
    assert digest_of({"a": 1, "b": ["2"]}) == digest_of({"b": ["2"], "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": "1"})
    assert digest_of([1, 2]) != digest_of([2, 1])


@given(seen=ANSWERS, present=ANSWERS, sent=ANSWERS)
def test_every_change_of_either_survives_or_is_asked_about(
    seen: dict[str, int], present: dict[str, int], sent: dict[str, int]
) -> None:
    merged = merge(seen, present, sent)
    for name in sent:
        after = merged.changes.get(name, present[name])
        if name not in merged.clashes:
            assert sent[name] in (seen[name], after)
            assert present[name] in (seen[name], after)
