"""Writing what the forms ask: keyword-only, `by=` named, history inside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from baocao.models import FormAnswers
from baocao.official_forms.answers import answers_in, is_own, kept, rows_until
from baocao.official_forms.rules import check_answers
from kehoach.common.versions import Conflict, merge, version_seen
from kehoach.history.recording import save_recorded
from kehoach.models import Commune, Facility, User
from kehoach.questionnaire.values import Absent, Value


@transaction.atomic
def save_answers(
    *,
    commune: Commune,
    library: Facility | None,
    year: int,
    answers: Mapping[str, Value],
    version: int,
    by: User,
    at: datetime,
) -> FormAnswers | None:
    """Keeps what was changed since `version`; what another person answered meanwhile stays. Idempotent.

    Raises Refused for somebody who may not answer, Conflict where both answered a question differently; its `clashes`
    are those questions, `theirs` the answers that are there now.
    """
    check_answers(by, commune, library)
    Commune.objects.select_for_update(no_key=True).get(pk=commune.pk)
    rows = rows_until(commune, library, year)
    row = rows.pop() if rows and is_own(rows[-1], library, year) else None
    before = answers_in(rows, year)
    present = {**before, **(answers_in([row], year) if row else {})}
    seen: Mapping[str, Value] | None = before
    if version:
        known: Any = version_seen(row, version) if row else None
        seen = None if known is None else {**before, **answers_in([known], year)}
    found = merge(_whole(seen, answers), _whole(present, answers) or {}, answers)
    if found.clashes:
        raise Conflict("Có người vừa trả lời khác.", theirs=row, clashes=found.clashes, untouched=found.untouched)
    if not found.changes:
        return row
    row = row or FormAnswers(commune=commune, library_id=library.pk if library else None, year=year)
    row.answers = {**row.answers, **{name: kept(value) for name, value in found.changes.items()}}
    row.version, row.saved_at, row.saved_by = row.version + 1, at, by
    save_recorded(row, by=by, at=at, reason="Trả lời câu hỏi của các biểu mẫu")
    return row


def _whole(answers: Mapping[str, Value] | None, names: Mapping[str, Value]) -> dict[str, Value] | None:
    """With every question that was sent, so that what is unanswered can be compared."""
    if answers is None:
        return None
    return {name: answers.get(name, Absent.UNANSWERED) for name in names}
