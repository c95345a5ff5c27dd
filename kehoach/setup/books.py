"""The sheets of what a commune has kept so far: activities and money; their own rules hold here too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from import_export.fields import Field

from kehoach.books.rules import check_has_happened, check_year_is_open
from kehoach.books.years import reporting_year_of
from kehoach.excel.workbooks.answers import whole
from kehoach.models import Activity, Explanation, Funding, Occasion, ReportingYear, Task, TaskProgress
from kehoach.models.records import Record
from kehoach.plan.amendments import amended_plan
from kehoach.plan.snapshot import PlanSnapshot
from kehoach.setup.commune import CommuneSetup
from kehoach.setup.resource import SheetResource
from kehoach.setup.widgets import Reference


class ClauseField(Field):
    """A clause of the plan by its code; a row that names it already keeps it: its year may have another plan."""

    def __init__(self, model: type[Task | Occasion]) -> None:
        name = model._meta.model_name
        super().__init__(attribute=name, column_name=name, widget=Reference(model))

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """Where another code is given."""
        named = getattr(instance, self.attribute)
        if named is None or whole(row[self.column_name]) != named.code:
            super().save(instance, row, is_m2m, **kwargs)


class BookSheet(SheetResource):
    """A row of a book; it is told apart by its day or year, what it is about, and whose it is."""

    owner = "commune"

    def get_queryset(self) -> Any:
        """The commune's rows."""
        return super().get_queryset().select_related("unit", "task")

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Refused as on the book's own pages: a day to come, a closed year."""
        if isinstance(instance, Record):
            check_has_happened(instance.happened_on, timezone.localdate(self.setup.at))
        check_year_is_open(reporting_year_of(instance), instance.unit_id, self.setup.at)
        if not is_create:
            instance.version += 1
        super().do_instance_save(instance, is_create)

    def init_instance(self, row: Any = None) -> Any:
        """Noted now, by whoever sets the commune up."""
        made = super().init_instance(row)
        made.recorded_at, made.recorded_by = self.setup.at, self.setup.by
        return made


class ActivitySheet(BookSheet):
    """The book of activities."""

    slug, heading = "hoat-dong", "Hoạt động"
    about = "Mỗi dòng một hoạt động đã diễn ra; đơn vị, nhiệm vụ, dịp ghi bằng mã."
    task, occasion = ClauseField(Task), ClauseField(Occasion)

    class Meta:
        model = Activity
        import_id_fields = ("happened_on", "title", "unit")
        fields = ("happened_on", "title", "unit", "kind", "place", "participants", "task", "occasion", "note")


class FundingSheet(BookSheet):
    """The book of money."""

    slug, heading = "kinh-phi", "Kinh phí"
    about = "Mỗi dòng một khoản của một năm, bằng đồng; đơn vị, nhiệm vụ ghi bằng mã."
    task = ClauseField(Task)

    class Meta:
        model = Funding
        import_id_fields = ("year", "source", "purpose", "donor", "unit")
        fields = ("year", "source", "purpose", "donor", "unit", "planned", "spent", "task", "note")


def take_over(setup: CommuneSetup) -> None:
    """Results, questions and records of the open years follow their clause into the amended plan."""
    plan = setup.plan
    amended = amended_plan(PlanSnapshot(plan)) if plan is not None else None
    if plan is None or amended is None:
        return
    heir_of = {former.pk: key for key, former in amended.tasks.former.items()}
    years = list(ReportingYear.objects.filter(commune=plan.commune_id, closed_at=None, year__gte=plan.first_year))
    for row in _rows(heir_of, years):
        row.task_id = heir_of[row.task_id]
        setup.save(row)


def _rows(tasks: Iterable[int], years: Iterable[ReportingYear]) -> Iterator[Any]:
    """All that is kept of these tasks in these years."""
    for relation in Task._meta.related_objects:
        if relation.field.name != "task":
            continue
        model: Any = relation.related_model
        rows = model._default_manager.filter(task__in=list(tasks))
        for year in years:
            if model in (TaskProgress, Explanation):
                yield from rows.filter(reporting_year=year)
            elif model is Funding:
                yield from rows.filter(year=year.year)
            elif issubclass(model, Record):
                yield from rows.filter(happened_on__range=(year.window_start, year.window_end))
