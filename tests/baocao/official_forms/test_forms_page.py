"""docs/forms.md cannot drift from the definitions, and nobody is asked twice for the same number in a year."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from baocao.document.blocks import Table
from baocao.official_forms.catalogue import Of
from baocao.official_forms.documentation import documented
from baocao.official_forms.filling.derived import Added, Ratio
from baocao.official_forms.filling.documents import made
from baocao.official_forms.filling.sources import Asked, Figure
from baocao.official_forms.forms_of import FORMS
from baocao.official_forms.questions import COMMUNE_QUESTIONS, LIBRARY_QUESTIONS
from baocao.official_forms.standing import gathered_of
from kehoach.common.formats import plain
from kehoach.management.arguments import plan_of
from kehoach.models.kinds import kinds
from tests.cast import Cast
from tests.house import ROOT
from thuvien.enums import LibraryKind
from thuvien.kind import LIBRARIES
from vanhoa.enums import CentreKind
from vanhoa.kind import CENTRES

pytestmark = pytest.mark.once

PAGE = ROOT / "docs" / "forms.md"


def test_the_page_says_what_the_definitions_say() -> None:
    if os.environ.get("FORMS_PAGE") == "write":
        PAGE.write_text(documented())

    assert PAGE.read_text() == documented()


@pytest.mark.django_db
def test_every_number_that_a_filled_form_prints_is_on_the_page(cast: Cast) -> None:
    page = PAGE.read_text()
    for form in FORMS.values():
        gathered = gathered_of(plan_of(cast.commune.code, 2025), form, 2025)
        whole = [] if form.of is Of.LIBRARY else [None]
        subjects = whole if form.of is Of.COMMUNE else [*whole, *form.about(gathered)]
        for subject in subjects:
            sources = made(form, gathered, subject).document.appendices[-1]
            table = next(block for block in sources.blocks if isinstance(block, Table))
            assert [row[0] for row in table.rows if f"| {row[0]} |" not in page] == []


def leaves(source: object) -> list[object]:
    """The questions that a source is made of."""
    if isinstance(source, Ratio):
        return [*leaves(source.top), *leaves(source.bottom)]
    if isinstance(source, Added):
        return [leaf for part in source.sources for leaf in leaves(part)]
    return [source]


@pytest.mark.case("SC-190")
def test_nobody_is_asked_for_a_number_twice_in_a_year() -> None:
    """A question has one name and one wording among all that one person is asked: yearly form and further questions."""
    of_libraries = [[*LIBRARIES.layout.for_kind(kind), *LIBRARY_QUESTIONS.for_kind(kind)] for kind in LibraryKind]
    of_centres = [list(CENTRES.layout.for_kind(kind)) for kind in CentreKind]
    for asked in (*of_libraries, *of_centres, list(COMMUNE_QUESTIONS.fields)):
        for what in ([field.name for field in asked], [plain(field.label) for field in asked]):
            assert [name for name, times in Counter(what).items() if times > 1] == []
    of_figures = {plain(field.label) for kind in kinds() for field in kind.layout.fields}
    further = {plain(field.label) for layout in (COMMUNE_QUESTIONS, LIBRARY_QUESTIONS) for field in layout.fields}
    assert further & of_figures == set()
    names = [field.name for layout in (COMMUNE_QUESTIONS, LIBRARY_QUESTIONS) for field in layout.fields]
    assert len(names) == len(set(names))


def test_every_question_serves_a_form_and_every_form_asks_only_what_there_is() -> None:
    lines = [line for form in FORMS.values() for line in form.lines()]
    used = [leaf for line in lines for leaf in leaves(line.source)]
    settings = {form.sender.asked for form in FORMS.values()} - {""} | {"library_criteria", "school_letter"}
    asked = {leaf.name for leaf in used if isinstance(leaf, Asked)} | settings

    assert {field.name for layout in (COMMUNE_QUESTIONS, LIBRARY_QUESTIONS) for field in layout.fields} == asked
    for leaf in used:
        if isinstance(leaf, Figure):
            assert [leaf.kind.layout.field(name).name for name in leaf.names] == list(leaf.names)
    assert all(line.label and line.clause for line in lines)
