"""What was recorded for the plan, in words."""

from __future__ import annotations

from baocao.living_plan.results import Records
from kehoach.common import formats


def recorded(records: Records) -> tuple[str, ...]:
    """What was recorded for a clause, a phrase a kind: 11 hoạt động, 1.240 lượt người · 2 lớp, 45 người học."""
    phrases = (
        (records.activities, "hoạt động", _and(records.participants, "lượt người")),
        (records.broadcasts, "tin, bài phát thanh", _and(records.minutes, "phút")),
        (records.documents, "văn bản", ""),
        (records.courses, "lớp tập huấn", _and(records.learners, "người học")),
        (records.mobilisations, "đợt huy động", _and(records.volunteers, "người tham gia")),
        (records.commendations, "đề nghị khen thưởng", _and(records.commended, "đã quyết định")),
    )
    counted = [f"{formats.count(number)} {noun}{more}" for number, noun, more in phrases if number]
    return (*counted, money(records.planned, records.spent)) if records.funding else tuple(counted)


def _and(number: int, noun: str) -> str:
    return f", {formats.count(number)} {noun}" if number else ""


def money(planned: int, spent: int) -> str:
    """What was planned and spent, in đồng: dự toán 14.000.000 đồng, đã chi 13.650.000 đồng"""
    return f"dự toán {formats.money(planned)}, đã chi {formats.money(spent)}"
