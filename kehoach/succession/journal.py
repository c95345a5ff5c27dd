"""Rows written one after the other, each so that it can be put back as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import ProtectedError

from kehoach.history.recording import delete_recorded, save_recorded
from kehoach.models import Explanation, TaskProgress, User, YearFigures
from kehoach.models.kinds import kinds
from kehoach.people.rules import Refused

# A row that was written: {"model", "pk", "verb"} and either {"before", "after"} by column, or the "added" predecessors.
Step = dict[str, Any]

_CREATED, _CHANGED, _JOINED = "created", "changed", "joined"
_ENTERED_SINCE = "Đã có số liệu, kết quả hoặc dữ liệu mới nhập sau lần sắp xếp này nên không hoàn tác được nữa."


@dataclass
class Journal:
    """Who writes, when and why; `steps` are the rows written, `effects` what people are told, by heading."""

    by: User
    at: datetime
    reason: str
    steps: list[Step] = field(default_factory=list)
    effects: list[tuple[str, str]] = field(default_factory=list)

    def create(self, instance: models.Model) -> None:
        """A new row. Raises ValidationError where the model refuses it.

        Siblings' names are not asked here: an heir may bear that of one that it follows, which is closed after it.
        """
        instance.clean_fields()
        instance.validate_unique()
        instance.validate_constraints()
        save_recorded(instance, by=self.by, at=self.at, reason=self.reason)
        self.steps.append(_step(instance, _CREATED))

    def change(self, instance: models.Model, **values: Any) -> None:
        """Other values in some columns of a row. Raises ValidationError where they do not go together."""
        columns = [instance._meta.get_field(name).attname for name in values]  # type: ignore[union-attr]
        before = _values(instance, columns)
        for name, value in values.items():
            setattr(instance, name, value)
        instance.validate_constraints()
        save_recorded(instance, by=self.by, at=self.at, reason=self.reason)
        self.steps.append({**_step(instance, _CHANGED), "before": before, "after": _values(instance, columns)})

    def join(self, successor: Any, predecessors: Sequence[models.Model]) -> None:
        """Says what a unit or facility has come from."""
        successor.predecessors.add(*predecessors)
        self.steps.append({**_step(successor, _JOINED), "added": [row.pk for row in predecessors]})

    def tell(self, heading: str, sentence: str) -> None:
        """What people are told of it."""
        self.effects.append((heading, sentence))


def take_back(steps: Iterable[Step], *, by: User, at: datetime, since: datetime) -> None:
    """Puts every row back as it was, the last one first; has to be called in a transaction.

    Raises Refused where something was entered under it `since`: a form or result was saved, a row that was written was
    changed by somebody else, or something refers to a row that would go.
    """
    reason = "Hoàn tác sắp xếp"
    for step in reversed(list(steps)):
        model: Any = apps.get_model(step["model"])
        row = model._base_manager.select_for_update(of=("self",)).filter(pk=step["pk"]).first()
        if row is None or _is_entered(row, since):
            raise Refused(_ENTERED_SINCE)
        if step["verb"] == _JOINED:
            row.predecessors.remove(*step["added"])
        elif step["verb"] == _CHANGED:
            if _values(row, step["after"]) != step["after"]:
                raise Refused(_ENTERED_SINCE)
            for column, value in step["before"].items():
                setattr(row, column, model._meta.get_field(column).to_python(value))
            save_recorded(row, by=by, at=at, reason=reason)
        elif hasattr(row, "successors") and row.successors.exists():
            raise Refused(_ENTERED_SINCE)
        else:
            try:
                delete_recorded(row, by=by, at=at, reason=reason)
            except ProtectedError as problem:
                raise Refused(_ENTERED_SINCE) from problem


def _is_entered(row: Any, since: datetime) -> bool:
    """Whether somebody has worked on a form or result, or decided where a facility counts."""
    if isinstance(row, YearFigures | TaskProgress | Explanation):
        return bool(row.history.filter(history_date__gt=since).exists())
    if any(isinstance(row, kind.facility_model) for kind in kinds()):
        return bool(row.memberships.filter(decided_at__gt=since).exists())
    return False


def _step(row: models.Model, verb: str) -> Step:
    return {"model": row._meta.label_lower, "pk": row.pk, "verb": verb}


def _values(row: models.Model, columns: Iterable[str]) -> dict[str, Any]:
    """What the columns hold, as JSON keeps it."""
    values = {column: getattr(row, column) for column in columns}
    in_utc = {name: value.astimezone(UTC) for name, value in values.items() if isinstance(value, datetime)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in (values | in_utc).items()}
