"""What a workbook would change, as the page before the confirmation shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from kehoach.common import formats
from kehoach.excel.differences import excerpts
from kehoach.excel.import_changes import ImportPlan, Touched
from kehoach.models import State
from kehoach.questionnaire.checks import Severity

# A page of more is read by nobody; the file itself has them all.
MOST_CELLS = 400


@dataclass(frozen=True)
class ChangedRow:
    """One cell: where it is, what it is about, what it is now and what it would be; both texts are whole."""

    place: str
    label: str
    before: str
    after: str

    @property
    def excerpts(self) -> tuple[str, str]:
        """Before and after as the page shows them: of long texts the part in which they differ."""
        return excerpts(self.before, self.after)


@dataclass(frozen=True)
class ChangedGroup:
    """The cells of one row of the register that is written, here of one form; `note` is what follows from it."""

    title: str
    note: str
    rows: tuple[ChangedRow, ...]


@dataclass(frozen=True)
class Preview:
    """All that would change, as far as a page can show it; `more` are the cells that it leaves out."""

    groups: tuple[ChangedGroup, ...]
    more: int


def preview(plan: ImportPlan) -> Preview:
    """The changes form by form, up to MOST_CELLS."""
    groups, left = [], MOST_CELLS
    for form in plan.forms:
        rows = tuple(islice(_rows(form), left))
        if not rows:
            break
        left -= len(rows)
        groups.append(ChangedGroup(form.figures.facility.name, _note(form), rows))
    return Preview(tuple(groups), plan.changed - (MOST_CELLS - left))


def _rows(one: Touched) -> Iterable[ChangedRow]:
    for change in one.changes:
        label = f"{change.question.label}, ghi chú" if change.is_note else change.question.label
        yield ChangedRow(change.place, label, change.before or "chưa có", change.after)


def _note(one: Touched) -> str:
    """What becomes of the form, and what it will still lack."""
    errors = sum(finding.severity is Severity.ERROR for finding in one.findings)
    queries = sum(finding.severity is Severity.QUERY for finding in one.findings)
    told = [f"{formats.count(errors)} mục còn trống hoặc phải sửa"] * bool(errors)
    told += [f"{formats.count(queries)} mục cần giải trình"] * bool(queries)
    state = f"“{State.NOT_OPENED.label}” thành “{State.DRAFT.label}”. " if one.opens else ""
    return f"{state}Sau khi nhập, phiếu có {' và '.join(told)}." if told else f"{state}Sau khi nhập, phiếu đủ để nộp."
