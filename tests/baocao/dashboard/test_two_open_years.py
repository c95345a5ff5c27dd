"""December: one year is being reported while the next one is opened already, and nothing of the older one is hidden."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kehoach.common.periods import default_window
from kehoach.figures.actions.figures import open_form
from kehoach.models import ReportingYear, State
from kehoach.years.actions import open_year
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.pages import plain_text, words

NEXT = OPEN_YEAR + 1


def open_the_next(cast: Cast) -> None:
    """Opens the following year just now, while the present one still waits for forms."""
    open_year(commune=cast.commune, year=NEXT, window=default_window(NEXT), by=cast.officer, at=timezone.now())


def lines(client: Client, heading: str) -> list[str]:
    """The rows of a list on the officer's first page."""
    page = client.get("/").content.decode()
    part = page[page.index(heading, page.index("<main")) :]
    rows = re.findall(r"<li[^>]*>(.*?)</li>", part[: part.index("</ul>")], re.DOTALL)
    return [plain_text(row) for row in rows]


@pytest.mark.case("SC-050")
def test_the_officer_sees_what_the_older_year_still_owes_first(cast: Cast) -> None:
    officer = signed_in(cast.officer)
    before = {heading: lines(officer, heading) for heading in ("Chờ tôi", "Chờ đơn vị")}
    open_the_next(cast)

    mine, theirs = (lines(officer, heading) for heading in before)

    assert (
        [row for row in mine if row.startswith(str(OPEN_YEAR))] == before["Chờ tôi"] == mine[: len(before["Chờ tôi"])]
    )
    assert theirs[:-1] == before["Chờ đơn vị"]
    assert theirs[-1].startswith(f"{NEXT} 7 phiếu chưa nộp Còn")


def test_a_year_opened_by_mistake_can_be_taken_back_from_the_first_page(cast: Cast) -> None:
    officer = signed_in(cast.officer)
    open_the_next(cast)
    address = f'href="/so-lieu/{NEXT}/bo-mo/"'
    assert address in officer.get("/").content.decode()

    open_form(figures_of("TV-MN", NEXT), by=cast.officer, at=NOW)

    assert address not in officer.get("/").content.decode()


def test_a_unit_sees_its_returned_form_above_the_new_one(cast: Cast) -> None:
    put_into("TV-MN", State.RETURNED)
    open_the_next(cast)

    response = signed_in(cast.reporter_of("MN")).get("/")

    page = words(response)
    assert page.index(f"năm {OPEN_YEAR} Trả lại") < page.index(f"năm {NEXT} Chưa mở")
    assert f"/thu-vien/TV-MN/{OPEN_YEAR}/nhap/" in response.content.decode()


def test_the_tasks_of_the_older_year_stay_and_the_new_ones_are_folded(cast: Cast) -> None:
    open_the_next(cast)

    page = signed_in(cast.reporter_of("MN")).get("/").content.decode()

    assert page.index(f"Việc kế hoạch giao cho đơn vị năm {OPEN_YEAR}") < page.index('<details class="fold"')
    assert f"Việc kế hoạch giao năm {NEXT}" in page[page.index('<details class="fold"') :]


def test_no_decision_of_the_chairman_disappears(cast: Cast) -> None:
    def decisions() -> set[str]:
        page = signed_in(cast.leader).get("/bang-dieu-hanh/2025/").content.decode()
        return set(re.findall(r"<li class=\"\w+\">\s*<div>\s*<b>(.*?)</b>", page))

    before = decisions()
    open_the_next(cast)

    assert len(before) > 2
    assert before <= decisions()


def test_the_dashboard_says_how_each_year_is_collected(cast: Cast) -> None:
    open_the_next(cast)

    page = words(signed_in(cast.leader).get("/bang-dieu-hanh/2025/"))

    assert page.index("Số liệu 2026: 2/9 đã duyệt") < page.index("Số liệu 2027: 0/9 đã duyệt")


def test_late_tasks_of_every_open_year_can_be_asked_about(cast: Cast) -> None:
    ReportingYear.objects.filter(commune=cast.commune, year=OPEN_YEAR).update(unit_deadline=date(2026, 1, 5))
    open_the_next(cast)

    page = signed_in(cast.officer).get("/nhiem-vu/giai-trinh/").content.decode()

    assert f'name="parts" value="{OPEN_YEAR}/' in page


@pytest.mark.once
@pytest.mark.parametrize("name", ["officer", "leader", "reporter"])
def test_a_second_open_year_takes_no_further_query(cast: Cast, name: str) -> None:
    client = signed_in(getattr(cast, name))

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/", follow=True)
        return len(queries)

    count()
    before = count()
    open_the_next(cast)

    assert count() == before
