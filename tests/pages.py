"""Reads a page as a browser does: its words, and what its forms would send."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

# What every form carries besides what is asked in it.
CARRIED = {"csrfmiddlewaretoken", "_person", "_keep"}
# Of every page. What counts more is that they do not grow with the rows, and the time that they take.
MOST_QUERIES = 25
# Of a page that composes a report: that reads the plan, all forms, every book, and what has merged into the commune.
MOST_QUERIES_OF_A_REPORT = 50

# What stands where nobody has translated it; none of it is a Vietnamese word without its marks.
ENGLISH = re.compile(
    r"\b(the|and|of|or|is|are|not|with|from|this|that|please|add|change|delete|save|search|select|enter|required|history"
    r"|home|log|sign|user|page|error|none|true|false|date|today|now|view|filter|clear|action|remove|full|name|object|you"
    r"|your|yes|all|any|choose|available|show|hide|by|for|results?|at|back|been|cannot|cells?|characters?|close|columns?"
    r"|expected|failed|fields?|files?|first|forbidden|given|has|have|here|if|invalid|items?|its|last|least|length|links?"
    r"|lists?|missing|more|most|must|new|next|no|number|on|only|open|password|previous|read|requests?|rows?|send|server"
    r"|sheet|should|submit|than|their|there|these|unknown|up|valid|values?|was|were|what|when|where|which|will|write"
    r"|wrong)\b",
    re.IGNORECASE,
)
_NOT_READ = re.compile(r"<(script|style|code|svg)\b.*?</\1>|<!--.*?-->|\S+@\S+|https?://\S+|DATA_DIR/\S+", re.DOTALL)
_READ_ALOUD = re.compile(r'\b(?:title|placeholder|aria-label|alt)="([^"]*)"')


def english_of(response: HttpResponse) -> list[str]:
    """The English of an answer, where it is a page."""
    is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
    return english_on(response.content.decode()) if is_page else []


def english_on(page: str) -> list[str]:
    """The English words of a page, in its text and in what is read aloud."""
    page = _NOT_READ.sub(" ", page)
    return english_in(html.unescape(" | ".join([re.sub(r"<[^>]+>", " | ", page), *_READ_ALOUD.findall(page)])))


def english_in(text: str) -> list[str]:
    """The English words of a text, each with what stands around it."""
    return [text[max(0, word.start() - 20) : word.end() + 20] for word in ENGLISH.finditer(text)]


class _Forms(HTMLParser):
    """Collects for every form the inputs with their values, as they stand when the page has loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = [{}]
        self.select = self.textarea = ""
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens a form, or adds what stands in it."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif tag == "select":
            self.select = name
            self.forms[-1].setdefault(name, [])
        elif tag == "option" and self.select and "selected" in given:
            self.forms[-1][self.select].append(given.get("value", ""))
        elif tag == "textarea":
            self.textarea, self.text = name, ""
        elif tag == "input" and name:
            known = self.forms[-1].setdefault(name, [])
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                known.append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        """Text counts only inside a textarea."""
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        """Closes what was open; the line break with which a textarea begins belongs to its mark."""
        if tag == "textarea":
            self.forms[-1][self.textarea] = [self.text.removeprefix("\n")]
        elif tag == "select":
            self.select = ""


def filled_in(response: HttpResponse, name: str) -> dict[str, list[str]]:
    """What the form with an input of this name would send if nothing were changed. KeyError where there is none."""
    for form in all_filled_in(response):
        if name in form:
            return form
    raise KeyError(name)


def all_filled_in(response: HttpResponse) -> list[dict[str, list[str]]]:
    """What each form of the page would send if nothing were changed."""
    reader = _Forms()
    reader.feed(response.content.decode())
    return reader.forms


def words(response: HttpResponse) -> str:
    """The text of the page without marks and with single blanks."""
    return plain_text(response.content.decode())


def markup(response: HttpResponse) -> str:
    """The page with single blanks and none beside a mark: the same however its template is laid out."""
    return re.sub(r" ?([<>]) ?", r"\1", " ".join(response.content.decode().split()))


def beside(response: HttpResponse, name: str) -> str:
    """The sentences on what is wrong that stand beside an input; empty where nothing is."""
    found = re.search(rf'id="id_{name}[-_]error">(.*?)</(?:ul|p)>', response.content.decode(), re.DOTALL)
    return plain_text(found[1]) if found else ""


def edit(client: Client, url: str, **changes: Any) -> HttpResponse:
    """Opens the entry form at this address, changes some of what stands there, and sends it. Returns the answer."""
    form = filled_in(client.get(url), "version")
    return client.post(url, {**form, **changes})


def sections(response: HttpResponse) -> dict[str, str]:
    """The text below each heading of the second level, by the heading without what is counted after its colon."""
    parts = re.split(r"<h2[^>]*>(.*?)</h2>", response.content.decode().split("</main>")[0], flags=re.DOTALL)[1:]
    titles = (plain_text(title).partition(":")[0] for title in parts[::2])
    return dict(zip(titles, map(plain_text, parts[1::2]), strict=True))


def plain_text(source: str) -> str:
    """Text without marks and with single blanks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", source)).split())
