"""A sheet of the set-up workbook as a resource: which row of the database each row means, and how it is kept.

Everything is saved through the history, dated and named. What a workbook does not mention stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from django.db import models
from import_export.fields import Field
from import_export.resources import ModelResource

from kehoach.setup.commune import CommuneSetup
from kehoach.setup.widgets import CellWidget, Day, Money, OneOf, Percent, Reference, Related, Whole, Words

# The first that fits; a column of any other kind is text.
_WIDGETS: tuple[tuple[type[models.Field[Any, Any]], type[CellWidget]], ...] = (
    (models.DateField, Day),
    (models.DecimalField, Percent),
    (models.PositiveBigIntegerField, Money),
    (models.IntegerField, Whole),
)


def column(name: str, widget: CellWidget) -> Field:
    """A column called like the attribute that it fills."""
    return Field(attribute=name, column_name=name, widget=widget)


class SheetResource(ModelResource):
    """A sheet. `slug` marks it, `owner` names what every row belongs to: commune, plan, or nothing.

    `sole` is set where the sheet has one row, which names the commune or the plan of all the others. The fields of its
    Meta are its columns in their order; each is read as the model's column wants it, unless the sheet declares it.
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

    def __init__(self, setup: CommuneSetup) -> None:
        super().__init__()
        self.setup = setup
        self.chosen: models.QuerySet[Any] | None = None
        self.cells_before: dict[Any, dict[str, Any]] = {}
        self.rows_by_key: dict[tuple[Any, ...], Any] = {}
        for field in self.fields.values():
            field.widget.setup = setup

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Field:
        """How a column of the model is read and written: references by code, choices by label, days, numbers, text."""
        if isinstance(django_field, models.ManyToManyField):
            return column(field_name, Related(django_field.related_model))
        if isinstance(django_field, models.ForeignKey):
            return column(field_name, Reference(django_field.related_model))
        if django_field.choices:
            return column(field_name, OneOf(django_field.choices))
        widget = next((widget for kind, widget in _WIDGETS if isinstance(django_field, kind)), Words)
        return column(field_name, widget())

    @property
    def columns(self) -> Sequence[str]:
        """The columns that people see, in their order."""
        return [name for name in self._meta.fields if name != "position"]

    @property
    def required(self) -> set[str]:
        """The columns in which something has to stand."""
        filled = {field.name for field in self._meta.model._meta.concrete_fields if not field.blank}
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
        belongs_to = getattr(self.setup, self.owner)
        return rows.filter(**{self.owner: belongs_to}) if belongs_to is not None else rows.none()

    def rows_to_write(self) -> Iterable[Any]:
        """The rows that a workbook of this commune and plan begins with, or those of them that were chosen."""
        if not self.sole:
            return self.get_queryset() if self.chosen is None else self.get_queryset().filter(pk__in=self.chosen)
        named = getattr(self.setup, self.sole)
        return [named] if named is not None else []

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """The order of the rows is the order of the document."""
        if "position" in self._meta.fields:
            row["position"] = kwargs["row_number"]

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Reads the rows that the sheet may name, all at once.

        Locked until the workbook is written: what somebody else saves of them meanwhile is not overwritten.
        """
        first = self.fields[self._meta.import_id_fields[0]]
        keys = (self._key_in(row) for row in dataset.dict)
        named = {f"{first.attribute}__in": {key[0] for key in keys if key is not None}}
        rows = self.get_queryset().filter(**named).select_for_update(of=("self",), no_key=True)
        self.rows_by_key = {}
        for instance in rows:
            self.rows_by_key.setdefault(self._key_of(instance), instance)

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """The row that its key names; None where it is new, or where the key cannot be read, which is told later."""
        key = self._key_in(row)
        return self.rows_by_key.get(key) if key is not None else None

    def saved_instance(self, row: Any) -> Any:
        """The row that its key names as the database has it, without what could not be saved."""
        key = self._key_in(row)
        return (
            self.get_queryset().filter(**dict(zip(self._meta.import_id_fields, key, strict=True))).first()
            if key
            else None
        )

    def _key_in(self, row: Any) -> tuple[Any, ...] | None:
        try:
            return tuple(self.fields[name].clean(row) for name in self._meta.import_id_fields)
        except ValueError:
            return None

    def _key_of(self, instance: Any) -> tuple[Any, ...]:
        return tuple(self.fields[name].get_value(instance) for name in self._meta.import_id_fields)

    def init_instance(self, row: Any = None) -> Any:
        """A new row of its owner."""
        if not self.owner:
            return self._meta.model()
        return self._meta.model(**{self.owner: getattr(self.setup, self.owner)})

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """Reads the cells of a row as they are before it is written: units and targets stand in other tables."""
        if not new:
            self.cells_before[instance.pk] = self._cells(instance)

    def differences_of(self, instance: Any) -> Iterator[tuple[str, Any, Any]]:
        """The columns, the row's place among them, in which a row that was imported differs: column, before, after."""
        before = self.cells_before[instance.pk]
        return ((name, before[name], after) for name, after in self._cells(instance).items() if before[name] != after)

    def _cells(self, instance: Any) -> dict[str, Any]:
        return {name: self.fields[name].export(instance) for name in self._meta.fields}

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """With a history."""
        self.setup.save(instance)
        self.rows_by_key[self._key_of(instance)] = instance

    def cells_of(self, instance: Any) -> list[Any]:
        """A row as the workbook has it."""
        return [self.fields[name].export(instance) for name in self.columns]
