"""Who keeps which book, for which unit and year. Every rule explains its refusal in Vietnamese (see people.rules)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from kehoach.books import Book, Row, reporting_year_of
from kehoach.books.definitions import COMMENDATIONS
from kehoach.common import formats
from kehoach.common.reading import EARLIEST_YEAR
from kehoach.models import Commendation, Commune, Decision, ReportingYear, Role, Unit, UnitKind, User
from kehoach.people.rules import Refused, is_officer_of, officer_for, refuse

# Why those who only look on do not work with books.
READ_ONLY_REASONS = {
    Role.LEADER: "Lãnh đạo xã xem sổ; việc ghi do đơn vị và {officer} làm.",
    Role.OVERSEER: "Tài khoản cấp trên xem số liệu đã duyệt, chỉ tiêu và báo cáo đã ban hành, không xem sổ theo dõi.",
    Role.ADMINISTRATOR: "Tài khoản quản trị lo tài khoản và đơn vị, không xem sổ theo dõi.",
}


def keeps(user: User, book: Book) -> bool:
    """Whether the person's unit is of a kind that writes in the book."""
    return user.role == Role.REPORTER and user.unit is not None and user.unit.kind in book.keepers


def check_may_read(user: User, book: Book) -> None:
    """The officer and the leader read every book, a unit those that it keeps."""
    if user.role in (Role.OFFICER, Role.LEADER) or keeps(user, book):
        return
    if user.role == Role.REPORTER:
        names = ", ".join(UnitKind(kind).label for kind in UnitKind if kind in book.keepers)
        who = f"{names} và {officer_for(user)}" if names else officer_for(user)
        raise Refused(f"Sổ “{book.title}” do {who} ghi.")
    refuse(user, "", READ_ONLY_REASONS)


def check_may_keep(user: User, book: Book, commune: Commune, unit: Unit | None) -> None:
    """The officer writes for every unit, a unit for itself, and who keeps all of a book for everybody."""
    if is_officer_of(user, commune):
        return
    if keeps(user, book) and user.commune_id == commune.pk:
        if book.keeps_all or (unit is not None and unit.pk == user.unit_id):
            return
        raise Refused("Đơn vị chỉ ghi việc của chính đơn vị mình.")
    refuse(user, f"Đơn vị không ghi sổ “{book.title}”.", READ_ONLY_REASONS)


def check_year_is_open(year: ReportingYear | None, unit_id: int | None, at: datetime) -> None:
    """A closed year is read, not changed, but by a unit that has an exception at this moment."""
    if year is None or year.closed_at is None:
        return
    if unit_id is None or not year.excepts(unit_id, at):
        closed_on = formats.date_short(timezone.localdate(year.closed_at))
        raise Refused(
            f"Năm {year.year} đã khóa ngày {closed_on} nên sổ năm {year.year} chỉ để đọc. "
            f"Muốn sửa, cần {year.commune.officer} cho đơn vị một ngoại lệ."
        )


def check_has_happened(day: date, today: date) -> None:
    """What is noted has taken place; a day far in the past is a slip of the keys."""
    if day > today:
        raise Refused(f"Ngày {formats.date_short(day)} chưa đến. Hãy ghi khi việc đã diễn ra.")
    if day.year <= EARLIEST_YEAR:
        raise Refused("Năm phải gồm bốn chữ số, ví dụ 31/12/2026.")


def check_can_write(book: Book, row: Row, by: User, at: datetime, *, held: bool = False) -> None:
    """Adding, changing or removing a row as it stands: the person, the day, the year. `held` as in reporting_year_of.

    The exception of a closed year is that of the unit whose people write; the officer's, of the unit written for.
    """
    check_may_keep(by, book, row.commune, row.unit)
    if book.is_dated:
        check_has_happened(getattr(row, book.when), timezone.localdate(at))
    check_year_is_open(reporting_year_of(row, held=held), by.unit_id if by.role == Role.REPORTER else row.unit_id, at)


def check_can_begin(book: Book, year: ReportingYear | None, commune: Commune, by: User, at: datetime) -> None:
    """The button that leads to the form of a new row of a year."""
    own = by.role == Role.REPORTER
    check_may_keep(by, book, commune, by.unit if own else None)
    if own or year is None or not year.is_closed:
        check_year_is_open(year, by.unit_id, at)
        return
    if not any(exception.is_valid(at) for exception in year.exceptions.all()):
        check_year_is_open(year, None, at)


def check_can_decide(
    row: Commendation, decision: Decision, decided_on: date | None, by: User, at: datetime, *, held: bool = False
) -> None:
    """Noting what became of a proposal: whoever keeps the book, while its year is open; not before the decision."""
    check_can_write(COMMENDATIONS, row, by, at, held=held)
    if decision is Decision.DECIDED and decided_on is not None:
        check_has_happened(decided_on, timezone.localdate(at))


def check_may_set_occasions(user: User, commune: Commune) -> None:
    """The culture officer alone sets the days that the commune celebrates."""
    if not is_officer_of(user, commune):
        refuse(user, "Các dịp trong năm do {officer} đặt.", READ_ONLY_REASONS)


def check_occasion_is_unused(activities: int) -> None:
    """A day for which activities were noted stays; `activities` is how many there are."""
    if activities:
        raise Refused(f"Đã có {formats.count(activities)} hoạt động ghi cho dịp này nên không xóa được.")
