"""Who has changed what in a form: one entry a visit, to the end, by person and question, as Excel."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from kehoach.history.recording import save_recorded
from kehoach.history.timeline import history_of
from kehoach.models import State, User, YearFigures
from tests.cast import Cast, put_into, signed_in
from tests.pages import words

# Later than what `put_into` leaves.
LATER = timezone.now() + timedelta(hours=1)
PAGE = "/thu-vien/TV-TH/2026/lich-su/"
COUNTS = ("visits_public", "loans", "seats", "visits_pupils", "books", "computers", "visits_teachers", "online_visits")


@pytest.fixture
def draft(cast: Cast) -> YearFigures:
    """A form in which two people have been at work."""
    figures = put_into("TV-TH", State.DRAFT)
    save(figures, cast.reporter, 0)
    return figures


def save(figures: Any, by: User, minutes: int, notes: dict[str, str] | None = None, **answers: int) -> None:
    """Saves answers so many minutes later, as the form does of its own accord."""
    for name, value in answers.items():
        figures.set_value(name, value)
    figures.notes = {**figures.notes, **(notes or {})}
    save_recorded(figures, by=by, at=LATER + timedelta(minutes=minutes), reason="Lưu số liệu")


@pytest.mark.case("SC-213")
def test_one_entry_a_visit_tells_everything_to_the_end(cast: Cast, draft: YearFigures) -> None:
    names = [field.name for field in draft.layout.fields if field.name in COUNTS or field.name.startswith("visits_")]
    for minute, name in enumerate(names, start=1):
        save(draft, cast.reporter, minute, **{name: 1000 + minute})
    save(draft, cast.reporter, 20, notes={names[0]: "Đếm lại"})
    save(draft, cast.officer, 22, **{names[0]: 5})
    save(draft, cast.officer, 90, **{names[0]: 6})

    third, second, first = history_of(draft).events[:3]

    assert [(event.who, len(event.changes)) for event in (third, second)] == [(str(cast.officer), 1)] * 2
    assert (first.who, len(first.changes)) == (str(cast.reporter), len(names) + 1)
    assert first.when.count(":") == 2, "from when to when"
    page = words(signed_in(cast.leader).get(PAGE))
    assert f"{len(first.more)} mục khác" in page
    assert "1.001 → 5" in page
    assert "không ghi → “Đếm lại”" in page
    for change in first.changes:
        assert f"{change.label}: {change.before} → {change.after}" in page


def test_saving_again_what_stood_there_is_no_entry(cast: Cast, draft: YearFigures) -> None:
    before = len(history_of(draft).events)

    save(draft, cast.officer, 5)

    assert len(history_of(draft).events) == before


@pytest.mark.case("SC-214")
def test_the_history_is_filtered_and_goes_as_excel(cast: Cast, draft: YearFigures) -> None:
    save(draft, cast.reporter, 1, loans=111, seats=22)
    save(draft, cast.officer, 3, loans=333)
    client = signed_in(cast.officer)

    of_officer = words(client.get(f"{PAGE}?nguoi={cast.officer.pk}"))
    assert "→ 333" in of_officer
    assert "→ 22" not in of_officer
    of_loans = words(client.get(f"{PAGE}?muc=loans"))
    assert "→ 111" in of_loans
    assert "→ 22" not in of_loans
    assert "Không có thay đổi nào như thế" in words(client.get(f"{PAGE}?nguoi=0&muc=x"))
    rows = load_workbook(BytesIO(client.get(f"{PAGE}?muc=loans&dang=xlsx").content)).active
    assert [rows.cell(row, 6).value for row in (5, 6)] == ["333", "111"]
    assert rows.cell(5, 2).value == str(cast.officer)


def test_what_came_through_a_link_names_who_answers_for_it(cast: Cast) -> None:
    figures: Any = put_into("TV-TH", State.SUBMITTED)
    link = User.objects.create(
        username="duong-dan-x",
        role="reporter",
        is_link=True,
        unit=cast.reporter.unit,
        commune=cast.commune,
        position="Trường",
    )
    figures.responsible_name, figures.responsible_position = "Người Nộp Phiếu", "hiệu trưởng"
    save_recorded(figures, by=link, at=LATER, reason="Nộp")

    assert history_of(figures).events[0].who.startswith("Người Nộp Phiếu, hiệu trưởng: Trường")


def test_the_administration_tells_it_in_vietnamese(cast: Cast) -> None:
    officer = signed_in(cast.officer)
    officer.post(f"/nguoi-dung/{cast.reporter.pk}/tat/")
    admin = signed_in(cast.administrator, cast.commune)

    for page in (f"/quan-tri/kehoach/user/{cast.reporter.pk}/history/", f"/nguoi-dung/{cast.reporter.pk}/lich-su/"):
        text = words(admin.get(page))
        assert "Tắt tài khoản" in text
        assert str(cast.officer) in text
    form = words(admin.get(f"/quan-tri/thuvien/libraryfigures/{put_into('TV-TH', State.DRAFT).pk}/history/"))
    assert "pk=None" not in form
    assert "draft" not in form
    assert "chars]" not in form
    assert admin.get(f"/quan-tri/kehoach/user/{cast.reporter.pk}/history/1/").status_code == 404
