"""Who may do what with a year's figures, and in which state. Every rule explains its refusal in Vietnamese.

Each rule raises Refused with the reason; the guard of the action, the button and the sentence beside a disabled
button all come from the same function (see `permit`).
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kehoach.common import formats
from kehoach.figures.assessment import Assessment
from kehoach.figures.state_words import state_word
from kehoach.models import EDITABLE, TRANSITIONS, Commune, Role, State, User, YearFigures
from kehoach.people.rules import Refused, check_may_enter, check_may_review, is_officer_of, works_for
from kehoach.years.rules import check_unit_may_work


def check_is_asked(figures: YearFigures, at: datetime) -> None:
    """Nothing is done with the figures of a closed year, nor with those of a facility that closed before its end.

    A unit works on a closed year while it has an exception.
    """
    year, facility = figures.reporting_year, figures.facility
    check_unit_may_work(year, facility.unit_id, at)
    if not facility.exists_on(year.window_end):
        raise Refused(f"{facility.name} {facility.lifetime} nên không phải báo cáo năm {year}.")


def check_comes_in_time(figures: YearFigures, by: User, at: datetime) -> None:
    """After its closing days a year takes nothing more from units: first no new forms, then no corrections.

    The officer goes on until the year is closed, and a unit with an exception from a closed year has its own day.
    """
    year, before = figures.reporting_year, figures.submitted_at is not None
    last_day = year.last_day_for(submitted_before=before)
    if year.is_closed or last_day is None or timezone.localdate(at) <= last_day:
        return
    if works_for(by, figures.facility.unit):
        what = "nhận bản sửa" if before else "nhận phiếu mới"
        raise Refused(
            f"Năm {year.year} chỉ {what} đến hết ngày {formats.date_short(last_day)}. "
            f"Nếu vẫn cần, hãy gọi {figures.facility.commune.officer}."
        )


def check_free_of_errors(assessment: Assessment) -> None:
    """Accepted together with others, unread, is only what the checks find no error in."""
    if assessment.errors:
        raise Refused(
            f"Có {formats.count(len(assessment.errors))} lỗi ({assessment.errors[0].message}) Hãy mở phiếu để xem."
        )


def check_moves_to(figures: YearFigures, state: State) -> None:
    """The step is one that the present state allows (models.TRANSITIONS)."""
    present = State(figures.state)
    if state not in TRANSITIONS[present]:
        raise Refused(f"Phiếu đang ở trạng thái “{present.label}” nên không chuyển sang “{state.label}” được.")


def check_can_open(figures: YearFigures, by: User, at: datetime) -> None:
    """Opening the form, which tells the office that somebody has looked."""
    check_may_enter(by, figures.facility.unit)
    check_is_asked(figures, at)
    check_comes_in_time(figures, by, at)
    if figures.state != State.NOT_OPENED:
        raise Refused(f"Phiếu đang ở trạng thái “{state_word(figures.state_enum, by.role)}” nên không mở lần nữa.")


def check_can_save(figures: YearFigures, by: User, at: datetime) -> None:
    """Changing values: in a draft, or in figures that came back."""
    check_may_enter(by, figures.facility.unit)
    check_is_asked(figures, at)
    check_comes_in_time(figures, by, at)
    if figures.is_not_opened:
        raise Refused("Phiếu chưa mở. Hãy bấm “Mở phiếu” trước.")
    if figures.state not in EDITABLE:
        raise Refused(
            f"Phiếu đang ở trạng thái “{state_word(figures.state_enum, by.role)}” nên không sửa được. "
            f"Muốn sửa, hãy {_way_back(figures)}."
        )


def _way_back(figures: YearFigures) -> str:
    """What a unit does to change what it has submitted."""
    if figures.is_submitted:
        return "mở phiếu đã nộp và rút lại"
    if figures.is_asked_back:
        return f"chờ {figures.facility.commune.officer} trả lời đề nghị trả lại"
    return "mở phiếu đã nộp và xin trả lại"


def check_can_import(figures: YearFigures, by: User | None, at: datetime) -> None:
    """Changing values by a workbook: as in the form, and a form that nobody has opened is opened by it.

    Nobody is asked for on the command line (`by` is None): who runs it runs the installation.
    """
    if by is not None:
        check_may_enter(by, figures.facility.unit)
        check_comes_in_time(figures, by, at)
    check_is_asked(figures, at)
    if figures.state not in EDITABLE | {State.NOT_OPENED}:
        raise Refused(
            f"Phiếu đang ở trạng thái “{figures.state_enum.label}” nên không sửa bằng Excel được. "
            f"Muốn sửa, cần {figures.facility.commune.officer} trả lại phiếu."
        )


def check_can_attach(figures: YearFigures, by: User, at: datetime) -> None:
    """Adding evidence: whoever may change the values; and the officer, to figures submitted on the unit's behalf.

    The photo of the unit's paper, which is why the officer could enter them, often comes after the figures.
    """
    on_behalf = figures.is_submitted and figures.entered_on_behalf
    if on_behalf and is_officer_of(by, figures.facility.commune):
        check_is_asked(figures, at)
    else:
        check_can_save(figures, by, at)


def check_can_start_submitting(figures: YearFigures, by: User, at: datetime) -> None:
    """The way to the summary is open: the person, the year and the state allow a submission."""
    check_may_enter(by, figures.facility.unit)
    check_is_asked(figures, at)
    check_comes_in_time(figures, by, at)
    check_moves_to(figures, State.SUBMITTED)


def check_can_submit(figures: YearFigures, by: User, at: datetime, assessment: Assessment) -> None:
    """No error, every query answered, every “chưa thống kê” noted."""
    check_can_start_submitting(figures, by, at)
    errors, queries = len(assessment.errors), len(assessment.open_queries)
    if errors or queries:
        left = [f"{errors} lỗi phải sửa"] * bool(errors) + [f"{queries} mục cần giải trình"] * bool(queries)
        raise Refused(f"Chưa nộp được: còn {' và '.join(left)}.")


def needs_second_look(figures: YearFigures) -> bool:
    """Whether the commune's leader wants another person to accept this form, which an officer has submitted."""
    commune, submitted_by = figures.facility.commune, figures.submitted_by
    return commune.second_look and submitted_by is not None and is_officer_of(submitted_by, commune)


def check_may_accept(figures: YearFigures, by: User) -> None:
    """The culture officer; where a second look is wanted another officer, or the leader, else without a right here."""
    commune = figures.facility.commune
    if not needs_second_look(figures):
        check_may_review(by, commune)
    elif not (by.role == Role.LEADER and by.commune_id == commune.pk):
        check_may_review(by, commune)
        if by.pk in (figures.submitted_by_id, figures.saved_by_id):
            raise Refused(
                "Phiếu này do chính anh chị nhập hoặc nộp. Lãnh đạo xã yêu cầu người thứ hai duyệt: công chức khác "
                "hoặc lãnh đạo xã."
            )


def check_sees_second_look(user: User, commune: Commune) -> None:
    """Officer and leader see whether a second look is wanted."""
    if user.commune_id != commune.pk or user.role not in (Role.OFFICER, Role.LEADER):
        raise Refused("Trang này dành cho công chức và lãnh đạo xã.")


def check_may_ask_for_second_look(user: User, commune: Commune) -> None:
    """The leader alone decides: the officer would bind, or free, their own hands."""
    if user.commune_id != commune.pk or user.role != Role.LEADER:
        raise Refused("Yêu cầu này do lãnh đạo xã quyết định.")


def check_can_accept(figures: YearFigures, by: User, at: datetime) -> None:
    """Accepting a submission; from then on its values count."""
    check_may_accept(figures, by)
    check_is_asked(figures, at)
    check_moves_to(figures, State.ACCEPTED)


def check_can_return(figures: YearFigures, by: User, at: datetime) -> None:
    """Returning a submission, or reopening accepted figures."""
    check_may_review(by, figures.facility.commune)
    check_is_asked(figures, at)
    check_moves_to(figures, State.RETURNED)


def check_can_withdraw(figures: YearFigures, by: User, at: datetime) -> None:
    """“Rút lại”: whoever may submit takes the submission back, as long as nobody has accepted it."""
    check_may_enter(by, figures.facility.unit)
    check_is_asked(figures, at)
    if figures.state == State.ACCEPTED:
        raise Refused("Phiếu đã được duyệt nên không rút lại được. Muốn sửa, hãy xin trả lại.")
    check_comes_in_time(figures, by, at)
    if figures.state != State.SUBMITTED:
        raise Refused("Chỉ phiếu đã nộp mới rút lại được.")


def check_can_ask_back(figures: YearFigures, by: User, at: datetime) -> None:
    """“Xin trả lại”: the unit asks for what was accepted; the officer answers."""
    if not works_for(by, figures.facility.unit):
        raise Refused("Chỉ người của đơn vị mới xin trả lại phiếu của đơn vị.")
    check_is_asked(figures, at)
    check_comes_in_time(figures, by, at)
    if figures.state != State.ACCEPTED:
        raise Refused("Chỉ phiếu đã duyệt mới cần xin trả lại.")
    if figures.is_asked_back:
        raise Refused("Đơn vị đã xin trả lại phiếu này, đang chờ công chức trả lời.")


def check_can_decline(figures: YearFigures, by: User) -> None:
    """Declining such a request: the officer's right, while it waits. Giving the form back is `check_can_return`."""
    check_may_review(by, figures.facility.commune)
    if not figures.is_asked_back:
        raise Refused("Không có lời xin trả lại nào đang chờ.")
