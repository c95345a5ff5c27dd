"""What was changed in a form that had been submitted, and not submitted again: nobody forgets a correction half way."""

from __future__ import annotations

from collections.abc import Iterable

from kehoach.figures.submissions import Submission
from kehoach.models import EDITABLE, State, YearFigures
from kehoach.models.figures import value_in
from kehoach.models.kinds import FigureKind, kind_of, kinds


def changes_in(figures: YearFigures) -> int:
    """How many answers of a form differ from those submitted last; 0 where it is not with the unit, or never was sent.

    One query where it has been submitted before.
    """
    return changes_among(kind_of(figures), [figures]).get(figures.pk, 0)


def changes_of(forms: Iterable[Submission]) -> dict[tuple[str, int], int]:
    """The same for each form of a list, by its kind's slug and its key; at most two queries a kind."""
    keys = [(form.kind.slug, form.pk) for form in forms if form.state in EDITABLE]
    return {
        (kind.slug, pk): number
        for kind in kinds()
        if (chosen := [pk for slug, pk in keys if slug == kind.slug])
        for pk, number in changes_among(kind, kind.figures.filter(pk__in=chosen)).items()
    }


def changes_among(kind: FigureKind, forms: Iterable[YearFigures]) -> dict[int, int]:
    """The same for forms of one kind that are read already, by their keys; at most one query.

    What was not submitted before, or is not with the unit, has no entry.
    """
    sent = {figures.pk: figures for figures in forms if figures.state in EDITABLE and figures.submitted_at is not None}
    if not sent:
        return {}
    versions = kind.versions.filter(id__in=sent, state=State.SUBMITTED).order_by("history_id")
    submitted = {version.id: version for version in versions}
    return {
        pk: sum(value_in(version, field.name) != sent[pk].value(field.name) for field in kind.layout.fields)
        for pk, version in submitted.items()
    }


def is_resubmitted_unchanged(figures: YearFigures) -> bool:
    """Whether a returned form still says what it said when it was submitted last: answers, notes and evidence.

    False where it is not returned or nobody knows what was submitted. At most two queries.
    """
    if not figures.is_returned:
        return False
    kind = kind_of(figures)
    # Not what a second click has submitted since these figures were read.
    earlier = kind.versions.filter(id=figures.pk, state=State.SUBMITTED, history_date__lte=figures.returned_at)
    submitted = earlier.order_by("-history_id").first()
    if submitted is None or submitted.notes != figures.notes:
        return False
    names = [field.name for field in kind.layout.fields]
    if any(value_in(submitted, name) != figures.value(name) for name in names):
        return False
    return not figures.evidence.filter(uploaded_at__gt=figures.returned_at).exists()
