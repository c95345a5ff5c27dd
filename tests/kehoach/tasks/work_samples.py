"""Sound rows of what units do, spend and report, and what breaks the rules of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import models

from kehoach.models import (
    Activity,
    ActivityKind,
    Broadcast,
    Commendation,
    Course,
    Decision,
    Explanation,
    Funding,
    FundingSource,
    Honoured,
    IssuedDocument,
    Mobilisation,
    ProgressState,
    ReportingYear,
    Review,
    Task,
    TaskProgress,
)
from kehoach.questionnaire.values import LARGEST_MONEY
from tests.cast import NOW, Cast, ours

DAY = date(2026, 10, 3)

WORK_BREAKS: dict[str, dict[str, Any]] = {
    "task_due_on_a_day_of_every_year": {"due_month": 2, "due_day": 29},
    "progress_done_has_a_result": {"state": ProgressState.DONE, "result": "", "count": 0},
    "progress_reviewed_by_someone": {"review": Review.CONFIRMED, "reviewed_at": None},
    "progress_returned_with_a_reason": {
        "review": Review.RETURNED,
        "reviewed_at": NOW,
        "reviewed_by_id": 1,
        "return_reason": "",
    },
    "explanation_asks_something": {"question": ""},
    "explanation_answered_by_someone": {"answer": "", "answered_at": NOW},
    "occasion_in_a_month": {"start_month": 0},
    "occasion_on_a_day": {"end_day": 32},
    "occasion_ends_after_it_begins": {"start_month": 12, "start_day": 1, "end_month": 1, "end_day": 2},
    **{
        f"{name}_says_what": {"title": ""}
        for name in ("activity", "broadcast", "issueddocument", "course", "mobilisation")
    },
    "activity_names_its_facility_wholly": {"facility_id": 1},
    "broadcast_was_on_the_air": {"minutes": 0},
    "course_lasts_days": {"days": 0},
    "funding_in_a_plausible_year": {"year": 26},
    "funding_says_what_for": {"purpose": ""},
    "funding_has_an_amount": {"planned": None, "spent": None},
    "funding_is_plausible": {"spent": LARGEST_MONEY + 1},
    "funding_of_a_donor_is_donated": {"donor": "Một doanh nghiệp"},
    "commendation_in_a_plausible_year": {"year": 26},
    "commendation_says_whom_and_why": {"achievement": ""},
    "commendation_decided_by_a_document": {"decision": Decision.DECIDED, "decision_number": ""},
}


def work_samples(cast: Cast) -> dict[type[models.Model], Callable[[], models.Model]]:
    """A row of each table that holds work, as the primary school and the officers would write it."""
    commune, unit = cast.commune, cast.reporter.unit
    year, task = ours(ReportingYear).latest("year"), ours(Task).get(code="IV.2.c")
    recorded = {"commune": commune, "task": task, "recorded_at": NOW, "recorded_by": cast.reporter}
    happened = {**recorded, "unit": unit, "happened_on": DAY, "title": "Ngày hội đọc sách"}
    of_task = {"reporting_year": year, "task": task, "unit": unit}
    return {
        TaskProgress: lambda: TaskProgress(
            **of_task, state=ProgressState.DONE, result="Hai đợt.", count=2, updated_at=NOW, updated_by=cast.reporter
        ),
        Explanation: lambda: Explanation(
            **of_task, question="Vì sao chưa có?", asked_at=NOW, asked_by=cast.officer, answer_by=DAY + timedelta(7)
        ),
        Activity: lambda: Activity(**happened, kind=ActivityKind.READING, participants=120),
        Broadcast: lambda: Broadcast(**happened, minutes=10),
        IssuedDocument: lambda: IssuedDocument(**happened, number="12/KH-TH", kind="Kế hoạch"),
        Course: lambda: Course(**happened, participants=20),
        Mobilisation: lambda: Mobilisation(**happened, people=15),
        Funding: lambda: Funding(
            **recorded, year=2026, source=FundingSource.STATE, purpose="Mua sách", planned=5_000_000
        ),
        Commendation: lambda: Commendation(
            **recorded,
            year=2026,
            honoured=Honoured.COLLECTIVE,
            name="Một tập thể",
            achievement="Nhiều hoạt động",
            form="Giấy khen",
        ),
    }
