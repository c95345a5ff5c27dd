"""The sheets of what a commune has kept so far: activities and money; their own rules hold here too."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kehoach.books.rules import check_has_happened, check_year_is_open
from kehoach.books.years import reporting_year_of
from kehoach.models import Activity, ActivityKind, Funding, FundingSource, Occasion, Task, Unit
from kehoach.models.records import Record
from kehoach.setup.resource import Founding, SheetResource, sheet_of
from kehoach.setup.widgets import Day, Money, OneOf, Reference, Whole


class BookSheet(SheetResource):
    """A row of a book; it is told apart by its day or year, what it is about, and whose it is."""

    def get_queryset(self) -> Any:
        """The commune's rows."""
        return super().get_queryset().select_related("unit", "task")

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Refused as on the book's own pages: a day to come, a closed year."""
        if isinstance(instance, Record):
            check_has_happened(instance.happened_on, timezone.localdate(self.founding.at))
        check_year_is_open(reporting_year_of(instance), instance.unit_id, self.founding.at)
        if not is_create:
            instance.version += 1
        super().do_instance_save(instance, is_create)

    def init_instance(self, row: Any = None) -> Any:
        """Noted now, by whoever sets the commune up."""
        made = super().init_instance(row)
        made.recorded_at, made.recorded_by = self.founding.at, self.founding.by
        return made


def book_sheets(founding: Founding) -> list[SheetResource]:
    """Activities and funding."""
    unit = Reference(lambda: Unit.objects.filter(commune=founding.commune), "Đơn vị")
    task = Reference(lambda: Task.objects.filter(plan=founding.plan), "Nhiệm vụ")
    occasion = Reference(lambda: Occasion.objects.filter(plan=founding.plan), "Dịp kỷ niệm")
    activity = {"happened_on": Day(), "title": None, "unit": unit, "kind": OneOf(ActivityKind.choices), "place": None}
    funding = {"year": Whole(), "source": OneOf(FundingSource.choices), "purpose": None, "donor": None, "unit": unit}
    return [
        sheet_of(
            Activity,
            "hoat-dong",
            "Hoạt động",
            "Mỗi dòng một hoạt động đã diễn ra; đơn vị, nhiệm vụ, dịp ghi bằng mã.",
            {**activity, "participants": Whole(), "task": task, "occasion": occasion, "note": None},
            founding,
            base=BookSheet,
            owner="commune",
            keys=("happened_on", "title", "unit"),
        ),
        sheet_of(
            Funding,
            "kinh-phi",
            "Kinh phí",
            "Mỗi dòng một khoản của một năm, bằng đồng; đơn vị, nhiệm vụ ghi bằng mã.",
            {**funding, "planned": Money(), "spent": Money(), "task": task, "note": None},
            founding,
            base=BookSheet,
            owner="commune",
            keys=("year", "source", "purpose", "donor", "unit"),
        ),
    ]
