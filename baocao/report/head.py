"""What stands around the text of a report: whose letterhead, to whom, who gets a copy, who signs (NĐ 30, Phụ lục I)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.db.models import prefetch_related_objects
from django.utils.text import capfirst

from baocao.document.blocks import Letterhead, Signature
from baocao.models import Purpose, ReportHead, Signing
from kehoach.common.formats import uncapitalized
from kehoach.common.periods import default_window
from kehoach.models import Commune, Plan, ReportingYear, Role, User

# The number comes from the commune's register, and the symbol of a number names the agency on the letterhead
# (NĐ 30, Phụ lục I): an officer has neither register nor letterhead of their own.
_SYMBOL = "BC-UBND"
# How the decree abbreviates the capacity in which somebody signs, before the position of whose right it is.
_MARKS = {Signing.DEPUTY: "KT.", Signing.ACTING: "Q.", Signing.ORDER: "TL.", Signing.AUTHORISED: "TUQ."}
# Signed in the place of the agency's head, so below the line that names the agency, where there is one.
_FOR_THE_AGENCY = (Signing.COLLECTIVE, Signing.DEPUTY, Signing.ACTING)


@dataclass(frozen=True)
class Head:
    """The parts of a report that its text does not bring.

    `reporter` is who reports, inside a sentence; `attached_by` the agency on the letterhead, which an appendix names
    with the number that is this agency's; `asked` whom the report asks to decide. `is_chosen` is false where nobody has
    decided yet who reports to whom and who signs.
    """

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    symbol: str
    place: str
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: Signature
    reporter: str
    attached_by: str
    asked: str
    purpose: Purpose
    is_chosen: bool = True

    @property
    def closing(self) -> str:
        """How the last sentence ends: the own committee is asked to decide, the level above is reported to."""
        if self.purpose is Purpose.TO_COMMITTEE:
            return f"kính trình {self.asked} xem xét, chỉ đạo./."
        return f"{self.reporter} trân trọng báo cáo./."

    def letterhead(self, number: int | None, signed_on: date | None) -> Letterhead:
        """The components above the title, with number and date as far as they are known."""
        return Letterhead(self.parent, self.issuer, number, self.symbol, self.place, signed_on)


def purposes_on(rows: Iterable[ReportHead], day: date) -> Sequence[Purpose]:
    """Who reports to whom on a day, as the commune has chosen it; to its own committee where nobody has chosen."""
    chosen = {row.purpose for row in rows if row.holds_on(day)}
    return [purpose for purpose in Purpose if purpose in chosen] or [Purpose.TO_COMMITTEE]


def purposes_of(plan: Plan, year: int) -> Sequence[Purpose]:
    """Who may report to whom on a year: what the commune has chosen for the day on which that report is due."""
    opened = ReportingYear.objects.filter(commune=plan.commune, year=year).first()
    day = opened.report_deadline if opened else default_window(year).report_deadline
    return purposes_on(ReportHead.objects.filter(commune=plan.commune), day)


def head_of(plan: Plan, officer: User | None, rows: Iterable[ReportHead], purpose: Purpose, day: date) -> Head:
    """Of the commune's heads the one that holds on a day; the one that follows from the plan where none is set.

    It bears the name that the commune had on that day.
    """
    holding = [row for row in rows if row.purpose == purpose and row.holds_on(day)]
    row = max(holding, key=attrgetter("valid_from"), default=None)
    prefetch_related_objects([plan.commune, plan.issuing_commune], "former_names")
    commune = plan.commune.as_of(day)
    return _as_planned(plan, commune, officer) if row is None else head_from(row, commune, officer)


def officer_of(commune: Commune, people: Iterable[User]) -> User | None:
    """The commune's culture officer, whose name and position a head may leave open; None where it is not clear who."""
    officers = [
        person
        for person in people
        if person.commune_id == commune.pk and person.role == Role.OFFICER and person.is_active
    ]
    return officers[0] if len(officers) == 1 else None


def position_of(officer: User | None, commune: Commune) -> str:
    """The position of the commune's officer, or the office's usual name."""
    return (officer.position if officer else "") or capfirst(commune.officer)


def name_of_person(user: User | None) -> str:
    """A name as Vietnamese write it, family name first; empty where it is left to be written."""
    return f"{user.last_name} {user.first_name}".strip() if user else ""


def _as_planned(plan: Plan, commune: Commune, officer: User | None) -> Head:
    """The officer's own letterhead (Nghị định 30/2020/NĐ-CP, Phụ lục I): to the committee, on the committee's paper."""
    position = position_of(officer, commune)
    return Head(
        parent=(),
        issuer=("Ủy ban nhân dân", commune.full_name),
        symbol=_SYMBOL,
        place=commune.name if plan.issued_at == plan.issuing_commune.as_of(plan.issued_on).name else plan.issued_at,
        addressees=(f"Ủy ban nhân dân {commune.full_name}",),
        recipients=("Như trên", "Các đơn vị thực hiện Kế hoạch", "Lưu: VT"),
        signature=Signature((Signing.REPORTER.label,), (position,), name_of_person(officer)),
        reporter=uncapitalized(position),
        attached_by=f"Ủy ban nhân dân {commune.full_name}",
        asked=f"Ủy ban nhân dân {commune.get_kind_display()}",
        purpose=Purpose.TO_COMMITTEE,
        is_chosen=False,
    )


def head_from(row: ReportHead, commune: Commune, officer: User | None) -> Head:
    """What the commune has set for itself, or is about to set."""
    issuer, addressees = lines(row.issuer), lines(row.addressees)
    agency, position = " ".join(issuer), row.position or position_of(officer, commune)
    by_officer = row.signing == Signing.REPORTER
    to_committee = row.purpose == Purpose.TO_COMMITTEE
    return Head(
        parent=lines(row.parent),
        issuer=issuer,
        symbol=row.symbol,
        place=row.place,
        addressees=addressees,
        recipients=lines(row.recipients),
        signature=_signature(row, name_of_person(officer) if by_officer else "", position),
        reporter=uncapitalized(position) if by_officer else agency,
        attached_by=agency,
        asked=f"Ủy ban nhân dân {commune.get_kind_display()}" if to_committee else next(iter(addressees), ""),
        purpose=Purpose(row.purpose),
    )


def lines(text: str) -> tuple[str, ...]:
    """A list that has an entry a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _signature(row: ReportHead, name: str, position: str) -> Signature:
    """TM., KT., Q., TL., TUQ. with the lines below them as the decree has them."""
    signing, authority = Signing(row.signing), []
    if signing is Signing.REPORTER:
        authority.append(Signing.REPORTER.label)
    if signing in _FOR_THE_AGENCY and row.collective:
        authority.append(f"TM. {row.collective}")
    if signing is Signing.ACTING:
        return Signature(tuple(authority), (f"Q. {row.head}",), row.signer)
    if signing in _MARKS:
        authority.append(f"{_MARKS[signing]} {row.head}")
    return Signature(tuple(authority), (position,), row.signer or name)
