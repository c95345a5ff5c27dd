"""Help where one stands: every page says what it is for, and the guide has it all, by role."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kehoach.guide.texts import CHAPTERS, PAGES, chapters_of, help_of
from kehoach.models import Role
from tests.access.table import rows
from tests.cast import Cast, put_into, signed_in
from tests.pages import words

# Pages of people who are not signed in, files, confirmations that say all themselves, and answers to scripts.
WITHOUT = {
    *("sign_in", "session_state", "entry_link", "submitted_copy", "invitation_code", "join", "forgotten", "qr_sheet"),
    "stop_notice_mail",
    *("kept_about_me", "guide", "guide_sheet", "gallery", "slip"),
    *("alive", "ready", "calendar_feed"),
}
FILES = ("file", "small", "template", "pdf", "office", "marked")


def readable() -> set[str]:
    """The names of the addresses at which somebody signed in reads a page, without the kind before them."""
    names = {row.route.rpartition(":")[2] for row in rows() if row.method == "GET" and "200" in row.statuses[1:]}
    return {name for name in names - WITHOUT if not any(word in name for word in FILES)}


def test_every_page_has_its_help() -> None:
    assert sorted(name for name in readable() if help_of(name) is None) == []


def test_no_help_is_of_a_page_that_is_not_there() -> None:
    names = [name for page in PAGES for name in page.names]

    assert sorted(set(names) - readable()) == []
    assert len(names) == len(set(names))


def test_a_role_reads_of_its_own_work_alone() -> None:
    assert {chapter.title for role in Role for chapter in chapters_of(role)} == {chapter.title for chapter in CHAPTERS}
    assert "Bảng điều hành và báo cáo" not in {chapter.title for chapter in chapters_of(Role.REPORTER)}


@pytest.mark.case("SC-160")
def test_a_page_says_what_it_is_for_and_leads_to_the_guide(cast: Cast) -> None:
    put_into("TV-TH", "draft")
    client = signed_in(cast.reporter)

    page = client.get("/thu-vien/TV-TH/2026/nhap/")

    assert "Trang này để làm gì? Ghi số liệu của cơ sở trong năm" in words(page)
    assert f'href="{reverse("guide")}#entry"' in page.content.decode()
    guide = client.get("/huong-dan/")
    assert 'id="entry"' in guide.content.decode()
    assert "Phiếu số liệu năm" in words(guide)
    assert "Thiết lập xã" not in words(guide)


@pytest.mark.case("SC-161")
def test_schools_get_one_page_on_paper(cast: Cast, client: Client) -> None:
    answer = signed_in(cast.reporter).get("/huong-dan/mot-trang/")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert answer.content.count(b"/Type /Page\n") <= 1
