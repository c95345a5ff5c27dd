"""Photos and papers behind a form: they are added, and removed while the form can be changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kehoach.common.uploads import Accepted
from kehoach.evidence.actions import add_file, files_of, remove_file
from kehoach.figures.actions.figures import locked
from kehoach.figures.rules import check_can_attach, check_can_save
from kehoach.models import Evidence, User, YearFigures


@transaction.atomic
def attach(figures: YearFigures, *, question: str, accepted: Accepted, by: User, at: datetime) -> Evidence:
    """Adds a file to one question, or with an empty `question` to the whole form.

    Idempotent. Raises ValueError for a question that this facility is not asked, and Refused.
    """
    figures = locked(figures)
    check_can_attach(figures, by, at)
    if question and question not in {field.name for field in figures.layout.for_kind(figures.facility.kind)}:
        raise ValueError(f"not asked of this facility: {question}")
    return add_file(figures, accepted=accepted, question=question, by=by, at=at)


@transaction.atomic
def detach(figures: YearFigures, *, pk: int, by: User, at: datetime) -> None:
    """Removes a file from a form that can be changed; idempotent."""
    figures = locked(figures)
    check_can_save(figures, by, at)
    evidence = files_of(figures).filter(pk=pk).first()
    if evidence is not None:
        remove_file(evidence, by=by, at=at)
