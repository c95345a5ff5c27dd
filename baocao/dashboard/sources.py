"""The forms behind a target's facilities: what they say, who gave and who accepted them, and what was changed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from simple_history.models import to_historic

from baocao.attainment.queries import COLUMNS_OF, ConditionAttainment, PlanAttainment
from kehoach.common import formats
from kehoach.history.timeline import Event, corrections
from kehoach.models import Measure, Scope, State, User, YearFigures
from kehoach.questionnaire.layout import Field


class Sources:
    """The forms behind some facilities of one year, with their people and what was changed in them."""

    def __init__(self, attainment: PlanAttainment, year: int, codes: set[str]) -> None:
        self.attainment = attainment
        opened = attainment.reporting_years.get(year)
        self._forms: dict[tuple[str, str], YearFigures] = {}
        for slug, of_kind in attainment.by_kind.items():
            keys = [of_kind.counted[code].key for code in codes & of_kind.counted.keys()]
            forms = of_kind.kind.figures.filter(reporting_year=opened, facility__in=keys)
            for form in forms.select_related("facility", "accepted_version"):
                self._forms[slug, form.facility.code] = form.accepted_figures or form
        people = {figures.submitted_by_id for figures in self._all()} | {
            figures.accepted_by_id for figures in self._all()
        }
        self._people: Mapping[int, User] = User.objects.in_bulk(key for key in people if key is not None)
        self._versions = self._versions_of()

    def _all(self) -> list[Any]:
        return list(self._forms.values())

    def _versions_of(self) -> dict[tuple[str, int], list[Any]]:
        found: dict[tuple[str, int], list[Any]] = defaultdict(list)
        for slug, of_kind in self.attainment.by_kind.items():
            keys = [figures.pk for (kind, _), figures in self._forms.items() if kind == slug]
            versions = of_kind.kind.versions.filter(id__in=keys).select_related("history_user")
            for version in versions.order_by("history_date", "history_id"):
                found[slug, version.id].append(version)
        return found

    def _slug(self, condition: ConditionAttainment) -> str:
        return self.attainment.kind_of(Scope(condition.condition.scope)).slug

    def form(self, condition: ConditionAttainment, code: str) -> YearFigures | None:
        """The version of this facility's form that counts, else the form in whatever state."""
        return self._forms.get((self._slug(condition), code))

    def fields(self, condition: ConditionAttainment) -> list[Field]:
        """The questions that the condition reads."""
        layout = self.attainment.kind_of(Scope(condition.condition.scope)).layout
        return [layout.field(name) for name in COLUMNS_OF[Measure(condition.condition.measure)]]

    def cells(self, condition: ConditionAttainment, figures: YearFigures | None) -> tuple[str, ...]:
        """What an accepted form says to those questions."""
        fields = self.fields(condition)
        if figures is None or figures.state != State.ACCEPTED:
            return (formats.DASH,) * len(fields)
        return tuple(field.shown(figures.value(field.name)) for field in fields)

    def given(self, figures: Any) -> str:
        """Who answers for the figures and who submitted them when."""
        if figures is None or figures.state not in (State.SUBMITTED, State.ACCEPTED):
            return ""
        who = f"{figures.responsible_name}, {figures.responsible_position}"
        by = self._people.get(figures.submitted_by_id)
        sent = f"{by} nộp" if by and not by.is_link else "nộp qua đường dẫn"
        return f"{who}; {sent} {_day(figures.submitted_at)}"

    def accepted(self, figures: Any) -> str:
        """Who accepted them when."""
        if figures is None or figures.state != State.ACCEPTED:
            return ""
        accepted = f"{self._people.get(figures.accepted_by_id, '')} {_day(figures.accepted_at)}".strip()
        if figures.accepted_by_id is not None and figures.accepted_by_id == figures.submitted_by_id:
            accepted += "; một người nộp và duyệt"
        return f"{accepted}; bản sửa chưa duyệt, nên bản này đang tính" if to_historic(figures) else accepted

    def changes(self, condition: ConditionAttainment, figures: YearFigures | None) -> tuple[Event, ...]:
        """What was changed of what the condition reads, after the form had been submitted once."""
        if figures is None:
            return ()
        return tuple(corrections(self._versions[self._slug(condition), figures.pk], self.fields(condition)))


def _day(moment: Any) -> str:
    return formats.date_short(timezone.localdate(moment))
