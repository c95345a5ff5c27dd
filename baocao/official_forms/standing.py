"""Which form is meant, and how far the forms of a year are."""

from __future__ import annotations

from collections.abc import Iterator

from baocao.official_forms.catalogue import OfficialForm
from baocao.official_forms.filling.documents import Made, made
from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.forms_of import FORMS
from kehoach.common.formats import date_short
from kehoach.models import Facility, Plan, ReportingYear
from kehoach.people.rules import Refused
from thuvien.enums import LibraryKind


def gathered_of(plan: Plan, form: OfficialForm | None, year: int) -> Gathered:
    """What a commune's year is filled from. Raises Refused for a year that is not open or of another act."""
    if form is not None and form.in_force is not None and not form.holds_for(year):
        since = f"{form.act}, có hiệu lực từ {date_short(form.in_force)}"
        raise Refused(f"Biểu này theo {since}: không dùng cho năm {year}.")
    opened = ReportingYear.objects.select_related("commune").filter(commune=plan.commune, year=year).first()
    if opened is None:
        raise Refused(f"{plan.commune} chưa mở năm báo cáo {year}.")
    return Gathered(plan, opened)


def library_meant(form: OfficialForm, gathered: Gathered, code: str | None) -> Facility | None:
    """The library whose form is meant by its own or its unit's code; None for the commune's form.

    Without a code the form of each library is that of the commune's own. Raises Refused with the codes there are.
    """
    own = [library for library in gathered.libraries if form.belongs_to(library)]
    if code is None:
        if form.has_summary:
            return None
        chosen = [library for library in own if library.kind == LibraryKind.COMMUNE]
    elif not form.libraries:
        raise Refused(f"Biểu «{form.code}» là biểu chung của xã: bỏ --unit.")
    else:
        chosen = [library for library in own if code in (library.code, library.unit.code)]
    if len(chosen) == 1:
        return chosen[0]
    known = ", ".join(library.code for library in own) or "chưa có thư viện nào"
    asked = f"Không có thư viện nào của «{code}» làm biểu này" if code else "Hãy chọn thư viện bằng --unit"
    if len(chosen) > 1:
        asked = f"Đơn vị «{code}» có nhiều thư viện, hãy ghi mã thư viện"
    raise Refused(f"{asked}. Các mã có: {known}.")


def forms_in(gathered: Gathered, unit: int | None = None) -> Iterator[Made]:
    """Every form of the year, filled: the commune's own, then those of the libraries; a unit's its own alone."""
    libraries = [library for library in gathered.libraries if unit in (None, library.unit_id)]
    for form in FORMS.values():
        if not form.holds_for(gathered.year):
            continue
        if form.has_summary and unit is None:
            yield made(form, gathered)
        for library in libraries:
            if form.belongs_to(library):
                yield made(form, gathered, library)
