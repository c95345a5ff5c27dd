"""A form as a document: its chapters filled, with the list of sources and of what is missing behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baocao.document.blocks import (
    Appendix,
    Block,
    Column,
    Document,
    Fit,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Table,
)
from baocao.official_forms.catalogue import Chapter, OfficialForm, Sender
from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.filling.parts import Filled
from baocao.official_forms.filling.readings import Cut, Missing, Page, officer_words
from baocao.report.head import Head, head_from
from kehoach.models import Facility, Unit, UnitKind
from kehoach.questionnaire.values import Absent

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
NO_RECEIVER = "(nơi nhận chưa ghi)"
_SIGNERS = {UnitKind.SCHOOL: "Hiệu trưởng", UnitKind.LEARNING_CENTRE: "Giám đốc", UnitKind.VILLAGE: "Trưởng thôn"}
# Their libraries are the committee's own.
_OFFICES = (UnitKind.COMMITTEE, UnitKind.CULTURE_OFFICE, UnitKind.FINANCE_OFFICE)


@dataclass(frozen=True)
class Made:
    """A form of a year that has been filled: the document, what is missing, and how many of its places are filled."""

    form: OfficialForm
    year: int
    library: Facility | None
    document: Document
    missing: tuple[Missing, ...]
    asked: int
    answered: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing any more."""
        return not self.missing

    @property
    def file_name(self) -> str:
        """thu-vien-05-2020-tv-xa-2025"""
        own = f"-{self.library.code.lower()}" if self.library else ""
        return f"{self.form.code}{own}-{self.year}"


def made(form: OfficialForm, gathered: Gathered, library: Facility | None = None) -> Made:
    """The commune's form, or a library's own."""
    cut = Cut([library] if library else form.about(gathered), form.window_of(gathered.year, library))
    chapters, sender = form.chapters_for(library), form.sender_for(library)
    filled = [[part.fill(gathered, cut) for part in chapter.parts] for chapter in chapters]
    every = [part for parts in filled for part in parts]
    addressees, owed = _addressees(sender, gathered)
    missing = tuple(dict.fromkeys([*owed, *(lack for part in every for lack in part.missing)]))
    letterhead, signature = _head(gathered, library, sender, form.due(gathered.year))
    attached_to = _attached_to(sender, letterhead, form.due(gathered.year).year)
    document = Document(
        letterhead=letterhead,
        kind=sender.kind,
        abstract=form.abstract(gathered, library),
        addressees=addressees,
        blocks=_blocks(filled[0]),
        recipients=("Như trên", "Lưu: VT"),
        signature=signature,
        title=f"{form.title}{f', {library.name}' if library else ''} năm {gathered.year}",
        dated=form.due(gathered.year),
        appendices=_appendices(form, chapters, filled, missing, attached_to),
        draft=bool(missing),
    )
    asked = sum(part.asked for part in every) + bool(sender.asked)
    answered = sum(part.answered for part in every) + bool(sender.asked and not owed)
    return Made(form, gathered.year, library, document, missing, asked, answered)


def _blocks(parts: Sequence[Filled]) -> tuple[Block, ...]:
    return tuple(block for part in parts for block in part.blocks)


def _addressees(sender: Sender, gathered: Gathered) -> tuple[tuple[str, ...], tuple[Missing, ...]]:
    """To whom it goes; where only the commune can say that and has not, who has to."""
    if not sender.asked:
        return sender.addressees(gathered), ()
    answer = gathered.answer(sender.asked)
    if isinstance(answer, str) and not isinstance(answer, Absent):
        return (answer,), ()
    return (NO_RECEIVER,), (Missing(officer_words(gathered), "Nơi nhận biểu này", Page.COMMUNE),)


def _head(gathered: Gathered, library: Facility | None, sender: Sender, day: date) -> tuple[Letterhead, Signature]:
    """Whose paper it is and who signs: a library's unit, or the committee as the commune has set it for superiors."""
    commune = gathered.commune
    if library is not None:
        return _unit_head(library, library.unit, gathered, sender)
    holding = [row for row in gathered.heads if row.holds_on(day)]
    place = gathered.plan.issued_at
    if not holding:
        issuer = ("Ủy ban nhân dân", commune.full_name)
        signature = Signature(("TM. Ủy ban nhân dân",), ("Chủ tịch",), "")
        return Letterhead((), issuer, None, sender.symbol, place, None), signature
    head: Head = head_from(max(holding, key=lambda row: row.valid_from), commune, gathered.officer)
    return Letterhead(head.parent, head.issuer, None, sender.symbol, head.place, None), head.signature


def _unit_head(library: Facility, unit: Unit, gathered: Gathered, sender: Sender) -> tuple[Letterhead, Signature]:
    is_own = unit.kind in _OFFICES
    above = f"UBND {gathered.commune.full_name}" if is_own else unit.name
    position = "Phụ trách thư viện" if is_own else _SIGNERS.get(UnitKind(unit.kind), "Người phụ trách")
    letterhead = Letterhead((above,), (library.name,), None, sender.symbol, gathered.plan.issued_at, None)
    return letterhead, Signature((), (position,), "")


def _attached_to(sender: Sender, letterhead: Letterhead, year: int) -> str:
    day = letterhead.place_line(year).removeprefix(f"{letterhead.place}, ")
    return f"(Kèm theo {sender.kind} {day} của {' '.join(letterhead.issuer)})"


def _appendices(
    form: OfficialForm,
    chapters: Sequence[Chapter],
    filled: Sequence[Sequence[Filled]],
    missing: Sequence[Missing],
    attached_to: str,
) -> tuple[Appendix, ...]:
    """The chapters behind the first one, and last where every number comes from and what is not there yet."""
    told = [
        (chapter.title, _blocks(parts), chapter.landscape)
        for chapter, parts in zip(chapters[1:], filled[1:], strict=True)
    ]
    told.append(("Nguồn số liệu", _sources([part for parts in filled for part in parts], form, missing), True))
    numbers = _ROMAN if len(told) > 1 else ("",)
    return tuple(
        Appendix(number, title, attached_to, blocks, landscape)
        for number, (title, blocks, landscape) in zip(numbers, told, strict=False)
    )


def _sources(parts: Sequence[Filled], form: OfficialForm, missing: Sequence[Missing]) -> tuple[Block, ...]:
    columns = (
        Column("Nội dung", "left", 28),
        Column("Nguồn", "left", 56),
        Column("Kỳ số liệu", "left", 22),
        Column("Điều, khoản", "left", 36),
    )
    rows = dict.fromkeys(
        (source.label, source.origin, source.period, source.clause) for part in parts for source in part.sources
    )
    blocks: list[Block] = [
        Paragraph(f"Biểu theo {form.act}." + (f" {form.caution}" if form.caution else "")),
        Heading(3, "Từng số liệu lấy từ đâu"),
        Table(columns, tuple(rows), fit=Fit.CLOSE),
    ]
    if missing:
        lacking = tuple((lack.what, lack.who) for lack in missing)
        owed = Table((Column("Còn thiếu", "left", 70), Column("Ai trả lời", "left", 40)), lacking, fit=Fit.CLOSE)
        blocks += [Heading(3, f"Còn thiếu {len(missing)} mục"), owed]
    return tuple(blocks)
