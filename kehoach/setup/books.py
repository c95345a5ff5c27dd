"""The sheets of what a commune has kept so far: activities and money; their own rules hold here too."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kehoach.books.rules import check_has_happened, check_year_is_open
from kehoach.books.years import reporting_year_of
from kehoach.models import Activity, Funding
from kehoach.models.records import Record
from kehoach.setup.resource import SheetResource


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

    class Meta:
        model = Activity
        import_id_fields = ("happened_on", "title", "unit")
        fields = ("happened_on", "title", "unit", "kind", "place", "participants", "task", "occasion", "note")


class FundingSheet(BookSheet):
    """The book of money."""

    slug, heading = "kinh-phi", "Kinh phí"
    about = "Mỗi dòng một khoản của một năm, bằng đồng; đơn vị, nhiệm vụ ghi bằng mã."

    class Meta:
        model = Funding
        import_id_fields = ("year", "source", "purpose", "donor", "unit")
        fields = ("year", "source", "purpose", "donor", "unit", "planned", "spent", "task", "note")
