"""An operation of migrations that makes all tables of an app at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterUniqueTogether,
    CreateModel,
    DeleteModel,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# A table that is made in its last shape has what these would add to it one by one.
_IN_THE_LAST_SHAPE = (AddConstraint, AddField, AddIndex, AlterUniqueTogether)


class CreateTables(Operation):
    """Takes the operations that `makemigrations` writes for new models, and makes each table in its last shape.

    One by one they render all models anew after every column and constraint that comes later; docs/decisions has the
    seconds that this costs. Whatever else is among the operations runs afterwards, in its order.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: Sequence[Any]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As a migration file has it."""
        return self.__class__.__qualname__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """All of them, before any model is rendered."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """A table for each new model, with its columns, keys, indexes and constraints; then everything else."""
        for operation in [*self._created, *self._others]:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Takes back everything else, then the tables, the last one first.

        `from_state` still has the models, as Django's migrations ask of a step backwards.
        """
        for operation in reversed(self._others):
            operation.database_backwards(app_label, schema_editor, from_state, from_state)
        for created in reversed(self._created):
            DeleteModel(created.name).database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """For `migrate --plan`."""
        return f"Create {len(self._created)} tables"

    @property
    def _created(self) -> list[CreateModel]:
        return [operation for operation in self.operations if isinstance(operation, CreateModel)]

    @property
    def _others(self) -> list[Operation]:
        own = {created.name_lower for created in self._created}
        return [
            operation
            for operation in self.operations
            if not isinstance(operation, CreateModel)
            and not (isinstance(operation, _IN_THE_LAST_SHAPE) and _table_of(operation) in own)
        ]


def _table_of(operation: Any) -> str:
    """The model, in small letters, that an operation on a part of a table belongs to."""
    name: str = getattr(operation, "model_name", None) or operation.name
    return name.lower()
