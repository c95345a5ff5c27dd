"""What may be handed over. The rule explains its refusal in Vietnamese (see people.rules)."""

from __future__ import annotations

from baocao.models import Report
from kehoach.people.rules import Refused


def check_can_hand_over(report: Report) -> None:
    """Văn thư gets what is issued, and nothing before."""
    if not report.is_issued:
        raise Refused("Báo cáo chưa ban hành nên chưa có gì để bàn giao cho văn thư.")
