"""A sheet of the set-up workbook as a resource: which row of the database each row means, and how it is kept.

Everything is saved through the history, dated and named. What a workbook does not mention stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import models, transaction
from import_export.fields import Field
from import_export.resources import ModelResource

from kehoach.history.recording import delete_recorded, save_recorded
from kehoach.models import Commune, Plan, User
from kehoach.setup.widgets import Words

REASON = "Thiết lập từ tệp Excel"


@dataclass
class Founding:
    """What is being set up, by whom and when; commune and plan are known once their own sheets were read."""

    by: User | None
    at: datetime
    commune: Commune | None = None
    plan: Plan | None = None

    def save(self, instance: models.Model) -> None:
        """With a history; what the database refuses takes back this row alone."""
        with transaction.atomic():
            save_recorded(instance, by=self.by, at=self.at, reason=REASON)

    def delete(self, instance: models.Model) -> None:
        """With a history."""
        delete_recorded(instance, by=self.by, at=self.at, reason=REASON)


class SheetResource(ModelResource):
    """A sheet. `slug` marks it, `owner` names what every row belongs to: commune, plan, or nothing.

    `sole` is set where the sheet has one row, which names the commune or the plan of all the others.
    """

    slug: ClassVar[str]
    heading: ClassVar[str]
    about: ClassVar[str]
    owner: ClassVar[str] = "plan"
    sole: ClassVar[str] = ""
    labels: ClassVar[dict[str, str]] = {}

    class Meta:
        import_id_fields = ("code",)
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        store_instance = True
        skip_html_diff = True
        use_transactions = False

    def __init__(self, founding: Founding) -> None:
        super().__init__()
        self.founding = founding
        self.chosen: models.QuerySet[Any] | None = None

    @property
    def columns(self) -> Sequence[str]:
        """The columns that people see, in their order."""
        return [name for name in self._meta.fields if name != "position"]

    @property
    def required(self) -> set[str]:
        """The columns in which something has to stand."""
        filled = {one.name for one in self._meta.model._meta.concrete_fields if not one.blank}
        return filled.intersection(self.columns)

    def label(self, name: str) -> str:
        """The head of a column."""
        if name in self.labels:
            return self.labels[name]
        verbose = str(self._meta.model._meta.get_field(name).verbose_name)
        return verbose[:1].upper() + verbose[1:]

    def get_queryset(self) -> models.QuerySet[Any]:
        """The rows that the owner has; none while there is no owner."""
        rows: models.QuerySet[Any] = self._meta.model._default_manager.all()
        if not self.owner:
            return rows
        belongs_to = getattr(self.founding, self.owner)
        return rows.filter(**{self.owner: belongs_to}) if belongs_to is not None else rows.none()

    @property
    def is_orphan(self) -> bool:
        """Whether what its rows belong to could not be read; then they can be looked at, not saved."""
        return bool(self.owner) and getattr(self.founding, self.owner) is None

    def rows_to_write(self) -> Iterable[Any]:
        """The rows that a workbook of this commune and plan begins with, or those of them that were chosen."""
        if not self.sole:
            return self.get_queryset() if self.chosen is None else self.get_queryset().filter(pk__in=self.chosen)
        named = getattr(self.founding, self.sole)
        return [named] if named is not None else []

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """The order of the rows is the order of the document."""
        if "position" in self._meta.fields:
            row["position"] = kwargs["row_number"]

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """The row that its key names; None where it is new, or where the key cannot be read, which is told later."""
        try:
            key = {name: self.fields[name].clean(row) for name in self._meta.import_id_fields}
        except ValueError:
            return None
        return self.get_queryset().filter(**key).first()

    def init_instance(self, row: Any = None) -> Any:
        """A new row of its owner."""
        if not self.owner:
            return self._meta.model()
        return self._meta.model(**{self.owner: getattr(self.founding, self.owner)})

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """With a history."""
        self.founding.save(instance)

    def cells_of(self, instance: Any) -> list[Any]:
        """A row as the workbook has it."""
        return [self.fields[name].export(instance) for name in self.columns]


def column(name: str, widget: Any = None) -> Field:
    """A column called like the attribute that it fills; text where nothing else is said."""
    return Field(attribute=name, column_name=name, widget=widget or Words())


def sheet_of(
    model: type[Any],
    slug: str,
    heading: str,
    about: str,
    fields: dict[str, Any],
    founding: Founding,
    *,
    base: type[SheetResource] = SheetResource,
    owner: str = "plan",
    keys: tuple[str, ...] = ("code",),
    labels: dict[str, str] | None = None,
    sole: str = "",
) -> SheetResource:
    """A sheet of a model; `fields` are its columns with the widget of each, or a field of its own."""
    made = {name: one if isinstance(one, Field) else column(name, one) for name, one in fields.items()}
    options = {"model": model, "fields": tuple(made), "import_id_fields": keys}
    named = {"slug": slug, "heading": heading, "about": about, "owner": owner, "labels": labels or {}, "sole": sole}
    meta = type("Meta", (SheetResource.Meta,), options)
    resource = type(f"{model.__name__}Sheet", (base,), {**made, **named, "Meta": meta, "__module__": __name__})
    sheet: SheetResource = resource(founding)
    return sheet
