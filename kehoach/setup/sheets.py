"""The sheets by which a commune is set up, in the order in which one rests on another."""

from __future__ import annotations

from typing import Any

from import_export.resources import modelresource_factory

from kehoach.models import Commune, Interpretation, LegalBasis, Occasion, Plan, Recipient, Section, Target, Unit
from kehoach.models.kinds import FigureKind, kinds
from kehoach.setup.books import ActivitySheet, FundingSheet
from kehoach.setup.commune import CommuneSetup
from kehoach.setup.resource import SheetResource, column
from kehoach.setup.rules import check_keeps_closed_years
from kehoach.setup.special_sheets import MilestoneSheet, TaskSheet
from kehoach.setup.widgets import AmendedPlanNumber, ClauseRole, FormerCode

_further: list[type[SheetResource]] = []


class CommuneSheet(SheetResource):
    """The commune that is set up."""

    slug, heading, sole, owner = "xa", "Xã", "commune", ""
    about = "Một dòng: xã được thiết lập. Mã là mã đơn vị hành chính của Tổng cục Thống kê."

    class Meta:
        model = Commune
        fields = ("code", "kind", "name", "province", "officer_title")


class PlanSheet(SheetResource):
    """The commune's plan, without its clauses."""

    slug, heading, sole, owner = "ke-hoach", "Kế hoạch", "plan", "commune"
    about = (
        "Một dòng: kế hoạch của xã theo Quyết định số 1520/QĐ-TTg. Bản sửa đổi, bổ sung mang số mới, ghi đủ mọi điều "
        "và số của kế hoạch được sửa đổi; kết quả trước đó vẫn giữ."
    )
    amends = column("amends", AmendedPlanNumber())

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """A further plan leaves closed years to the one before."""
        if is_create:
            check_keeps_closed_years(instance)
        super().do_instance_save(instance, is_create)

    class Meta:
        model = Plan
        import_id_fields = ("number",)
        fields = (
            *("number", "issued_on", "issued_at", "issuing_body", "title", "preamble", "general_objective", "closing"),
            *("amends", "first_year", "last_year", "regular_activities"),
            *("signing_authority", "signing_position", "signatory"),
        )


class UnitSheet(SheetResource):
    """The units that the plan gives work to."""

    slug, heading, owner = "don-vi", "Đơn vị", "commune"
    about = "Mỗi dòng một đơn vị được kế hoạch giao việc."

    class Meta:
        model = Unit
        fields = ("code", "name", "kind", "opened_on", "closed_on")


class LegalBasisSheet(SheetResource):
    """The documents that the plan rests on."""

    slug, heading, about = "can-cu", "Căn cứ", "Mỗi dòng một căn cứ."

    class Meta:
        model = LegalBasis
        fields = ("code", "text", "position")


class RecipientSheet(SheetResource):
    """The lines of “Nơi nhận”."""

    slug, heading, about = "noi-nhan", "Nơi nhận", "Không ghi dấu gạch."

    class Meta:
        model = Recipient
        fields = ("code", "text", "position")


class SectionSheet(SheetResource):
    """The heads of the plan."""

    slug, heading = "muc", "Mục"
    about = "Các mục của kế hoạch theo thứ tự: I, I.1, I.2, II, II.1 …"
    role = column("role", ClauseRole(Section))

    class Meta:
        model = Section
        fields = ("code", "title", "body", "role", "position")


class TargetSheet(SheetResource):
    """The targets, without what they are measured by."""

    slug, heading = "chi-tieu", "Chỉ tiêu"
    about = "Nguyên văn từng chỉ tiêu; cách đo ở trang Điều kiện và mốc."
    former_code = column("former_code", FormerCode(Target))

    class Meta:
        model = Target
        fields = ("code", "section", "wording", "short_name", "former_code", "position")


class InterpretationSheet(SheetResource):
    """How the commune reads what can be read two ways."""

    slug, heading = "cach-hieu", "Cách hiểu"
    about = "Chỗ kế hoạch có thể hiểu theo hai cách: xã hiểu cách nào, ai chọn, ngày nào. Được in thành chú thích."

    class Meta:
        model = Interpretation
        fields = ("code", "text", "decided_by", "decided_on", "targets", "position")


class OccasionSheet(SheetResource):
    """The days of every year that the plan asks to celebrate."""

    slug, heading = "dip", "Dịp kỷ niệm"
    about = "Những ngày hằng năm mà kế hoạch yêu cầu tổ chức hoạt động."

    class Meta:
        model = Occasion
        fields = ("code", "name", "start_day", "start_month", "end_day", "end_month", "first_year", "position")


class FacilitySheet(SheetResource):
    """The facilities of one kind; the kinds are known only when the apps that own them have started."""

    owner = "commune"
    about = "Mỗi dòng một cơ sở; đơn vị quản lý ghi bằng mã ở trang Đơn vị."

    class Meta:
        fields = ("code", "name", "kind", "unit", "opened_on", "closed_on")


def facility_sheet(kind: FigureKind, setup: CommuneSetup) -> SheetResource:
    """The sheet of a kind's facilities."""
    sheet: type[SheetResource] = modelresource_factory(kind.facility_model, FacilitySheet)
    sheet.slug, sheet.heading = kind.slug, kind.title
    return sheet(setup)


def add_sheet(sheet: type[SheetResource]) -> None:
    """Lets another package bring a sheet of its own tables, after the others."""
    _further.append(sheet)


def sheets(setup: CommuneSetup) -> list[SheetResource]:
    """Every sheet for what is being set up."""
    before = (CommuneSheet, PlanSheet, UnitSheet, LegalBasisSheet, RecipientSheet, SectionSheet, TargetSheet)
    after = (MilestoneSheet, InterpretationSheet, TaskSheet, OccasionSheet)
    last: tuple[type[SheetResource], ...] = (ActivitySheet, FundingSheet, *_further)
    return [
        *(sheet(setup) for sheet in (*before, *after)),
        *(facility_sheet(kind, setup) for kind in kinds()),
        *(sheet(setup) for sheet in last),
    ]
