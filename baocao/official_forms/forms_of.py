"""All forms, in the order in which pages and documentation have them."""

from __future__ import annotations

from baocao.official_forms.catalogue import OfficialForm
from baocao.official_forms.definitions import learning_commune, library

FORMS: dict[str, OfficialForm] = {form.code: form for form in (learning_commune.FORM, library.FORM)}
