"""What the pages of one report show: its outline, its remarks, what its text can name, what was written before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404
from django.utils import timezone

from baocao.models import Remark, Report, SectionText
from baocao.report.composing import composed
from baocao.report.groups import BOOKS, FACILITIES, MONEY, OF_KIND, PLAN, PLAN_MONEY, VERDICTS
from baocao.report.issue import Composed
from baocao.report.outline import Section
from baocao.report.section_markup import Change, Figure, difference, source_of
from thuvien.kind import LIBRARIES
from vanhoa.kind import CENTRES

_MOST_VERSIONS = 20
# What the groups of figures are called, beside the targets, which are called by their code, and the tasks.
_GROUPS = {
    VERDICTS: "Đánh giá các chỉ tiêu",
    PLAN: "Kế hoạch",
    FACILITIES: "Cơ sở",
    **{OF_KIND[kind.slug]: kind.title for kind in (LIBRARIES, CENTRES)},
    MONEY: "Kinh phí của thư viện, thiết chế văn hóa",
    BOOKS: "Sổ theo dõi",
    PLAN_MONEY: "Kinh phí thực hiện Kế hoạch",
}


@dataclass(frozen=True)
class OutlineRow:
    """One section in the outline: whose words it has, whether they are older than the figures, what was remarked."""

    section: Section
    own: SectionText | None
    is_outdated: bool
    remarks: tuple[Remark, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be printed below its heading."""
        return not self.section.blocks


@dataclass(frozen=True)
class Version:
    """One version of a section's own text."""

    when: str
    who: str
    what: str
    text: str


@dataclass(frozen=True)
class SectionEditor:
    """One section as it is written: the generated text, the own one, and how they differ."""

    report: Report
    composed: Composed
    section: Section
    own: SectionText | None
    suggestion: str
    remarks: tuple[Remark, ...]

    @property
    def neighbours(self) -> tuple[Section | None, Section | None]:
        """The sections before and after it in the outline."""
        sections = self.composed.sections
        index = [section.code for section in sections].index(self.section.code)
        return sections[index - 1] if index else None, next(iter(sections[index + 1 :]), None)

    @property
    def tables(self) -> int:
        """How many tables stand in the section."""
        return len(self.section.tables)

    @property
    def is_outdated(self) -> bool:
        """Whether the generated text is another than the one that was taken over."""
        return _outdated(self.own, self.suggestion)

    @property
    def difference(self) -> list[tuple[Change, str]]:
        """From the own text to the generated one; empty where there is no own text or they are equal."""
        if self.own is None or not self.own.text or self.own.text == self.suggestion:
            return []
        return difference(self.own.text, self.suggestion)

    @property
    def figures(self) -> list[tuple[str, list[Figure]]]:
        """The figures that can be named, by their group."""
        targets = {target.target.code for target in self.composed.data.targets}

        def title(figure: Figure) -> str:
            return f"Chỉ tiêu {figure.group}" if figure.group in targets else _GROUPS.get(figure.group, "Nhiệm vụ")

        return [(name, list(figures)) for name, figures in groupby(self.composed.figures.values(), key=title)]

    def versions(self) -> list[Version]:
        """The last versions of the own text, newest first."""
        if self.own is None:
            return []
        history: Any = self.own.history
        rows = history.select_related("history_user").order_by("-history_date", "-history_id")[:_MOST_VERSIONS]
        return [
            Version(
                when=f"{timezone.localtime(row.history_date):%H:%M %d/%m/%Y}",
                who=str(row.history_user or "hệ thống"),
                what=row.history_change_reason or "",
                text=row.text,
            )
            for row in rows
        ]


def outline(report: Report, whole: Composed) -> list[OutlineRow]:
    """Every section in the order of the document."""
    own = {text.section: text for text in report.texts.all()}
    remarks = _remarks(report)
    suggestions = _suggestions(whole)
    return [
        OutlineRow(
            section,
            own.get(section.code) if section.code in own and own[section.code].text else None,
            _outdated(own.get(section.code), suggestions.get(section.code, "")),
            remarks.get(section.code, ()),
        )
        for section in whole.sections
    ]


def section_editor(report: Report, code: str) -> SectionEditor:
    """One section of a report by its code. Raises Http404 where the report has none."""
    whole = composed(report)
    section = next((section for section in whole.sections if section.code == code), None)
    if section is None:
        raise Http404("Báo cáo không có mục này.")
    own = next((text for text in report.texts.all() if text.section == code), None)
    generated = next((section for section in whole.generated if section.code == code), section)
    return SectionEditor(
        report=report,
        composed=whole,
        section=generated,
        own=own,
        suggestion=_suggestions(whole).get(code, ""),
        remarks=_remarks(report).get(code, ()),
    )


def _suggestions(whole: Composed) -> Mapping[str, str]:
    return {section.code: source_of(section.blocks, whole.figures) for section in whole.generated}


def _outdated(own: SectionText | None, suggestion: str) -> bool:
    return bool(own and own.text and own.suggestion and own.suggestion != suggestion)


def _remarks(report: Report) -> dict[str, tuple[Remark, ...]]:
    """The remarks of the last return, by section."""
    remarks: dict[str, tuple[Remark, ...]] = {}
    for remark in report.remarks.filter(made_at=report.returned_at).select_related("made_by"):
        remarks[remark.section] = (*remarks.get(remark.section, ()), remark)
    return remarks
