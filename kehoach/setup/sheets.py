"""The sheets by which a commune is set up, in the order in which one rests on another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kehoach.models import (
    AssignmentRole,
    Commune,
    CommuneKind,
    Interpretation,
    LegalBasis,
    Measure,
    Milestone,
    Occasion,
    Plan,
    Recipient,
    Scope,
    Section,
    Target,
    Task,
    Unit,
    UnitKind,
)
from kehoach.models.kinds import FigureKind, kinds
from kehoach.setup.books import book_sheets
from kehoach.setup.resource import Founding, SheetResource, sheet_of
from kehoach.setup.special_sheets import ConditionField, MilestoneSheet, PartField, TaskSheet
from kehoach.setup.widgets import Day, OneOf, Percent, Reference, Related, SomeOf, Whole

TASKS = "nhiem-vu"
SheetMaker = Callable[[Founding], SheetResource]


def sheets(founding: Founding) -> list[SheetResource]:
    """Every sheet for this founding."""
    makers: list[SheetMaker] = [_communes, _plans, _units, *_parts(), _milestones, _readings, _tasks, _occasions]
    facilities = [_facilities(kind, founding) for kind in kinds()]
    return [*(make(founding) for make in makers), *facilities, *book_sheets(founding)]


def _communes(founding: Founding) -> SheetResource:
    return sheet_of(
        Commune,
        "xa",
        "Xã",
        "Một dòng: xã được thiết lập. Mã là mã đơn vị hành chính của Tổng cục Thống kê.",
        {"code": None, "kind": OneOf(CommuneKind.choices), "name": None, "province": None},
        founding,
        owner="",
        sole="commune",
    )


def _plans(founding: Founding) -> SheetResource:
    texts = ("issued_at", "issuing_body", "title", "preamble", "general_objective", "closing")
    signing = ("signing_authority", "signing_position", "signatory")
    return sheet_of(
        Plan,
        "ke-hoach",
        "Kế hoạch",
        "Một dòng: kế hoạch của xã theo Quyết định số 1520/QĐ-TTg.",
        {
            "number": None,
            "issued_on": Day(),
            **dict.fromkeys(texts),
            **{name: Whole() for name in ("first_year", "last_year", "regular_activities")},
            **dict.fromkeys(signing),
        },
        founding,
        owner="commune",
        keys=("number",),
        sole="plan",
    )


def _units(founding: Founding) -> SheetResource:
    return sheet_of(
        Unit,
        "don-vi",
        "Đơn vị",
        "Mỗi dòng một đơn vị được kế hoạch giao việc.",
        {"code": None, "name": None, "kind": OneOf(UnitKind.choices), "opened_on": Day(), "closed_on": Day()},
        founding,
        owner="commune",
    )


def _parts() -> list[SheetMaker]:
    """The parts of the plan that are text with a code."""
    position = {"position": Whole()}
    return [
        lambda founding: sheet_of(
            LegalBasis, "can-cu", "Căn cứ", "Mỗi dòng một căn cứ.", {"code": None, "text": None, **position}, founding
        ),
        lambda founding: sheet_of(
            Recipient, "noi-nhan", "Nơi nhận", "Không ghi dấu gạch.", {"code": None, "text": None, **position}, founding
        ),
        lambda founding: sheet_of(
            Section,
            "muc",
            "Mục",
            "Các mục của kế hoạch theo thứ tự: I, I.1, I.2, II, II.1 …",
            {"code": None, "title": None, "body": None, **position},
            founding,
        ),
        lambda founding: sheet_of(
            Target,
            "chi-tieu",
            "Chỉ tiêu",
            "Nguyên văn từng chỉ tiêu; cách đo ở trang Điều kiện và mốc.",
            {"code": None, "section": _ref(founding, Section), "wording": None, "short_name": None, **position},
            founding,
        ),
    ]


def _ref(founding: Founding, model: type[Any]) -> Reference:
    """A part of the plan by its code."""
    where = {Section: "Mục", Target: "Chỉ tiêu"}[model]
    return Reference(lambda: model._default_manager.filter(plan=founding.plan), where)


def _milestones(founding: Founding) -> SheetResource:
    def of_condition(name: str, widget: Any) -> ConditionField:
        return ConditionField(attribute=f"condition__{name}", column_name=name, widget=widget)

    return sheet_of(
        Milestone,
        "moc",
        "Điều kiện và mốc",
        "Mỗi dòng một mốc: chỉ tiêu nào, đếm cơ sở nào, đo bằng gì, đến năm nào ít nhất bao nhiêu phần trăm.",
        {
            "target": of_condition("target", _ref(founding, Target)),
            "scope": of_condition("scope", OneOf(Scope.choices)),
            "measure": of_condition("measure", OneOf(Measure.choices)),
            "year": Whole(),
            "base_year": Whole(),
            "at_least": Percent(),
            "at_most": Percent(),
        },
        founding,
        base=MilestoneSheet,
        keys=("target", "scope", "measure", "year"),
        labels={"target": "Mã chỉ tiêu", "scope": "Phạm vi", "measure": "Thước đo"},
    )


def _readings(founding: Founding) -> SheetResource:
    targets = Related(lambda: Target.objects.filter(plan=founding.plan), "Chỉ tiêu", model=Target)
    return sheet_of(
        Interpretation,
        "cach-hieu",
        "Cách hiểu",
        "Chỗ kế hoạch có thể hiểu theo hai cách: xã hiểu cách nào, ai chọn, ngày nào. Được in thành chú thích.",
        {
            "code": None,
            "text": None,
            "decided_by": None,
            "decided_on": Day(),
            "targets": targets,
            "position": Whole(),
        },
        founding,
    )


def _tasks(founding: Founding) -> SheetResource:
    return sheet_of(
        Task,
        TASKS,
        "Nhiệm vụ",
        "Nguyên văn từng nhiệm vụ, trách nhiệm; đơn vị chủ trì, phối hợp ghi bằng mã, cách nhau bằng dấu chấm phẩy. "
        "Để trống cả hai cột đơn vị: nhiệm vụ mới được giao cho mọi đơn vị thuộc các loại được nêu.",
        {
            "code": None,
            "section": _ref(founding, Section),
            "wording": None,
            "short_name": None,
            "named_kinds": SomeOf(UnitKind.choices),
            **{part.value: PartField(part, founding) for part in AssignmentRole},
            "expected": None,
            "counts": None,
            "due_day": Whole(),
            "due_month": Whole(),
            "position": Whole(),
        },
        founding,
        base=TaskSheet,
        labels={part.value: f"Đơn vị {part.label.lower()} (mã)" for part in AssignmentRole},
    )


def _occasions(founding: Founding) -> SheetResource:
    days = {name: Whole() for name in ("start_day", "start_month", "end_day", "end_month")}
    return sheet_of(
        Occasion,
        "dip",
        "Dịp kỷ niệm",
        "Những ngày hằng năm mà kế hoạch yêu cầu tổ chức hoạt động.",
        {"code": None, "name": None, **days, "position": Whole()},
        founding,
    )


def _facilities(kind: FigureKind, founding: Founding) -> SheetResource:
    facility_model: Any = kind.facility_model
    choices = facility_model._meta.get_field("kind").choices
    units = Reference(lambda: Unit.objects.filter(commune=founding.commune), "Đơn vị")
    return sheet_of(
        kind.facility_model,
        kind.slug,
        kind.title,
        "Mỗi dòng một cơ sở; đơn vị quản lý ghi bằng mã ở trang Đơn vị.",
        {
            "code": None,
            "name": None,
            "kind": OneOf(list(choices or [])),
            "unit": units,
            "opened_on": Day(),
            "closed_on": Day(),
        },
        founding,
        owner="commune",
    )
