"""Who may do what with a report, and in which state. Every rule explains its refusal (see kehoach.rules)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from baocao.models import TRANSITIONS, WRITABLE, Report, ReportKind, ReportState
from kehoach.models import Commune, Plan, Role, User
from kehoach.people.rules import Refused, is_officer_of, officer_for


def is_leader_of(user: User, commune: Commune) -> bool:
    """Whether the person leads this commune's committee."""
    return user.role == Role.LEADER and user.commune_id == commune.pk


def check_writes(user: User, commune: Commune) -> None:
    """The culture officer writes and proposes the reports (plan 04, IV.1.e)."""
    if not is_officer_of(user, commune):
        raise Refused(f"Báo cáo do {officer_for(user)} soạn và trình.")


def check_decides(user: User, commune: Commune) -> None:
    """The commune's leader returns or issues what was proposed."""
    if not is_leader_of(user, commune):
        raise Refused("Việc trả lại và ban hành báo cáo do lãnh đạo UBND xã làm.")


def check_keeps(user: User, commune: Commune) -> None:
    """Officer and leader keep what belongs to a report: the reasons of a waiver, the signed copy."""
    if not is_officer_of(user, commune) and not is_leader_of(user, commune):
        raise Refused(f"Việc này do {officer_for(user)} hoặc lãnh đạo UBND xã làm.")


def check_moves_to(report: Report, state: ReportState) -> None:
    """The step is one that the present state allows (enums.TRANSITIONS)."""
    present = ReportState(report.state)
    if state not in TRANSITIONS[present]:
        raise Refused(f"Báo cáo đang ở trạng thái “{present.label}” nên không chuyển sang “{state.label}” được.")


def check_can_write(report: Report, by: User) -> None:
    """Changing the text: before it is proposed, or after it came back."""
    check_writes(by, report.commune)
    if report.state == ReportState.ISSUED:
        raise Refused("Báo cáo đã ban hành nên không sửa được. Muốn sửa, hãy lập báo cáo thay thế.")
    if report.state not in WRITABLE:
        raise Refused("Báo cáo đã trình nên không sửa được, trừ khi lãnh đạo trả lại.")


def check_can_propose(report: Report, by: User, unsettled: Sequence[str]) -> None:
    """“Trình”: the officer has finished; `unsettled` are the titles of what is to be mended, or explained, before."""
    check_writes(by, report.commune)
    check_moves_to(report, ReportState.PROPOSED)
    if unsettled:
        raise Refused(f"Chưa trình được: hãy sửa hoặc ghi lý do cho {len(unsettled)} điều ({'; '.join(unsettled)}).")


def check_can_withdraw(report: Report, by: User) -> None:
    """“Rút lại”: whoever proposed it takes it back, as long as the leader has not decided."""
    check_writes(by, report.commune)
    if report.is_issued:
        raise Refused("Báo cáo đã ban hành nên không rút lại được. Muốn sửa, hãy lập báo cáo thay thế.")
    check_moves_to(report, ReportState.DRAFT)
    if report.proposed_by != by:
        raise Refused(f"Báo cáo do {report.proposed_by} trình, nên chỉ người ấy rút lại được.")


def check_can_return(report: Report, by: User) -> None:
    """“Trả lại”: the leader wants something changed."""
    check_decides(by, report.commune)
    check_moves_to(report, ReportState.RETURNED)


def check_can_start_issuing(report: Report, by: User) -> None:
    """The way to number and date is open: the person and the state allow it."""
    check_decides(by, report.commune)
    check_moves_to(report, ReportState.ISSUED)


def check_can_issue(report: Report, by: User, unwaived: Sequence[str]) -> None:
    """“Ban hành”; `unwaived` are the titles of what the checks found and nobody has given a reason for."""
    check_can_start_issuing(report, by)
    if unwaived:
        raise Refused(f"Chưa ban hành được: còn {len(unwaived)} điều phải xem ({'; '.join(unwaived)}).")


def check_can_waive(report: Report, by: User) -> None:
    """Giving the reason why a finding does not stop the report: while it is not issued."""
    check_keeps(by, report.commune)
    if report.is_issued:
        raise Refused("Báo cáo đã ban hành.")


def check_can_replace(report: Report, by: User) -> None:
    """Beginning the report that will stand in the place of an issued one."""
    check_writes(by, report.commune)
    if not report.is_issued:
        raise Refused("Chỉ báo cáo đã ban hành mới cần báo cáo thay thế.")


def check_can_keep_signed_copy(report: Report, by: User) -> None:
    """Adding the copy that was signed outside the portal."""
    check_keeps(by, report.commune)
    if not report.is_issued:
        raise Refused("Báo cáo chưa ban hành nên chưa có bản đã ký.")


def check_reads_heads(user: User, commune: Commune) -> None:
    """Seeing how the commune's reports look: officer, leader, and the administrator, who sets communes up."""
    if user.role != Role.ADMINISTRATOR and not is_officer_of(user, commune) and not is_leader_of(user, commune):
        raise Refused("Thể thức báo cáo dành cho công chức, lãnh đạo xã và người quản trị.")


def check_sets_heads(user: User, commune: Commune) -> None:
    """Deciding how the commune's reports look: officer and administrator."""
    if user.role != Role.ADMINISTRATOR and not is_officer_of(user, commune):
        raise Refused(f"Thể thức báo cáo do {officer_for(user)} hoặc người quản trị đặt.")


def same_report(plan: Plan, year: int, kind: ReportKind) -> Q:
    """The reports that stand in for one another: a commune's of a year, and of several years those on its own plans, or
    on the plans of one commune that has merged into it."""
    of_year = Q(commune=plan.commune_id, year=year, kind=kind)
    return of_year if kind is ReportKind.ANNUAL else of_year & Q(plan__commune=plan.issuing_commune.pk)
