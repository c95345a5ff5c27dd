"""What a cell of a form can take: what the yearly forms and the official ones ask, the report's figures, some words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from baocao.official_forms.questions import COMMUNE_QUESTIONS, LIBRARY_QUESTIONS
from baocao.report.groups import OF_KIND
from baocao.report.section_markup import Figure
from baocao.superior_forms.marks import ONE, ROWS, SUM, WINDOWS
from kehoach.common.folding import words_of
from kehoach.common.formats import plain
from kehoach.models import Facility
from kehoach.models.kinds import FigureKind, kinds
from kehoach.questionnaire.layout import AMOUNTS, Field, Kind, Layout, Total
from thuvien.kind import LIBRARIES

WORDS = {
    "xã": "Tên xã",
    "tỉnh": "Tên tỉnh, thành phố",
    "năm": "Năm báo cáo",
    "từ ngày": "Ngày đầu kỳ số liệu",
    "đến ngày": "Ngày cuối kỳ số liệu",
    "hôm nay": "Ngày điền mẫu",
}
# What is told of each facility beside its answers.
NUMBER, NAME, CODE, UNIT = "số thứ tự", "tên cơ sở", "mã cơ sở", "đơn vị quản lý"
REPORT, ANSWERS = "báo cáo", "trả lời"
_MOST_FOUND = 40
_COUNTED = AMOUNTS | {Kind.CHOICES, Kind.SWITCH}


@dataclass(frozen=True)
class Source:
    """A figure, word or day by its `code`. Of facilities it has a `kind` and, of questions, the columns it adds up.

    `adds` says whether a commune's facilities make one figure together; `flows`, whether it is counted from day to day;
    `is_further`, whether official forms ask it of libraries beside the yearly form. `also` is what forms call it.
    """

    code: str
    label: str
    group: str
    unit: str = ""
    kind: FigureKind | None = None
    parts: tuple[str, ...] = ()
    adds: bool = False
    flows: bool = False
    is_further: bool = False
    also: str = ""

    @property
    def of_kind(self) -> FigureKind:
        """The kind of the facilities that it is told of. Raises LookupError where it is told of none."""
        if self.kind is None:
            raise LookupError(f"{self.code} is told of no facility")
        return self.kind

    @property
    def layout(self) -> Layout:
        """The form that asks its questions. Raises LookupError where it is told of no facility."""
        return LIBRARY_QUESTIONS if self.is_further else self.of_kind.layout

    def scopes(self, facilities: Mapping[str, Facility]) -> list[tuple[str, str]]:
        """Of whom it can be told, for a choice: code and words. A form of all communes names no facility."""
        if self.kind is None:
            return []
        own_kinds = dict(self.kind.facility_model._meta.get_field("kind").flatchoices)  # type: ignore[misc]
        known = own_kinds if not facilities else {facility.kind for facility in facilities.values()}
        own = [(code, str(label)) for code, label in own_kinds.items() if code in known]
        sums = [(SUM, f"Cộng mọi {self.kind.noun} của xã"), *((SUM + code, f"Cộng: {label}") for code, label in own)]
        rows = [
            (ROWS, f"Bảng: mỗi dòng một {self.kind.noun}, từ dòng này trở xuống"),
            *((ROWS + code, f"Bảng, mỗi dòng một nơi: {label}") for code, label in own),
        ]
        each = [(ONE + facility.code, f"Riêng {facility.name}") for facility in facilities.values()]
        return [*(sums if self.adds else []), *rows, *each]

    @property
    def windows(self) -> list[tuple[str, str]]:
        """Of which days it can be told, for a choice."""
        return list(WINDOWS.items()) if self.flows else []


def sources(figures: Mapping[str, Figure]) -> dict[str, Source]:
    """Everything by code; `figures` are those of the commune's report, its sums over facilities left to the forms."""
    of_forms = frozenset(OF_KIND.values())
    told = (
        Source(f"{REPORT}.{figure.code}", figure.label, "Báo cáo năm")
        for figure in figures.values()
        if figure.group not in of_forms
    )
    return {**_of_forms(), **{source.code: source for source in told}}


@cache
def _of_forms() -> dict[str, Source]:
    known = [Source(code, label, "Chung") for code, label in WORDS.items()]
    known += (source for kind in kinds() for source in _of_kind(kind))
    known += (
        Source(
            code=f"{LIBRARIES.slug}.{field.name}",
            label=field.label,
            group="Thư viện đã trả lời cho các biểu mẫu",
            unit=field.unit,
            kind=LIBRARIES,
            parts=(field.name,),
            adds=field.kind in AMOUNTS,
            is_further=True,
        )
        for field in LIBRARY_QUESTIONS.fields
    )
    known += (
        Source(f"{ANSWERS}.{field.name}", field.label, "Xã đã trả lời cho các biểu mẫu", field.unit)
        for field in COMMUNE_QUESTIONS.fields
    )
    return {source.code: source for source in known}


def _of_kind(kind: FigureKind) -> Iterator[Source]:
    for name in (NAME, UNIT, CODE, NUMBER):
        label, also = f"{name.capitalize()} ({kind.noun})", "TT STT" if name == NUMBER else ""
        yield Source(f"{kind.slug}.{name}", label, kind.title, kind=kind, also=also)
    for section in kind.layout.sections:
        questions: tuple[Field | Total, ...] = (*section.fields, *section.totals)
        for question in questions:
            fields = [kind.layout.field(part) for part in question.parts]
            yield Source(
                code=f"{kind.slug}.{'+'.join(question.parts)}",
                label=question.label,
                group=kind.title,
                unit=question.unit,
                kind=kind,
                parts=question.parts,
                adds=not isinstance(question, Field) or question.kind in _COUNTED,
                flows=all(field.flow for field in fields),
            )


def search(known: Mapping[str, Source], query: str) -> list[Source]:
    """The sources whose words begin with all of the words asked for, marks or none; those so called first."""
    words, name = words_of(query), plain(query)
    found = [source for source in known.values() if _matches(source, words)]
    return sorted(found, key=lambda source: (plain(source.label) != name, not plain(source.label).startswith(name)))[
        :_MOST_FOUND
    ]


def likeliest(known: Mapping[str, Source], called: str) -> list[Source]:
    """All sources as far as a page holds them, those first that have the most of these words."""
    words = words_of(called)
    return sorted(known.values(), key=lambda source: -_hits(source, words))[:_MOST_FOUND]


def _matches(source: Source, words: tuple[str, ...]) -> bool:
    return _hits(source, words) == len(words)


def _hits(source: Source, words: tuple[str, ...]) -> int:
    """How many of the words begin a word of the source."""
    text = f" {plain(f'{source.label} {source.also} {source.group} {source.unit}')}"
    return sum(f" {word}" in text for word in words)
