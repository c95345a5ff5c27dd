"""Finding Vietnamese words however they are typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.common.folding import EXCERPT, Piece, accented, excerpt, has_marks, marked, words_of
from kehoach.common.formats import plain
from kehoach.common.text.gate import tidy_line

TONES = "\u0300\u0301\u0303\u0309\u0323"
VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđbcghklmnpqrstvx"
letters = st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + " .-1")
texts = st.one_of(st.text(letters), st.text())


def joined(pieces: tuple[Piece, ...]) -> str:
    """The text again."""
    return "".join(piece.text for piece in pieces)


def hits(text: str, query: str) -> list[str]:
    """What is marked of a text."""
    return [piece.text for piece in marked(text, words_of(query)) if piece.hit]


@given(texts)
def test_plain_text_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(texts)
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert plain(composed) == plain(decomposed)
    assert accented(composed) == accented(decomposed)


@given(st.text(letters), st.lists(st.sampled_from(TONES)))
def test_no_tone_tells_words_apart(text: str, tones: list[str]) -> None:
    toned = "".join(letter + tone for letter, tone in zip(text, [*tones, *[""] * len(text)], strict=False))

    assert plain(toned.casefold()) == plain(text)


@given(st.text(letters))
def test_plain_vietnamese_is_ascii(text: str) -> None:
    assert plain(text).isascii()


@pytest.mark.parametrize(
    ("old", "new"),
    [("hoà", "hòa"), ("Uỷ", "Ủy"), ("thuỷ", "thủy"), ("khoẻ mạnh", "khỏe mạnh"), ("HOÁ", "hóa"), ("nguỵ", "ngụy")],
)
def test_old_and_new_places_of_the_tone_are_one_spelling(old: str, new: str) -> None:
    assert plain(old) == plain(new)
    assert accented(old) == accented(new)


@pytest.mark.parametrize(("one", "other"), [("thôn", "thơn"), ("hòa", "hoa"), ("mạc", "mắc"), ("ma", "mà")])
def test_the_accented_spelling_still_tells_other_words_apart(one: str, other: str) -> None:
    assert accented(one) != accented(other)


@given(texts)
def test_the_accented_spelling_is_final(text: str) -> None:
    assert accented(accented(text)) == accented(text)


@pytest.mark.parametrize(("query", "typed"), [("thu vien", False), ("thư", True), ("TV-MN", False), ("Đ", True)])
def test_whether_marks_were_typed(query: str, typed: bool) -> None:
    assert has_marks(query) is typed


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Trường  Mầm non", ("truong", "mam", "non")),
        ("hoà, hòa", ("hoa",)),
        ("II.1.a", ("ii.1.a",)),
        ("TV-MN (Mầm non)", ("tv-mn", "mam", "non")),
        ("- … “ ” &", ()),
        ("a b c d e f g h i k", tuple("abcdefgh")),
    ],
)
def test_what_has_to_be_found(query: str, words: tuple[str, ...]) -> None:
    assert words_of(query) == words


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Thư viện Trường Tiểu học", "thu vien tieu", ["Thư", "viện", "Tiểu"]),
        ("Nhà văn hóa thôn Ngãi", "hoá", ["hóa"]),
        ("Ủy ban nhân dân", "uỷ", ["Ủy"]),
        ("TV-MN", "mn", ["MN"]),
        ("Đài Truyền thanh", "dai", ["Đài"]),
        ("Trường Mầm non", "mam n", ["Mầm", "n"]),
        ("khoa học", "hoa", ["hoa"]),
        ("hoa, khoa", "hoa", ["hoa"]),
        ("cha-cha", "ha", ["ha", "ha"]),
        ("Thôn Gòm", "mac", []),
    ],
)
def test_what_is_marked(text: str, query: str, found: list[str]) -> None:
    assert hits(text, query) == found
    assert hits(unicodedata.normalize("NFD", text), query) == found


@given(texts, texts)
def test_marking_changes_no_letter(text: str, query: str) -> None:
    assert joined(marked(text, words_of(query))) == unicodedata.normalize("NFC", text)


@given(st.text(letters, max_size=600), st.text(letters, min_size=1, max_size=5))
def test_an_excerpt_is_short_and_out_of_the_text(text: str, query: str) -> None:
    shown = joined(excerpt(text, words_of(query)))

    assert len(shown) <= EXCERPT + 4
    assert shown.removeprefix("… ").removesuffix(" …").strip() in tidy_line(text)


def test_an_excerpt_shows_what_was_found_far_down() -> None:
    text = f"{'chữ ' * 200}Tuần lễ học tập suốt đời {'chữ ' * 200}"
    pieces = excerpt(text, words_of("tuan le"))

    assert [piece.text for piece in pieces if piece.hit] == ["Tuần", "lễ"]
    assert joined(pieces).startswith("… ")
    assert joined(pieces).endswith(" …")
