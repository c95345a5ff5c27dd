"""Who may do what with a year's figures, and in which state. Every rule explains its refusal in Vietnamese.

Each rule raises Refused with the reason; the guard of the action, the button and the sentence beside a disabled
button all come from the same function (see `permit`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from kehoach import formats
from kehoach.assessment import Assessment
from kehoach.enums import EDITABLE, TRANSITIONS, Role, State
from kehoach.models import Commune, ReportingYear, Unit, User, YearFigures

MOST_EVIDENCE = 10


class Refused(Exception):
    """Something is not allowed now; the text says why, for the person who asked."""


@dataclass(frozen=True)
class Permit:
    """Whether something is allowed, and if not, the reason."""

    allowed: bool
    reason: str = ""


def permit(rule: Callable[..., None], *args: object) -> Permit:
    """The rule's answer as a value, for buttons and templates."""
    try:
        rule(*args)
    except Refused as refusal:
        return Permit(False, str(refusal))
    return Permit(True)


_ONLY_READS = {
    Role.LEADER: "Lãnh đạo xã xem số liệu; việc nhập, duyệt do đơn vị và công chức Văn hóa - Xã hội làm.",
    Role.OVERSEER: "Tài khoản cấp trên chỉ xem số liệu đã duyệt, không nhập và không duyệt.",
    Role.ADMINISTRATOR: "Tài khoản quản trị lo tài khoản và đơn vị, không làm việc với số liệu.",
}


def works_for(user: User, unit: Unit) -> bool:
    """Whether the person reports for this unit."""
    return user.role == Role.REPORTER and user.unit_id == unit.pk


def is_officer_of(user: User, commune: Commune) -> bool:
    """Whether the person is this commune's culture officer."""
    return user.role == Role.OFFICER and user.commune_id == commune.pk


def check_may_enter(user: User, unit: Unit) -> None:
    """The unit's own people enter its figures, or the officer on their behalf (plan 04, IV.1.e)."""
    if works_for(user, unit) or is_officer_of(user, unit.commune):
        return
    raise Refused(_ONLY_READS.get(Role(user.role), "Chỉ người của đơn vị mới nhập số liệu của đơn vị."))


def check_may_review(user: User, commune: Commune) -> None:
    """The culture officer alone accepts and returns figures (plan 04, IV.1.e)."""
    if is_officer_of(user, commune):
        return
    raise Refused(_ONLY_READS.get(Role(user.role), "Việc duyệt và trả lại do công chức Văn hóa - Xã hội làm."))


def check_year_is_open(figures: YearFigures, at: datetime) -> None:
    """A closed year's figures are not changed, but for a unit that has an exception at this moment."""
    check_unit_may_work(figures.reporting_year, figures.facility.unit_id, at)


def check_unit_may_work(year: ReportingYear, unit_id: int, at: datetime) -> None:
    """A unit works on an open year, and on a closed one while it has an exception."""
    if year.closed_at is not None and not year.excepts(unit_id, at):
        closed_on = formats.date_short(timezone.localdate(year.closed_at))
        raise Refused(
            f"Năm {year.year} đã khóa ngày {closed_on}. "
            "Muốn sửa, cần công chức Văn hóa - Xã hội cho đơn vị một ngoại lệ."
        )


def check_nothing_waits(waiting: int) -> None:
    """A year is closed only when no submission waits for the officer; `waiting` is how many do."""
    if waiting:
        raise Refused(
            f"Còn {formats.count(waiting)} phiếu đã nộp chưa được duyệt. Hãy duyệt hoặc trả lại trước khi khóa năm."
        )


def check_free_of_errors(assessment: Assessment) -> None:
    """Accepted together with others, unread, is only what the checks find no error in."""
    if assessment.errors:
        raise Refused(
            f"Có {formats.count(len(assessment.errors))} lỗi ({assessment.errors[0].message}) Hãy mở phiếu để xem."
        )


def check_moves_to(figures: YearFigures, state: State) -> None:
    """The step is one that the present state allows (enums.TRANSITIONS)."""
    present = State(figures.state)
    if state not in TRANSITIONS[present]:
        raise Refused(f"Phiếu đang ở trạng thái “{present.label}” nên không chuyển sang “{state.label}” được.")


def check_can_open(figures: YearFigures, by: User, at: datetime) -> None:
    """Opening the form, which tells the office that somebody has looked."""
    check_may_enter(by, figures.facility.unit)
    check_year_is_open(figures, at)
    check_moves_to(figures, State.DRAFT)


def check_can_save(figures: YearFigures, by: User, at: datetime) -> None:
    """Changing values: in a draft, or in figures that came back."""
    check_may_enter(by, figures.facility.unit)
    check_year_is_open(figures, at)
    if figures.state == State.NOT_OPENED:
        raise Refused("Phiếu chưa mở. Hãy bấm “Mở phiếu” trước.")
    if figures.state not in EDITABLE:
        raise Refused(
            f"Phiếu đang ở trạng thái “{State(figures.state).label}” nên không sửa được. "
            "Muốn sửa, hãy đề nghị công chức Văn hóa - Xã hội trả lại phiếu."
        )


def check_may_exchange(user: User, commune: Commune) -> None:
    """Figures go out and in as Excel for the people of the commune's units and for its officer."""
    if is_officer_of(user, commune) or (user.role == Role.REPORTER and user.commune_id == commune.pk):
        return
    raise Refused(_ONLY_READS.get(Role(user.role), "Chỉ người của xã mới nhập số liệu của xã."))


def check_can_import(figures: YearFigures, by: User | None, at: datetime) -> None:
    """Changing values by a workbook: as in the form, and a form that nobody has opened is opened by it.

    Nobody is asked for on the command line (`by` is None): who runs it runs the installation.
    """
    if by is not None:
        check_may_enter(by, figures.facility.unit)
    check_year_is_open(figures, at)
    if figures.state not in EDITABLE | {State.NOT_OPENED}:
        raise Refused(
            f"Phiếu đang ở trạng thái “{State(figures.state).label}” nên không sửa bằng Excel được. "
            "Muốn sửa, cần công chức Văn hóa - Xã hội trả lại phiếu."
        )


def check_can_attach(figures: YearFigures, by: User, at: datetime) -> None:
    """Adding evidence: whoever may change the values; and the officer, to figures submitted on the unit's behalf.

    The photo of the unit's paper, which is why the officer could enter them, often comes after the figures.
    """
    on_behalf = figures.state == State.SUBMITTED and figures.entered_on_behalf
    if on_behalf and is_officer_of(by, figures.facility.commune):
        check_year_is_open(figures, at)
    else:
        check_can_save(figures, by, at)


def check_room_for_evidence(attached: int) -> None:
    """A form holds so much that an officer can still look at it all; `attached` is how many files there are."""
    if attached >= MOST_EVIDENCE:
        raise Refused(f"Chỉ nhận nhiều nhất {MOST_EVIDENCE} tệp ở mỗi nơi. Hãy gỡ bớt tệp không cần rồi gửi tệp này.")


def check_can_start_submitting(figures: YearFigures, by: User, at: datetime) -> None:
    """The way to the summary is open: the person, the year and the state allow a submission."""
    check_may_enter(by, figures.facility.unit)
    check_year_is_open(figures, at)
    check_moves_to(figures, State.SUBMITTED)


def check_can_submit(figures: YearFigures, by: User, at: datetime, assessment: Assessment) -> None:
    """No error, every query answered, every “chưa thống kê” noted (design section 6)."""
    check_can_start_submitting(figures, by, at)
    errors, queries = len(assessment.errors), len(assessment.open_queries)
    if errors or queries:
        found = [f"{errors} lỗi phải sửa"] * bool(errors) + [f"{queries} mục cần giải trình"] * bool(queries)
        raise Refused(f"Chưa nộp được: còn {' và '.join(found)}. Hãy xem các mục được đánh dấu bên dưới.")


def check_can_accept(figures: YearFigures, by: User, at: datetime) -> None:
    """Accepting a submission; from then on its values count."""
    check_may_review(by, figures.facility.commune)
    check_year_is_open(figures, at)
    check_moves_to(figures, State.ACCEPTED)


def check_can_return(figures: YearFigures, by: User, at: datetime) -> None:
    """Returning a submission, or reopening accepted figures."""
    check_may_review(by, figures.facility.commune)
    check_year_is_open(figures, at)
    check_moves_to(figures, State.RETURNED)


def check_may_hand_out_links(user: User, commune: Commune) -> None:
    """The culture officer alone makes, shows and revokes entry links: who holds one enters the unit's figures."""
    if is_officer_of(user, commune):
        return
    raise Refused(_ONLY_READS.get(Role(user.role), "Đường dẫn nhập liệu do công chức Văn hóa - Xã hội tạo và gửi."))


def check_can_hand_out_link(year: ReportingYear, unit: Unit, by: User, expires_at: datetime, at: datetime) -> None:
    """A link is made or prolonged for a year that the unit can still work on, and until a moment that lies ahead."""
    check_may_hand_out_links(by, unit.commune)
    if year.closed_at is not None and not year.excepts(unit.pk, at):
        raise Refused(f"Năm {year.year} đã khóa nên đường dẫn không mở được phiếu. Hãy cho đơn vị ngoại lệ trước.")
    if expires_at <= at:
        deadline = formats.date_short(year.unit_deadline)
        raise Refused(f"Hạn nộp {deadline} đã qua. Hãy chọn ngày mà đường dẫn còn dùng được đến.")


def check_may_set_up(user: User) -> None:
    """Communes, units and plans are the administrator's to set up (design section 1)."""
    if user.role != Role.ADMINISTRATOR:
        raise Refused("Thiết lập xã, đơn vị và kế hoạch là việc của tài khoản quản trị.")
