"""Somebody else changes another column of the same row at the same moment: both changes stay, in row and history.

Each step of a year's life (tests/life.py) is sent once to see which columns are its own. It is sent again, and when its
transaction begins, what a colleague has just committed stands in a text column of the same row that the step has
nothing to do with. An action that saves what it had read before would write the old text back, and into the history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.test import TestCase
from django.utils import timezone

from tests.life import LIFE, Step, found

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# There is nothing yet before the year is opened; the workbook's file goes when it is first brought in; of a book's row
# the form is all of it, and the version that it names guards it.
WITHOUT = ("open the year", "bring it in", "correct the note")
WORDS = "Người khác ghi"


def histories() -> list[Any]:
    """The models of which every version is kept."""
    return [model.instance_type for model in apps.get_models() if hasattr(model, "history_change_reason")]


def rows() -> dict[type[models.Model], dict[Any, dict[str, Any]]]:
    """Every row of theirs, by its key."""
    tables: dict[type[models.Model], dict[Any, dict[str, Any]]] = {}
    for model in histories():
        tables[model] = {row["pk"]: row for row in model._default_manager.values("pk", *names(model))}
    return tables


def names(model: type[models.Model]) -> list[str]:
    """Its columns."""
    return [field.attname for field in model._meta.local_concrete_fields]


def free_columns(model: type[models.Model], own: set[str]) -> list[str]:
    """Columns for words that the step does not write and the history keeps; a code or a key would be something else."""
    recorded: Any = model
    return [
        field.attname
        for field in recorded.history.model.tracked_fields
        if isinstance(field, models.CharField | models.TextField)
        and not (field.choices or field.unique or field.attname in own)
        and (field.max_length or 1000) >= len(WORDS)
    ]


@contextmanager
def when_it_begins(change: Callable[[], None]) -> Iterator[None]:
    """Does something when the first transaction within the block begins."""
    waiting = [change]

    def watch(execute: Callable[..., Any], *args: Any) -> Any:
        answer = execute(*args)
        if waiting and args[0].startswith("SAVEPOINT"):
            waiting.pop()()
        return answer

    with connection.execute_wrapper(watch):
        yield


def posted(step: Step, place: Any) -> set[str]:
    """The columns that the form of a step names, also where it says what they say already."""
    fields = set(step.body(place))
    return fields | {f"responsible_{name}" for name in fields}


def sent(step: Step, place: Any) -> int:
    """The status of one sending, with what follows its commit."""
    client, request = place.client(step.who), step.request(place)
    client.raise_request_exception = False
    with TestCase.captureOnCommitCallbacks(execute=True):
        return int(request(client).status_code)


def changed_by(step: Step, place: Any) -> dict[type[models.Model], tuple[set[Any], set[str]]]:
    """The rows that a step changes, by their model, and the columns that it writes; nothing of it stays."""
    with transaction.atomic():
        before = rows()
        assert sent(step, place) == 302
        after = rows()
        transaction.set_rollback(True)
    found_: dict[type[models.Model], tuple[set[Any], set[str]]] = {}
    for model, kept in before.items():
        changed = {pk for pk, row in kept.items() if pk in after[model] and after[model][pk] != row}
        own = {name for pk in changed for name in names(model) if after[model][pk][name] != kept[pk][name]}
        if changed:
            found_[model] = (changed, own)
    return found_


def is_kept(step: Step, place: Any, model: type[models.Model], keys: set[Any], column: str) -> bool | None:
    """Whether a colleague's words stay in row and history; None where the step or the database minds them there."""
    manager: Any = model._default_manager
    began = timezone.now()
    with transaction.atomic():
        try:
            with transaction.atomic(), when_it_begins(lambda: manager.filter(pk__in=keys).update(**{column: WORDS})):
                status = sent(step, place)
        except IntegrityError:
            status = 500
        told: bool | None = None
        if status == 302:
            of_rows = set(manager.filter(pk__in=keys).values_list(column, flat=True))
            history: Any = model
            # A session that begins notes when somebody came, and leaves no version.
            versions = history.history.filter(id__in=keys, history_date__gte=began)
            told = {*of_rows, *versions.values_list(column, flat=True)} == {WORDS}
        transaction.set_rollback(True)
    return told


def test_a_colleagues_words_stay_in_row_and_history(data_dir: Path) -> None:
    place, lost, looked_at = found("90000"), [], 0
    for step in LIFE:
        if step.name not in WITHOUT:
            form = posted(step, place)
            for model, (keys, own) in changed_by(step, place).items():
                answers = ((name, is_kept(step, place, model, keys, name)) for name in free_columns(model, own | form))
                column, kept = next(((name, kept) for name, kept in answers if kept is not None), ("", True))
                looked_at += bool(column)
                lost += [] if kept else [f"{step.name}: {model.__name__}.{column}"]
        assert sent(step, place) == 302

    assert lost == []
    assert looked_at > 20
