"""The e-mail that carries a letter of reminders: a short subject and plain text in polite official Vietnamese."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone

from kehoach.common import formats
from kehoach.common.periods import days_between
from kehoach.models import ReminderKind, Role, State, YearFigures
from kehoach.models.kinds import kind_of
from kehoach.reminders.matters import Matter
from kehoach.reminders.reminders import Letter, days_waiting
from kehoach.tasks.clauses import UnitProgress

Occasion = ReminderKind


def subject(letter: Letter, today: date) -> str:
    """What is most urgent, and how many other matters the letter holds."""
    first, others = _subject_of(letter.matters[0], today), len(letter.matters) - 1
    return f"{first} và {others} việc khác" if others else first


def body(letter: Letter, today: date, portal: str) -> str:
    """The text; `portal` is the address at which people reach the portal, without a slash at its end."""
    return "\n\n".join(
        (
            f"Kính gửi {letter.person},",
            *(_paragraph(matter, today, portal) for matter in letter.matters),
            f"Cổng kế hoạch của xã: {portal}{reverse('home')}",
            *_whom_to_call(letter),
            "Trân trọng cảm ơn!\n(Thư gửi tự động, xin không trả lời thư này.)",
        )
    )


def _whom_to_call(letter: Letter) -> tuple[str, ...]:
    """The person in charge of the commune, for whoever is not that office; nothing where nobody is named."""
    commune = letter.matters[0].year.commune
    contact = (commune.contact_name, commune.contact_position, commune.contact_phone)
    if letter.person.role == Role.OFFICER or not any(contact):
        return ()
    return (f"Cần hỏi, gọi người phụ trách của xã: {', '.join(filter(None, contact))}.",)


def _subject_of(matter: Matter, today: date) -> str:
    year, deadline = matter.year.year, matter.year.unit_deadline
    match matter.occasion:
        case Occasion.RETURNED:
            return f"Phiếu số liệu năm {year} được trả lại"
        case Occasion.OVERDUE:
            return f"Số liệu năm {year} quá hạn {_days(deadline, today)} ngày"
        case Occasion.DUE_TODAY:
            return f"Hôm nay hết hạn nộp số liệu năm {year}"
        case Occasion.WEEK_BEFORE:
            return f"Còn {_days(today, deadline)} ngày để nộp số liệu năm {year}"
        case Occasion.OPENED:
            return f"Nhập số liệu năm {year}, hạn {formats.date_short(deadline)}"
        case Occasion.ASKED:
            return f"Yêu cầu giải trình nhiệm vụ {matter.tasks[0].task.code} năm {year}"
        case Occasion.DUTY:
            return matter.subject
        case Occasion.LATE_TASKS:
            return f"{formats.count(len(matter.tasks))} nhiệm vụ năm {year} quá hạn"
        case _:
            return f"{formats.count(len(matter.forms))} phiếu số liệu năm {year} chờ duyệt"


def _paragraph(matter: Matter, today: date, portal: str) -> str:
    """One matter: a sentence, then its forms in a list; of a form that came back the reason and the way to it."""
    year, deadline = matter.year.year, formats.date_short(matter.year.unit_deadline)
    match matter.occasion:
        case Occasion.RETURNED:
            return _returned(matter.forms[0], portal)
        case Occasion.ASKED:
            return _asked(matter, portal)
        case Occasion.LATE_TASKS:
            return _late_tasks(matter, portal)
        case Occasion.DUTY:
            return f"{matter.text}\nXem tại: {portal}{matter.path}"
        case Occasion.OVERDUE:
            late = _days(matter.year.unit_deadline, today)
            last = matter.year.entry_until
            until = f" Xã nhận phiếu mới đến hết ngày {formats.date_short(last)}." if last else ""
            sentence = f"Số liệu năm {year} đã quá hạn nộp {late} ngày (hạn {deadline}).{until} Đề nghị đơn vị sớm nộp:"
        case Occasion.DUE_TODAY:
            sentence = f"Hôm nay, {deadline}, là hạn nộp số liệu năm {year}. Đơn vị còn chưa nộp:"
        case Occasion.WEEK_BEFORE:
            left = _days(today, matter.year.unit_deadline)
            sentence = f"Còn {left} ngày là đến hạn nộp số liệu năm {year} (hạn {deadline}). Đơn vị còn chưa nộp:"
        case Occasion.OPENED:
            commune = matter.year.commune.full_name
            sentence = f"Số liệu năm {year} của {commune} đã mở để nhập. Đề nghị đơn vị nộp trước hết ngày {deadline}:"
        case _:
            sentence = f"Những phiếu số liệu năm {year} sau đã nộp và đang chờ duyệt:"
    return "\n".join((sentence, *(f"- {_line(figures, today)}" for figures in matter.forms)))


def _line(figures: YearFigures, today: date) -> str:
    """A facility and how its form stands."""
    name, state = figures.facility.name, State(figures.state)
    if state is State.SUBMITTED:
        return f"{name} (chờ {formats.count(days_waiting(figures, today))} ngày)"
    return f"{name} ({state.label.lower()})"


def _returned(figures: YearFigures, portal: str) -> str:
    code, year = figures.facility.code, figures.reporting_year.year
    page = reverse(f"{kind_of(figures).url_name}:figures", kwargs={"code": code, "year": year})
    day = formats.date_short(timezone.localdate(figures.returned_at))
    last_day = figures.reporting_year.correction_until
    until = f" trước hết ngày {formats.date_short(last_day)}" if last_day else ""
    return (
        f"Phiếu số liệu năm {year} của {figures.facility.name} được trả lại ngày {day}, lý do:\n"
        f"{figures.return_reason}\nĐề nghị đơn vị sửa và nộp lại{until} tại: {portal}{page}"
    )


def _asked(matter: Matter, portal: str) -> str:
    """What the unit was asked about a task, by when to answer, and where."""
    task = matter.tasks[0]
    question = next(explanation for explanation in task.open_explanations if str(explanation.pk) == matter.about)
    return (
        f"Đơn vị được yêu cầu giải trình về nhiệm vụ {task.task}, trả lời trước hết ngày "
        f"{formats.date_short(question.answer_by)}:\n{question.question}\nTrả lời tại: {portal}{_result_page(task)}"
    )


def _late_tasks(matter: Matter, portal: str) -> str:
    lines = [
        f"- {task.task} (quá hạn {formats.count(task.overdue_days)} ngày): {portal}{_result_page(task)}"
        for task in matter.tasks
    ]
    sentence = f"Những nhiệm vụ năm {matter.year.year} sau đã quá hạn mà chưa có kết quả:"
    return "\n".join((sentence, *lines))


def _result_page(task: UnitProgress) -> str:
    return reverse("result", args=(task.task.code, task.year, task.unit.code))


def _days(since: date, until: date) -> str:
    return formats.count(days_between(since, until))
