"""A report on its way: writing, proposing, returning, issuing, its files, and the check of a file."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile

from baocao.issuing.pre_issue_checks import findings
from baocao.models import (
    FilePart,
    PreIssueCheck,
    RegisterEntry,
    Report,
    ReportFile,
    ReportHead,
    ReportSnapshot,
    ReportState,
    Waiver,
)
from baocao.report.composing import composed
from kehoach.models import Commune, Plan, User
from tests.access.table import Area, Row, always
from tests.baocao.report.report_samples import report_in
from tests.cast import NOW

PDF = b"%PDF-1.7 a"
HEAD: dict[str, Any] = {
    "valid_from": date(2026, 1, 1),
    "issuer": "Phòng Văn hóa - Xã hội",
    "symbol": "BC-VHXH",
    "place": "Tân Kỳ",
    "addressees": "Ủy ban nhân dân xã",
    "recipients": "Như trên\nLưu: VT",
    "signing": "head",
    "position": "Trưởng phòng",
}
SENT_HEAD = {**HEAD, "purpose": "to_committee", "valid_from": "01/01/2026", "recipients": "Như trên", "archive": "VT"}
#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
start_report      report    GET       in       405
start_report      report    POST      in       403     403      302      403     404       403       403
report_editor       draft     GET       in       403     403      200      200     404       404       403
report_editor       draft     POST      in       405
report_editor       issued    GET       in       403     403      200      200     404       200       403
report_editor       foreign   GET       in       403     403      404      404     200       404       403
report_section    section   GET       in       403     403      200      403     404       404       403
report_section    section   POST      in       403     403      302      403     404       404       403
report_section    fsection  POST      in       403     403      404      404     302       404       403
report_preview    draft     GET       in       403     403      200      200     404       404       403
report_preview    draft     POST      in       405
report_preview    issued    GET       in       403     403      200      200     404       200       403
report_file       draft     GET       in       403     403      200      200     404       404       403
report_file       draft     POST      in       405
report_file       issued    GET       in       403     403      200      200     404       200       403
report_file       foreign   GET       in       403     403      404      404     200       404       403
report_file_office office   GET       in       403     403      200      200     404       200       403
report_file_office office   POST      in       405
report_file_office draftoffice GET    in       403     403      200      200     404       404       403
propose_report    draft     GET       in       405
propose_report    draft     POST      in       403     403      302      403     404       404       403
propose_report    issued    POST      in       403     403      302      403     404       403       403
withdraw_report   proposed  GET       in       403     403      200      403     404       404       403
withdraw_report   proposed  POST      in       403     403      302      403     404       404       403
withdraw_report   issued    POST      in       403     403      302      403     404       403       403
return_report     proposed  GET       in       403     403      403      200     404       404       403
return_report     proposed  POST      in       403     403      403      302     404       404       403
return_report     issued    POST      in       403     403      403      302     404       403       403
issue_report      proposed  GET       in       403     403      403      200     404       404       403
issue_report      proposed  POST      in       403     403      403      302     404       404       403
issue_report      foreign   POST      in       403     403      404      404     403       404       403
replace_report    issued    GET       in       405
replace_report    issued    POST      in       403     403      302      403     404       403       403
waive_finding     waived    GET       in       405
waive_finding     waived    POST      in       403     403      302      302     404       404       403
keep_signed       issued    GET       in       403     403      200      200     404       403       403
keep_signed       issued    POST      in       403     403      302      302     404       403       403
signed_file       signed    GET       in       403     403      200      200     404       200       403
signed_file       signed    POST      in       405
verify_report     -         GET       in       403     403      200      200     200       200       403
verify_report     -         POST      in       403     403      200      200     200       200       403
report_heads      -         GET       in       403     403      200      200     404       403       200
report_heads      -         POST      in       405
add_report_head   -         GET       in       403     403      200      403     404       403       200
add_report_head   -         POST      in       403     403      302      403     404       403       302
report_head       head      GET       in       403     403      200      200     404       403       200
report_head       head      POST      in       403     403      302      403     404       403       302
report_head       fhead     GET       in       403     403      404      404     200       403       404
end_report_head   head      GET       in       403     403      200      403     404       403       200
end_report_head   head      POST      in       403     403      302      403     404       403       302
"""


def cast_of(commune: Commune) -> Any:
    """As much of the cast as a report needs."""
    officer = User.objects.filter(commune=commune, role="officer").latest("pk")
    leader = User.objects.filter(commune=commune, role="leader").last() or officer
    return type("Some", (), {"commune": commune, "officer": officer, "leader": leader})


def ours(state: ReportState, year: int = 2023) -> Report:
    """A report of the commune of the demonstration in a state."""
    return report_in(cast_of(Commune.objects.get(code="11122")), state, year)


def draft(row: Row) -> dict[str, Any]:
    """A draft."""
    return {"pk": ours(ReportState.DRAFT).pk}


def proposed(row: Row) -> dict[str, Any]:
    """A proposed report in which nothing is left to be looked at."""
    report = ours(ReportState.PROPOSED)
    report.proposed_by = report.started_by
    report.save()
    waive_everything(report)
    return {"pk": report.pk}


def waive_everything(report: Report) -> None:
    """Gives a reason for all that the checks find."""
    for finding in findings(report, composed(report)):
        given = {"finding": finding.text, "reason": "x", "waived_at": NOW, "waived_by": report.started_by}
        Waiver.objects.update_or_create(report=report, failed_check=finding.failed_check, defaults=given)


def issued_report() -> Report:
    """An issued report with its number, its frozen data and its file."""
    report = ours(ReportState.ISSUED)
    RegisterEntry.objects.create(
        commune=report.commune,
        year=2032,
        number=report.pk,
        symbol="BC-UBND",
        signed_on=date(2032, 1, 5),
        report=report,
    )
    ReportSnapshot.objects.create(report=report, content=composed(report, final=True).content)
    keep(report, FilePart.ISSUED, PDF)
    return report


def keep(report: Report, part: FilePart, content: bytes) -> ReportFile:
    """A file of a report."""
    digest = sha256(content).hexdigest()
    return ReportFile.objects.create(
        report=report,
        part=part,
        content=content,
        sha256=digest,
        size=len(content),
        added_at=NOW,
        added_by=report.started_by,
    )


def issued(row: Row) -> dict[str, Any]:
    """An issued report."""
    return {"pk": issued_report().pk}


def signed(row: Row) -> dict[str, Any]:
    """An issued report with a signed copy."""
    report = issued_report()
    return {"pk": report.pk, "file": keep(report, FilePart.SIGNED, PDF + b"x").pk}


def foreign(row: Row) -> dict[str, Any]:
    """A draft of the neighbour, who gets a plan for it."""
    commune = Commune.objects.get(code="11125")
    Plan.objects.get_or_create(
        commune=commune,
        number="7/KH-UBND",
        defaults={
            "issued_on": date(2024, 3, 1),
            "issued_at": "Quang Khải",
            "issuing_body": "Ủy ban nhân dân xã Quang Khải",
            "title": "Học tập suốt đời",
            "first_year": 2024,
            "last_year": 2030,
        },
    )
    return {"pk": report_in(cast_of(commune), ReportState.DRAFT, 2026).pk}


def head(row: Row) -> dict[str, Any]:
    """A letterhead of the commune of the demonstration."""
    return {"pk": ReportHead.objects.get_or_create(commune=Commune.objects.get(code="11122"), **HEAD)[0].pk}


def foreign_head(row: Row) -> dict[str, Any]:
    """One of the neighbour, who has a plan."""
    foreign(row)
    return {"pk": ReportHead.objects.get_or_create(commune=Commune.objects.get(code="11125"), **HEAD)[0].pk}


def numbered(row: Row) -> dict[str, Any]:
    """Number and date, for what the leader has just seen."""
    report = Report.objects.latest("pk")
    seen = composed(report).digest
    return {"seen": seen, "number": "77", "signed_on": "05/01/2026"}


def section_of(parameters: Any) -> Any:
    """A section of a report."""
    return lambda row: {**parameters(row), "section": "I"}


AREA = Area(
    TABLE,
    parameters={
        "report": always(year=2023, kind="hang-nam"),
        "draft": draft,
        "proposed": proposed,
        "issued": issued,
        "signed": signed,
        "office": lambda row: {**issued(row), "ending": "docx"},
        "draftoffice": lambda row: {**draft(row), "ending": "xlsx"},
        "foreign": foreign,
        "head": head,
        "fhead": foreign_head,
        "section": section_of(draft),
        "fsection": section_of(foreign),
        "waived": lambda row: {**draft(row), "failed_check": PreIssueCheck.EMPTY.value},
    },
    sent={
        "report_section": always(version="0", text="Tự viết."),
        "withdraw_report": always(reason="Sai một số."),
        "return_report": always(reason="Bổ sung số liệu."),
        "issue_report": numbered,
        "add_report_head": always(**SENT_HEAD),
        "report_head": always(**SENT_HEAD),
        "end_report_head": always(last_day="31/12/2026"),
        "waive_finding": always(finding="Mục V", reason="Không có."),
        "keep_signed": lambda row: {"file": ContentFile(b"%PDF-1.4 scan", "ban-ky.pdf"), "part": "scanned"},
        "verify_report": lambda row: {"file": ContentFile(PDF, "bao-cao.pdf")},
    },
    reasons=(
        "Báo cáo do công chức Văn hóa - Xã hội soạn và trình.",
        "Việc trả lại và ban hành báo cáo do lãnh đạo UBND xã làm.",
        "Thể thức báo cáo dành cho công chức, lãnh đạo xã và người quản trị.",
        "Thể thức báo cáo do công chức Văn hóa - Xã hội hoặc người quản trị đặt.",
        "Việc này do công chức Văn hóa - Xã hội hoặc lãnh đạo UBND xã làm.",
    ),
)
