"""What the pages of the forms show: a row a form, and who owes what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from baocao.official_forms.filling.documents import Made
from baocao.official_forms.filling.readings import Missing, Page
from baocao.official_forms.rules import check_answers
from kehoach.common.sheets import Sheet
from kehoach.models import Facility, Role, User
from kehoach.models.kinds import kind_of
from kehoach.people.rules import is_officer_of, permit


@dataclass(frozen=True)
class FormRow:
    """A form as the list has it."""

    made: Made

    @property
    def title(self) -> str:
        """The form, and whose it is."""
        return f"{self.made.form.title}: {self.made.library.name}" if self.made.library else self.made.form.title

    @property
    def url(self) -> str:
        """Its page."""
        where = {"slug": self.made.form.code, "year": self.made.year}
        if self.made.library is None:
            return reverse("official_form", kwargs=where)
        return reverse("library_form", kwargs={**where, "code": self.made.library.code})

    @property
    def about(self) -> str:
        """By which act, and until when."""
        return f"{self.made.form.act}; {self.made.form.due_in(self.made.year)}"

    @property
    def tone(self) -> str:
        """Whether anything is missing."""
        return "met" if self.made.is_complete else "open"

    @property
    def state(self) -> str:
        """đủ · còn thiếu 3 mục"""
        return "đủ" if self.made.is_complete else f"còn thiếu {len(self.made.missing)} mục"

    @property
    def owing(self) -> str:
        """Who has to answer: names, the one who owes most first."""
        numbers: dict[str, int] = defaultdict(int)
        for lack in self.made.missing:
            numbers[lack.who] += 1
        return "; ".join(f"{who} ({number})" for who, number in sorted(numbers.items(), key=lambda one: -one[1]))


@dataclass(frozen=True)
class Owed:
    """What one person or unit has to answer, each with the page where they can; empty where the reader cannot."""

    who: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AnswersLink:
    """A page of questions that the reader may answer."""

    label: str
    url: str


def sheet_of(made: Sequence[Made], year: int) -> Sheet:
    """The list of forms as Excel has it."""
    rows = [
        (
            row.title,
            row.made.form.act,
            row.made.form.due_in(year),
            row.made.answered,
            row.made.asked,
            len(row.made.missing),
            row.owing or None,
        )
        for row in map(FormRow, made)
    ]
    heads = ("Biểu", "Văn bản", "Hạn", "Đã có", "Tất cả", "Còn thiếu", "Còn chờ")
    return Sheet("Biểu mẫu", f"Các biểu của năm {year}.", heads, rows, frozenset({3, 4, 5}))


def owed_by(missing: Iterable[Missing], reader: User, year: int) -> list[Owed]:
    """What is missing, by who has to answer it."""
    grouped: dict[str, dict[str, str]] = defaultdict(dict)
    for lack in missing:
        grouped[lack.who].setdefault(lack.what, _page(lack, reader, year))
    return [Owed(who, tuple(items.items())) for who, items in grouped.items()]


def _page(lack: Missing, reader: User, year: int) -> str:
    """Where the reader can answer it."""
    if lack.page is Page.COMMUNE:
        return reverse("form_answers", kwargs={"year": year}) if reader.role == Role.OFFICER else ""
    if lack.facility is None or reader.role not in (Role.OFFICER, Role.REPORTER):
        return ""
    where = {"code": lack.facility.code, "year": year}
    if lack.page is Page.LIBRARY:
        return reverse("library_answers", kwargs=where)
    page = "tallies" if lack.page is Page.TALLIES else "figures"
    return reverse(f"{kind_of(lack.facility).url_name}:{page}", kwargs=where)


def rows_of(made: Sequence[Made], reader: User, year: int) -> list[AnswersLink]:
    """The pages of questions of the year that the reader may answer, the commune's first."""
    links = []
    if reader.commune is not None and is_officer_of(reader, reader.commune):
        links.append(AnswersLink("Câu hỏi cho xã", reverse("form_answers", kwargs={"year": year})))
    libraries: dict[int, Facility] = {form.library.pk: form.library for form in made if form.library is not None}
    for library in libraries.values():
        if permit(check_answers, reader, library.commune, library).allowed:
            where = {"year": year, "code": library.code}
            links.append(AnswersLink(library.name, reverse("library_answers", kwargs=where)))
    return links
