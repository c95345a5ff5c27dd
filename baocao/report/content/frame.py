"""Every kind of report in the same frame: letterhead, title, addressees, recipients, signature, attached appendices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from baocao.document.blocks import Appendix, Block, Document, Letterhead
from baocao.models import Length
from baocao.report.data import ReportData


@dataclass(frozen=True)
class Told:
    """What one kind of report says: its trích yếu, a title for the file, the text, and what is appended to it."""

    abstract: str
    title: str
    blocks: tuple[Block, ...]
    appendices: tuple[Appendix, ...]


def framed(data: ReportData, body: Told, *, number: int | None, signed_on: date | None, draft: bool) -> Document:
    """The whole document; without number and date there is room for văn thư to write them."""
    head, is_short = data.head, data.length is Length.ONE_PAGE
    letterhead = head.letterhead(number, signed_on)
    attached_to = _attached_to(letterhead, data.dated.year, head.attached_by)
    return Document(
        letterhead=letterhead,
        kind="Báo cáo",
        abstract=body.abstract,
        addressees=head.addressees,
        blocks=body.blocks,
        # A page for whoever decides leaves no room for a list of who is told afterwards.
        recipients=(*head.recipients[:1], *head.recipients[1:][-1:]) if is_short else head.recipients,
        signature=head.signature,
        title=body.title,
        dated=data.dated,
        appendices=tuple(replace(appendix, attached_to=attached_to) for appendix in body.appendices),
        draft=draft,
        marked=data.is_full,
    )


def _attached_to(letterhead: Letterhead, year: int, whose: str) -> str:
    """(Kèm theo Báo cáo số 04/BC-UBND ngày 05 tháng 01 năm 2026 của …), with room to write what is still blank."""
    number = letterhead.number_line.removeprefix("Số: ")
    day = letterhead.place_line(year).removeprefix(f"{letterhead.place}, ")
    return f"(Kèm theo Báo cáo {f'số {number} ' if number else ''}{day} của {whose})"
