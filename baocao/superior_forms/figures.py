"""What a mark comes to in a commune's year, and what has to be said beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from baocao.attainment.queries import PlanAttainment
from baocao.official_forms.answers import answers_of_year
from baocao.official_forms.questions import COMMUNE_QUESTIONS
from baocao.report.catalogue import catalogue
from baocao.report.data import gather
from baocao.report.figure_kinds import KindYear, accepted_year
from baocao.report.section_markup import Figure
from baocao.superior_forms.files.worksheet import CellValue
from baocao.superior_forms.marks import ONE, Mark, window_of, window_words
from baocao.superior_forms.sources import ANSWERS, CODE, NAME, NUMBER, REPORT, UNIT, Source, sources
from kehoach.common.periods import default_window
from kehoach.models import Commune, Facility, Plan, ReportingYear
from kehoach.models.kinds import kinds
from kehoach.questionnaire.layout import AMOUNTS, Field, Kind, total
from kehoach.questionnaire.values import Absent, Value
from kehoach.tallies.windows import Window, window_totals
from thuvien.kind import LIBRARIES

_COUNT = re.compile(r"\d{1,3}(\.\d{3})*|\d+")
_PERCENT = re.compile(r"(\d+(?:,\d+)?)%")
# Years of other windows differ by days; what is of half as many days again is not of these.
_TOO_MANY = 1.5


@dataclass(frozen=True)
class Answer:
    """What goes into a cell; None where nothing can, and then `remark` says why.

    A share is a part of 1; a year is a number that is written without a dot.
    """

    value: CellValue | None
    remark: str = ""
    is_share: bool = False
    is_year: bool = False


class FormFigures:
    """All that marks can ask of a commune's year; each part is gathered when the first mark needs it."""

    def __init__(self, commune: Commune, year: int, today: date) -> None:
        self.commune, self.year, self._today = commune, year, today

    @cached_property
    def opened(self) -> ReportingYear | None:
        """The commune's reporting year; None where it was never opened."""
        return ReportingYear.objects.select_related("commune").filter(commune=self.commune, year=self.year).first()

    @cached_property
    def kinds(self) -> Mapping[str, KindYear]:
        """What is accepted of the facilities, by their kind."""
        if self.opened:
            return {kind.slug: accepted_year(kind, self.opened) for kind in kinds()}
        day = default_window(self.year).end
        return {
            kind.slug: KindYear(kind, self.year, tuple(kind.population(self.commune, day).select_related("unit")), {})
            for kind in kinds()
        }

    @cached_property
    def report_figures(self) -> dict[str, Figure]:
        """The figures of the year's report; none where no plan holds or no year is opened."""
        plan: Plan | None = Plan.objects.holding_in(self.commune, self.year)
        return catalogue(gather(PlanAttainment(plan), self.year)) if plan and self.opened else {}

    @cached_property
    def _answers(self) -> Mapping[int | None, Mapping[str, Value]]:
        """What was answered for official forms, as it holds in the year: of the commune (None) and of each library."""
        libraries = [library.pk for library in self.kinds[LIBRARIES.slug].facilities]
        return answers_of_year(self.commune, libraries, self.year)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """What marks can name."""
        return sources(self.report_figures)

    def source(self, code: str) -> Source | None:
        """One of those; the report is put together only for a figure of its own."""
        return (self.sources if code.startswith(f"{REPORT}.") else sources({})).get(code)

    def facilities_of(self, source: Source, scope: str) -> list[Facility]:
        """The facilities that a scope means: all, those of one kind, or one."""
        known = self.kinds[source.kind.slug].facilities if source.kind else ()
        if scope.startswith(ONE):
            return [facility for facility in known if facility.code == scope[1:]]
        return [facility for facility in known if scope[1:] in ("", facility.kind)]

    def answer(self, mark: Mark) -> Answer:
        """What a mark comes to that is told once."""
        source = self.source(mark.source)
        if source is None:
            return Answer(None, "Năm này không có số liệu ấy trong báo cáo.")
        if source.code.startswith(f"{REPORT}."):
            text = self.report_figures[source.code.removeprefix(f"{REPORT}.")].text
            if _COUNT.fullmatch(text):
                return Answer(int(text.replace(".", "")))
            if percent := _PERCENT.fullmatch(text):
                return Answer(Decimal(percent[1].replace(",", ".")) / 100, is_share=True)
            return Answer(text)
        if source.code.startswith(f"{ANSWERS}."):
            name = source.code.removeprefix(f"{ANSWERS}.")
            return _told(COMMUNE_QUESTIONS.field(name), self._answers[None].get(name, Absent.UNANSWERED), source.label)
        if source.kind is None:
            return Answer(self._word(source.code), is_year=True)
        facilities = self.facilities_of(source, mark.scope)
        if mark.scope.startswith(ONE):
            gone = Answer(None, f"Năm này xã không có cơ sở mã {mark.scope[1:]}.")
            return self.of_facility(source, facilities[0], mark.window) if facilities else gone
        return self._sum(source, facilities, mark.window)

    def _word(self, code: str) -> CellValue:
        window = self.opened.window if self.opened else default_window(self.year)
        commune = self.commune.as_of(window.end)
        known: dict[str, CellValue] = {
            "xã": commune.full_name,
            "tỉnh": commune.province,
            "năm": self.year,
            "từ ngày": window.start,
            "đến ngày": window.end,
            "hôm nay": self._today,
        }
        return known[code]

    def of_facility(self, source: Source, facility: Facility, window: str, number: int = 1) -> Answer:
        """What a source comes to at one facility, the `number`-th of its table."""
        known: dict[str, CellValue] = {
            NUMBER: number,
            NAME: facility.name,
            CODE: facility.code,
            UNIT: facility.unit.name,
        }
        kind, name = source.of_kind, source.code.partition(".")[2]
        if name in known:
            return Answer(known[name])
        if source.is_further:
            return _told(source.layout.field(name), self._further(source, facility), facility.name)
        if days := window_of(window, self.year):
            return self._in_window(source, [facility], days)
        values = self.kinds[kind.slug].values.get(facility.code)
        if values is None:
            return Answer(None, f"{facility.name}: chưa có số liệu được duyệt.")
        if len(source.parts) > 1:
            amount = total(values, source.parts)
            return Answer(amount, "" if amount is not None else f"{facility.name}: chưa thống kê.")
        return _told(kind.layout.field(source.parts[0]), values[source.parts[0]], facility.name)

    def _further(self, source: Source, library: Facility) -> Value:
        """What a library has answered to a question beside the yearly form."""
        name = source.parts[0]
        if not source.layout.field(name).asked_of(library.kind):
            return Absent.NOT_APPLICABLE
        return self._answers.get(library.pk, {}).get(name, Absent.UNANSWERED)

    def _sum(self, source: Source, facilities: Sequence[Facility], window: str) -> Answer:
        """All of them together; who is missing in it is said beside it."""
        if days := window_of(window, self.year):
            return self._in_window(source, facilities, days)
        kind = source.of_kind
        some = self.kinds[kind.slug].only({facility.code for facility in facilities})
        if not facilities:
            return Answer(None, f"Xã không có {kind.noun} nào như vậy.")
        if source.is_further:
            return self._sum_of_further(source, facilities)
        missing = f"Chưa kể {len(some.unreported)} cơ sở chưa có số liệu được duyệt." if some.unreported else ""
        if not some.values:
            return Answer(None, "Chưa cơ sở nào có số liệu được duyệt.")
        if len(source.parts) == 1 and kind.layout.field(source.parts[0]).kind not in AMOUNTS:
            return Answer(some.count(source.parts[0]), missing)
        added = some.sum(*source.parts)
        if added is None:
            return Answer(None, "Không cơ sở nào thống kê mục này.")
        unknown = f"Chưa kể {added.unknown} cơ sở chưa thống kê." if added.unknown else ""
        return Answer(added.amount, f"{missing} {unknown}".strip())

    def _sum_of_further(self, source: Source, libraries: Sequence[Facility]) -> Answer:
        values = [self._further(source, library) for library in libraries]
        asked = [value for value in values if value is not Absent.NOT_APPLICABLE]
        known = [value for value in asked if isinstance(value, int)]
        if not known:
            return Answer(None, "Chưa thư viện nào trả lời mục này." if asked else "Mục này không hỏi các thư viện ấy.")
        left = len(asked) - len(known)
        return Answer(sum(known), f"Chưa kể {left} thư viện chưa trả lời." if left else "")

    def _in_window(self, source: Source, facilities: Sequence[Facility], days: Window) -> Answer:
        """The same of other days than the year's: from the months that were counted, else of the year's own days.

        A whole year's number is none of half a year.
        """
        kind = source.of_kind
        totals = window_totals(facilities, source.parts, days)
        asked = [
            totals[facility.pk, part]
            for facility in facilities
            for part in source.parts
            if kind.layout.field(part).asked_of(facility.kind)
        ]
        usable = [counted for counted in asked if counted.of.number_of_days < _TOO_MANY * days.number_of_days]
        known = [counted.value for counted in usable if counted.value is not None]
        if not known:
            uncounted = ": chưa đếm theo tháng" if len(usable) < len(asked) else ""
            return Answer(None, f"Chưa có số liệu kỳ {window_words(days)}{uncounted}.")
        inexact = [counted.of for counted in usable if counted.value is not None and not counted.exact]
        others = dict.fromkeys(map(window_words, inexact))
        remarks = [f"Chưa kể {len(asked) - len(known)} số chưa thống kê."] if len(known) < len(asked) else []
        if others:
            remarks.append(f"Có số liệu kỳ {', '.join(others)} vì chưa đếm theo tháng.")
        return Answer(sum(known), " ".join(remarks))


def _told(field: Field, value: Value, whose: str) -> Answer:
    """One answer of somebody; where it is missing, why."""
    if isinstance(value, Absent):
        return Answer(None, f"{whose}: {value.label.lower()}.")
    if isinstance(value, bool | frozenset) or field.kind is Kind.ONE:
        return Answer(field.shown(value))
    return Answer(value, is_year=field.kind is Kind.YEAR)
