"""All forms, in the order in which pages and documentation have them."""

from __future__ import annotations

from baocao.official_forms.catalogue import OfficialForm
from baocao.official_forms.definitions import half_year, learning_commune, library, schools
from baocao.official_forms.definitions.occasions import BOOK_DAY, LEARNING_WEEK

FORMS: dict[str, OfficialForm] = {
    form.code: form
    for form in (learning_commune.FORM, half_year.FORM, library.FORM, schools.FORM, LEARNING_WEEK, BOOK_DAY)
}
