"""What a task's result may begin with: the number that a book or a yearly form has already."""

from __future__ import annotations

from kehoach.books.task_records import counted_in_book
from kehoach.figures.proposals import Proposal
from kehoach.models import TaskRole
from kehoach.models.kinds import kinds
from kehoach.questionnaire.values import Absent
from kehoach.tasks.clauses import UnitProgress


def proposed_count(shown: UnitProgress) -> Proposal | None:
    """The number for a unit's result of a task; None where nothing is known of it.

    What a yearly form asks under another name is taken from there, however far the form is; a unit with several
    facilities has their sum.
    """
    if shown.opened is None or not shown.task.role:
        return None
    noted = counted_in_book(shown.task, shown.opened, shown.unit)
    if noted:
        return Proposal(noted[0], f"theo sổ “{noted[1]}”")
    for kind in kinds():
        name = kind.counted_for.get(TaskRole(shown.task.role))
        if name is None:
            continue
        forms = kind.figures_asked.filter(reporting_year=shown.opened, facility__unit=shown.unit)
        answers = [answer for form in forms if not isinstance(answer := form.value(name), Absent)]
        if answers:
            return Proposal(sum(answers), f"theo phiếu số liệu {kind.noun}")
    return None
