"""Every form that posts carries what it takes that nothing typed into it is lost (docs/decisions/0028)."""

from __future__ import annotations

import re

from tests.house import ROOT

TEMPLATES = ROOT / "templates"
FORM = re.compile(r"""<form(?=[^>]*method="post")((?:\{%.*?%\}|"[^"]*"|[^">])*)>(.*?)</form>""", re.DOTALL)
# Public pages: signing in, opening a link, checking a file; and the form that was held.
PUBLIC = {
    *("kehoach/people/sign_in.html", "kehoach/people/held.html", "503.html"),
    *("kehoach/links/link_open.html", "baocao/issuing/verify.html"),
}
TYPED = re.compile(
    r'<textarea|<select|<input(?![^>]*type="hidden")|_grid_rows\.html|form_field\.html|\{\{ ?field ?\}\}'
)
ACTION = re.compile(r'\baction="([^"]*)')
# Only a file is chosen, which no device keeps; or passwords and codes are typed, which none may keep.
KEPT_NOWHERE = {"baocao/issuing/keep_signed.html", "baocao/superior_forms/replace.html"} | {
    f"kehoach/accounts/{name}.html"
    for name in (
        *("forgotten", "join", "passkeys", "password", "remove_passkey"),
        *("second_code", "second_factor", "type_code"),
    )
}


def forms() -> dict[str, list[tuple[str, str]]]:
    """The attributes and the inside of every form that posts, by its template."""
    pages = {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in TEMPLATES.rglob("*.html")}
    return {name: FORM.findall(page) for name, page in pages.items() if FORM.search(page)}


def test_every_form_says_whose_page_it_is() -> None:
    without = {name for name, inside in forms().items() for _, body in inside if "{% kept_form %}" not in body}

    assert without == PUBLIC


def test_every_form_in_which_something_is_typed_or_ticked_is_kept_on_the_device() -> None:
    typed = [(name, head) for name, inside in forms().items() for head, body in inside if TYPED.search(body)]

    assert len(typed) > 25
    assert {name for name, head in typed if "data-keep" not in head} - PUBLIC == KEPT_NOWHERE


def test_every_form_that_posts_says_where_to() -> None:
    """Without an action it would post to the address of the page with its fragment, and the redirect would keep that:
    the next page would open in its middle."""
    heads = [(name, head) for name, inside in forms().items() for head, _ in inside]

    assert [name for name, head in heads if len(ACTION.findall(head)) != 1] == []
    assert [name for name, head in heads if "#" in ACTION.findall(head)[0]] == []
