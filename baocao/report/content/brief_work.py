"""What the report that is sent says of the plan's work: a point for each group, what is open, and next year's table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from baocao.attainment.results import ShareResult
from baocao.document.blocks import Block, Column, Paragraph, Table
from baocao.living_plan.results import ClauseResult
from baocao.models import Length, ReportKind
from baocao.report.content.book_words import commended_words, happened_words
from baocao.report.content.causes import slow_growth
from baocao.report.content.cited_sentence import CitedSentence, as_points
from baocao.report.content.figures import brief_words
from baocao.report.content.outlook import HELP
from baocao.report.content.sentences import noun_of
from baocao.report.content.tasks import STATES, due_of, words_of
from baocao.report.content.words import some, upper_first
from baocao.report.data import ReportData
from baocao.report.groups import TASKS
from baocao.report.work import Group, name_of
from kehoach.common import formats
from kehoach.common.formats import joined, uncapitalized
from kehoach.common.periods import default_window
from kehoach.models import AssignmentRole, Measure, ProgressState, Task, TaskRole, UnitKind
from kehoach.tasks.clauses import UnitProgress

# So many open tasks of a group are told in their units' words.
_MOST_OPEN = 2
# With more open tasks than this, next year's table has a row for what each unit owes by the same day.
_MOST_ROWS = 9
# So many rows of it leave room for the signature on one page.
_MOST_ON_ONE_PAGE = 5


def work_done(data: ReportData) -> tuple[Block, ...]:
    """II.2: how much is done, then a point for each group, the duties, the books and each kind of facility."""
    due = due_of(data.clauses)
    if not due.clauses or not any(unit.row for clause in data.clauses for unit in clause.units):
        return (Paragraph(f"Chưa đơn vị nào báo cáo kết quả nhiệm vụ năm {data.year}."),)
    nothing = f", {due.nothing} nhiệm vụ khác không phát sinh" if due.nothing else ""
    lead = (
        f"Đã hoàn thành {due.share} nhiệm vụ, trách nhiệm phải làm trong năm{nothing}. "
        f"Tình hình từng việc tại {data.task_appendix}."
    )
    points = [*_groups(data), *_duties(data), *happened_words(data), *commended_words(data), *brief_words(data)]
    return (Paragraph(lead, sources=(TASKS,)), *as_points(points))


def _groups(data: ReportData) -> Iterator[CitedSentence]:
    """Tuyên truyền …: 4/4 nhiệm vụ hoàn thành, trong đó có … (36 tin, bài); then what is open, in its unit's words."""
    for group, title in zip(data.work.groups, _titles(data.work.groups), strict=True):
        due = due_of(data.clauses_of(group.codes))
        if not due.clauses:
            yield CitedSentence(f"{title}: không phát sinh")
            continue
        counted = [clause for clause in due.clauses if clause.count and _is_told_here(clause)]
        amounts = "; ".join(
            f"{uncapitalized(clause.task.short_name)} ({formats.count(clause.count or 0)} {clause.task.counts})"
            for clause in counted
        )
        text = f"{title}: {due.share} nhiệm vụ hoàn thành{f', trong đó có {amounts}' if amounts else ''}"
        open_tasks = [clause for clause in due.clauses if clause.state is not ProgressState.DONE]
        codes = tuple(clause.task.code for clause in (*counted, *open_tasks))
        yield CitedSentence(". ".join([text, *_open_words(open_tasks, data)]), (TASKS, *dict.fromkeys(codes)))


def _titles(groups: Sequence[Group]) -> list[str]:
    """The groups' titles without what each goes on to say of where and for whom, as far as that leaves them apart."""
    titles = [group.title.partition(";")[0] for group in groups]
    short = [title.partition(" trong ")[0] for title in titles]
    return short if len(set(short)) == len(short) else titles


def _is_told_here(clause: ClauseResult) -> bool:
    """What the books count is told once, of the whole commune; an open task is told in its unit's words."""
    records = clause.records
    in_books = (records.activities, records.broadcasts, records.courses, records.mobilisations, records.commendations)
    return clause.state is ProgressState.DONE and not any(in_books)


def _duties(data: ReportData) -> Iterator[CitedSentence]:
    due = due_of(data.duties)
    if due.clauses:
        open_duties = [clause for clause in due.clauses if clause.state is not ProgressState.DONE]
        text = f"Trách nhiệm của các đơn vị: {due.share} việc hoàn thành"
        codes = tuple(clause.task.code for clause in open_duties)
        yield CitedSentence(". ".join([text, *_open_words(open_duties, data)]), (TASKS, *codes))


def _open_words(clauses: Sequence[ClauseResult], data: ReportData) -> list[str]:
    """Luân chuyển sách báo: Trường Tiểu học đang thực hiện (…); of many their names alone."""
    if len(clauses) > _MOST_OPEN:
        names = [uncapitalized(clause.task.short_name) for clause in clauses]
        return [f"Chưa hoàn thành: {some(names, noun='việc', see=data.task_appendix)}"]
    return [f"{clause.task.short_name}: {'; '.join(map(_of_unit, open_units(clause)))}" for clause in clauses]


def open_units(clause: ClauseResult) -> list[UnitProgress]:
    """The units that lead a clause and are not finished with it."""
    return [unit for unit in clause.leads if not unit.is_finished]


def _of_unit(unit: UnitProgress) -> str:
    if unit.row is None:
        return f"{name_of(unit.unit)} chưa báo cáo kết quả"
    words = f" ({words_of(unit.row)})" if unit.row.result else ""
    return f"{name_of(unit.unit)} {STATES[unit.state]}{words}"


def next_work(data: ReportData) -> tuple[Block, ...]:
    """IV: who is to do what next year about each thing that section III finds wanting."""
    rows = _on_one_page(rows_ahead(data)) if data.length is Length.ONE_PAGE else rows_ahead(data)
    if not rows:
        return ()
    columns = (
        Column("TT", "center", 5),
        Column("Việc", "left", 33),
        Column("Đơn vị chủ trì (phối hợp)", "left", 31),
        Column("Thời hạn", "center", 14),
        Column("Kết quả cần đạt", "left", 17),
    )
    table = tuple(
        (str(number), what, _without_commune(who, data), formats.date_short(due), goal)
        for number, (what, who, due, goal) in enumerate(rows, 1)
    )
    return (Table(columns, table, caption=f"Bảng 3. Việc phải làm trong năm {data.year + 1}"),)


def _without_commune(who: str, data: ReportData) -> str:
    """In a narrow column schools go without the name of the commune, which they have in common."""
    for unit in data.owners:
        if unit.kind == UnitKind.SCHOOL:
            who = who.replace(unit.name, unit.name.removesuffix(f" {data.plan.commune.name}"))
    return who


Row = tuple[str, str, date, str]
# By when a step is proposed to be done (month, day): early enough that the year's figures still show its effect.
_STEP_BY = {Measure.SERVICES: (3, 31), Measure.IT: (6, 30), Measure.ACTIVE: (2, 28)}
_EXPLAINED_BY = (1, 31)
# What the book of documents calls a plan.
_PLAN = "Kế hoạch"


def rows_ahead(data: ReportData) -> list[Row]:
    """What is to be done next year: what, by whom, until which day, with which result.

    A task for which the plan sets no day is due when the units hand in next year's figures, by which it is judged.
    """
    return [*_of_facilities(data), *_of_visits(data), *_of_tasks(data), *_of_plan(data)]


def _on_one_page(rows: list[Row]) -> list[Row]:
    """The first rows, and one for all others where these are too many."""
    if len(rows) <= _MOST_ON_ONE_PAGE:
        return rows
    told, others = rows[: _MOST_ON_ONE_PAGE - 1], rows[_MOST_ON_ONE_PAGE - 1 :]
    latest = max(due for _, _, due, _ in others)
    return [*told, (f"{len(others)} việc khác (Bảng 3 của báo cáo)", "Các đơn vị được giao", latest, "Hoàn thành")]


def _deadline(data: ReportData) -> date:
    opened = data.years.reporting_years.get(data.year + 1)
    return opened.unit_deadline if opened else default_window(data.year + 1).unit_deadline


def _proposed(data: ReportData, month: int, day: int) -> date:
    """A day of next year; the units' deadline where it has passed when the report is signed."""
    due, deadline = date(data.year + 1, month, day), _deadline(data)
    return due if data.dated < due < deadline else deadline


def _of_facilities(data: ReportData) -> Iterator[Row]:
    """The facilities that fail a share, a row a measure."""
    facilities = {facility.code: facility for pair in data.kinds for facility in pair.now.facilities}
    for target in data.targets if data.accepted else ():
        for condition in target.conditions:
            result = condition.result
            if isinstance(result, ShareResult) and result.lacking:
                units = dict.fromkeys(facilities[code].unit for code in result.lacking if code in facilities)
                names = upper_first(joined([name_of(unit) for unit in units]))
                goal = f"{result.total}/{result.total} {noun_of(result.scope, data)}"
                measure = Measure(result.measure)
                yield (upper_first(HELP[measure]), names, _proposed(data, *_STEP_BY[measure]), goal)


def _of_visits(data: ReportData) -> Iterator[Row]:
    growth = slow_growth(data)
    if growth and growth.shortfalls:
        facility, missing = growth.shortfalls[0]
        goal = f"Bù {formats.count(missing)} lượt còn thiếu"
        due = _proposed(data, *_EXPLAINED_BY)
        yield ("Báo cáo nguyên nhân, biện pháp tăng lượt bạn đọc", facility.unit.name, due, goal)


def _of_tasks(data: ReportData) -> Iterator[Row]:
    """The open tasks; of many, those that the same units owe by the same day share a row."""
    rows = defaultdict[tuple[str, date], list[tuple[Task, str]]](list)
    for clause in due_of(data.clauses).clauses:
        if units := open_units(clause):
            due = clause.task.due_in(data.year + 1, _deadline(data))
            names = upper_first(joined([name_of(unit.unit) for unit in units]))
            helping = [name_of(unit.unit) for unit in clause.units if unit.part is AssignmentRole.SUPPORT]
            helped = f" (phối hợp: {some(helping, noun='đơn vị', see=data.task_appendix)})" if helping else ""
            rows[names + helped, due].append((clause.task, _goal(clause.task, units)))
    is_long, appendix = sum(map(len, rows.values())) > _MOST_ROWS, data.task_appendix
    for (names, due), tasks in rows.items():
        if is_long and len(tasks) > 1:
            yield (f"{len(tasks)} việc chưa xong của năm {data.year} ({appendix})", names, due, "Hoàn thành")
        else:
            yield from ((task.short_name, names, due, goal) for task, goal in tasks)


def _goal(task: Task, units: Sequence[UnitProgress]) -> str:
    """Of rotating books, which units count in rounds, at least one by each that has had none; else that it is done."""
    if task.role != TaskRole.ROTATIONS or not task.counts or any(unit.row and unit.row.count for unit in units):
        return "Hoàn thành"
    return f"{'Mỗi nơi ít' if len(units) > 1 else 'Ít'} nhất 1 {task.counts}"


def _of_plan(data: ReportData) -> Iterator[Row]:
    """Next year's own plan, where whoever issues such documents has issued one this year and not yet the next."""
    if data.kind is not ReportKind.ANNUAL or data.year >= data.plan.last_year:
        return
    for clause in data.clauses:
        issued = [row for row in data.books.documents if row.task_id == clause.task.pk and row.kind == _PLAN]
        if clause.task.role != TaskRole.DOCUMENTS or not issued or open_units(clause):
            continue
        if not any(str(data.year + 1) in row.title for row in issued):
            names = upper_first(joined([name_of(unit.unit) for unit in clause.leads]))
            due = _proposed(data, *_EXPLAINED_BY)
            yield (f"Ban hành kế hoạch năm {data.year + 1}", names, due, "Hoàn thành")
