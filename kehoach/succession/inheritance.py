"""What a unit or facility leaves to its successor: accounts, forms of the years in work, links, tasks, results."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from kehoach.common import formats
from kehoach.models import (
    Assignment,
    AssignmentRole,
    Commune,
    EntryLink,
    Explanation,
    Facility,
    Invitation,
    ReportingYear,
    Role,
    State,
    TaskProgress,
    Unit,
    User,
)
from kehoach.models.kinds import FigureKind, kind_of
from kehoach.succession.journal import Journal

# The year in work of the commune that a unit or facility leaves, and the one that it comes to.
Years = Mapping[ReportingYear, ReportingYear]

ACCOUNTS, FORMS, LINKS, TASKS = "Tài khoản", "Phiếu đang mở", "Đường dẫn nhập liệu", "Nhiệm vụ"


def years_in_work(commune: Commune, day: date) -> Years:
    """The years that are open and last until that day or longer, each to itself: what ends is not asked in them."""
    years = ReportingYear.objects.filter(commune=commune, closed_at=None, window_end__gte=day).order_by("year")
    return {year: year for year in years}


def pass_on_unit(
    journal: Journal, ended: Sequence[Unit], heirs: Sequence[Unit], years: Years, *, is_whole: bool
) -> None:
    """What the units leave: to each heir their tasks, to the first one everything else.

    Of a single unit that a new one follows as a `whole`, links go on working; of others the officer hands out new ones.
    """
    heir = heirs[0]
    accounts = User.objects.filter(unit__in=ended, is_active=True)
    _pass_on_accounts(journal, accounts if is_whole else accounts.filter(is_link=False), heir)
    for invitation in Invitation.objects.living(journal.at).filter(unit__in=ended):
        journal.change(invitation, commune=heir.commune, unit=heir)
    links = EntryLink.objects.filter(unit__in=ended, reporting_year__in=years, revoked_at=None)
    if is_whole:
        for link in links:
            journal.change(link, unit=heir, reporting_year=years[link.reporting_year])
            journal.tell(LINKS, f"Đường dẫn năm {link.reporting_year} của {ended[0]} mở phiếu của {heir}.")
    elif links:
        journal.tell(
            LINKS,
            f"Đường dẫn đã gửi cho {formats.joined([*map(str, ended)])} không mở phiếu nữa mà báo đã nhập vào {heir}. "
            f"Hãy tạo đường dẫn của {heir} ở trang Số liệu.",
        )
    if heir.commune == ended[0].commune:
        for successor in heirs:
            _assign(journal, ended, successor)
        _pass_on_results(journal, ended, heir, years)


def _pass_on_accounts(journal: Journal, accounts: Iterable[User], heir: Unit) -> None:
    for account in accounts:
        former: Any = account.unit
        if account.is_link:
            position = account.position.replace(former.name, heir.name)[:100]
            journal.change(account, commune=heir.commune, unit=heir, position=position)
        else:
            journal.change(account, commune=heir.commune, unit=heir)
            journal.tell(ACCOUNTS, f"{account.username} ({former}) làm việc cho {heir}.")


def switch_off_accounts(journal: Journal, unit: Unit) -> None:
    """Nobody reports any more for a unit without a successor; officer and leader go on."""
    for account in User.objects.filter(unit=unit, role=Role.REPORTER, is_active=True, is_link=False):
        journal.change(account, is_active=False)
        journal.tell(ACCOUNTS, f"{account.username} ({unit}) không đăng nhập được nữa.")


def _assign(journal: Journal, ended: Sequence[Unit], heir: Unit) -> None:
    """The heir's tasks are those of all; who leads one of them leads it. The ended keep theirs for past years."""
    present = {row.task_id: row for row in Assignment.objects.filter(unit=heir)}
    added = 0
    for row in Assignment.objects.filter(unit__in=ended).order_by("task_id", "part"):
        own = present.get(row.task_id)
        if own is None:
            own = Assignment(task_id=row.task_id, unit=heir, part=row.part)
            journal.create(own)
            present[row.task_id] = own
            added += 1
        elif row.part == AssignmentRole.LEAD != own.part:
            journal.change(own, part=AssignmentRole.LEAD)
    if added:
        journal.tell(TASKS, f"{heir} nhận {formats.count(added)} nhiệm vụ.")


def _pass_on_results(journal: Journal, ended: Sequence[Unit], heir: Unit, years: Years) -> None:
    """What was reported of a task in the years in work is the heir's, who has one result of it: the newest."""
    taken = set(TaskProgress.objects.filter(unit=heir).values_list("task_id", "reporting_year_id"))
    moved = 0
    for row in TaskProgress.objects.filter(unit__in=ended, reporting_year__in=years).order_by("-updated_at"):
        if (row.task_id, row.reporting_year_id) not in taken:
            taken.add((row.task_id, row.reporting_year_id))
            journal.change(row, unit=heir)
            moved += 1
    if moved:
        journal.tell(TASKS, f"{formats.count(moved)} kết quả đã báo cáo trong năm thành của {heir}.")
    for question in Explanation.objects.filter(unit__in=ended, reporting_year__in=years, answered_at=None):
        journal.change(question, unit=heir)
        journal.tell(TASKS, f"{heir} trả lời yêu cầu giải trình về nhiệm vụ {question.task.code}.")


def pass_on_facility(journal: Journal, former: Facility, heir: Facility, years: Years) -> None:
    """A single facility leaves its forms of the years in work as they stand, and the decisions on where it counts."""
    kind = kind_of(former)
    for form in kind.figures.filter(facility=former, reporting_year__in=years).select_related("reporting_year"):
        year = form.reporting_year
        journal.change(form, facility=heir, reporting_year=years[year])
        journal.tell(FORMS, f"Phiếu năm {year} của {former} ({form.get_state_display()}) thành phiếu của {heir}.")
    decided = {row.scope: row for row in kind.memberships.filter(facility=former).order_by("since")}
    for row in decided.values():
        names = ("scope", "counted", "since", "reason", "decided_by", "decided_at")
        model: Any = kind.membership_model
        journal.create(model(facility=heir, **{name: getattr(row, name) for name in names}))


def lay_out_forms(journal: Journal, heirs: Iterable[Facility], years: Collection[ReportingYear]) -> None:
    """A form for each facility that has none in a year in work."""
    for heir in heirs:
        kind = kind_of(heir)
        for year in years:
            if not kind.figures.filter(facility=heir, reporting_year=year).exists():
                journal.create(kind.new_figures(heir, year))
                journal.tell(FORMS, f"{heir} có phiếu mới của cả năm {year}.")


def tell_of_older_forms(journal: Journal, kind: FigureKind, ended: Sequence[Facility], day: date) -> None:
    """Says which forms of years that were over by that day are still asked of what ends."""
    forms = kind.figures.filter(
        facility__in=ended, reporting_year__closed_at=None, reporting_year__window_end__lt=day
    ).exclude(state=State.ACCEPTED)
    for form in forms.select_related("facility", "reporting_year"):
        form_of = f"Phiếu năm {form.reporting_year} của {form.facility}"
        journal.tell(FORMS, f"{form_of} vẫn phải nộp: bằng đường dẫn đã gửi của năm đó, hoặc công chức nhập thay.")


def leave_forms(
    journal: Journal,
    kind: FigureKind,
    ended: Sequence[Facility],
    years: Collection[ReportingYear],
    *,
    is_followed: bool,
) -> None:
    """Says which forms are not asked for any more; what is in them can still be read, but counts no longer."""
    forms = kind.figures.filter(facility__in=ended, reporting_year__in=years)
    for form in forms.select_related("facility", "reporting_year").order_by("reporting_year__year", "facility_id"):
        kept = "" if form.is_not_opened else " Số đã ghi vẫn xem được ở phiếu ấy, không tính vào kết quả năm"
        covered = ": phiếu của nơi tiếp nối ghi số cả năm." if is_followed else "."
        of_form = f"Phiếu năm {form.reporting_year} của {form.facility} ({form.get_state_display()})"
        journal.tell(FORMS, f"{of_form} không phải nộp nữa.{kept and kept + covered}")


def renamed(name: str, former: str, present: str) -> str:
    """A facility's name with its unit's present name where it bore the former one: Thư viện Trường Tiểu học A."""

    def written(match: re.Match[str]) -> str:
        return formats.uncapitalized(present) if match[0][0].islower() else present

    return re.sub(re.escape(former), written, name, flags=re.IGNORECASE)
