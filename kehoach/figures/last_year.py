"""What is known of a facility's year before: its own accepted values, or those of the facilities that it continues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q

from kehoach.common import formats
from kehoach.figures.lineage import lineage_of
from kehoach.models import Facility, ReportingYear, YearFigures
from kehoach.models.kinds import FigureKind, kind_of
from kehoach.questionnaire.joining import joined
from kehoach.questionnaire.values import Values


@dataclass(frozen=True)
class LastYear:
    """The accepted values of a facility's year before; None where there are none.

    `parts` are the facilities whose values these are: itself, or those that it continues since this year, or both.
    `divided` are those of which it became a part this year, whose values are nobody's.
    """

    year: ReportingYear
    facility: Facility
    values: Values | None
    parts: tuple[Facility, ...]
    divided: tuple[Facility, ...]

    @property
    def merged(self) -> tuple[Facility, ...]:
        """The facilities that ended this year and that this one continues."""
        return tuple(part for part in self.parts if part.pk != self.facility.pk)

    @property
    def is_sum(self) -> bool:
        """Whether the values of several facilities were added up."""
        return self.values is not None and len(self.parts) > 1

    @property
    def label(self) -> str:
        """The year as it stands before each of its values: 2025, of several facilities 2025 (cộng)."""
        return f"{self.year.year - 1}{' (cộng)' if self.is_sum else ''}"

    @property
    def source(self) -> str:
        """“cộng từ Trường A và Trường B”, “số của Trường A”; empty where the values are the facility's own."""
        if self.values is None or not self.merged:
            return ""
        return f"{'cộng từ' if self.is_sum else 'số của'} {_names(self.parts)}"

    @property
    def remark(self) -> str:
        """In the year of a merger, since when the facility is what it is and for whom it answers; else empty.

        A form answers for its whole window, the months of those that were merged included.
        """
        if not self.merged:
            names = _names(self.divided)
            return names and f"{self.facility.name} tách ra từ {names} nên không có số năm trước để so sánh."
        names, since = _names(self.merged), max(part.closed_on for part in self.merged if part.closed_on)
        answers_for = (
            f"{self.facility.name} tiếp nối {names} từ ngày {formats.date_short(since)}. Phiếu này trả lời cho cả năm, "
            f"từ {formats.date_short(self.year.window_start)} đến {formats.date_short(self.year.window_end)}, "
            "gồm cả những tháng trước ngày ấy."
        )
        anew = " Mục không cộng được thì để trống." if self.is_sum else ""
        return answers_for + (f" Số năm {self.year.year - 1}: {self.source}.{anew}" if self.source else "")


class LastYears:
    """The years before of a kind's facilities, of a commune's or of one alone; at most five queries."""

    def __init__(self, kind: FigureKind, year: ReportingYear, only: Facility | None = None) -> None:
        self._layout, self._year = kind.layout, year
        facilities = Q(commune=year.commune_id) if only is None else Q(pk=only.pk)
        self._lineage = lineage_of(kind, kind.facilities.filter(facilities))
        continued = self._lineage.facilities
        keys = kind.facilities.filter(facilities | Q(pk__in=continued)).values("pk")
        forms = kind.with_accepted.filter(facility__in=keys, reporting_year__year=year.year - 1)
        self._accepted: dict[int, YearFigures] = {form.facility_id: form.accepted_figures for form in forms}
        self._day_before = year.window_start - timedelta(days=1)
        self._then = {key for key, facility in continued.items() if facility.exists_on(self._day_before)}
        self._now = {key for key, facility in continued.items() if facility.exists_on(year.window_end)}

    def of(self, facility: Facility) -> LastYear:
        """The year before of one of these facilities."""
        existed, continued = facility.exists_on(self._day_before), self._lineage.facilities
        then = self._then | {facility.pk} if existed else self._then - {facility.pk}
        parts = [continued.get(key, facility) for key in sorted(self._lineage.origins(facility.pk, then, self._now))]
        if parts in ([], [facility]):
            accepted = [self._accepted.get(facility.pk)]
        else:
            accepted = [self._accepted.get(part.pk) for part in parts]
        values: Values | None = None
        if any(accepted):
            answers = [figures.values() if figures else None for figures in accepted]
            values = answers[0] if len(answers) == 1 else joined(self._layout.for_kind(facility.kind), answers)
        whole = self._lineage.divided & self._then.intersection(self._lineage.predecessors.get(facility.pk, ()))
        divided = () if existed else tuple(continued[key] for key in sorted(whole))
        return LastYear(self._year, facility, values, tuple(parts), divided)


def last_year_of(figures: YearFigures) -> LastYear:
    """The year before of one form's facility."""
    return LastYears(kind_of(figures), figures.reporting_year, figures.facility).of(figures.facility)


def signer_before(figures: YearFigures) -> tuple[str, str]:
    """Name and position of who stood by the figures of the facility's year before; empty where nobody did."""
    of_facility: Any = kind_of(figures).figures.filter(
        facility=figures.facility_id, reporting_year__year=figures.reporting_year.year - 1
    )
    return of_facility.values_list("responsible_name", "responsible_position").first() or ("", "")


def _names(facilities: tuple[Facility, ...]) -> str:
    return formats.joined([facility.name for facility in facilities])
