"""What the reports keep of their own, a file a noun."""

from baocao.models.heads import Purpose, ReportHead, Signing
from baocao.models.reports import (
    TRANSITIONS,
    WRITABLE,
    FilePart,
    RegisterEntry,
    Report,
    ReportFile,
    ReportKind,
    ReportSnapshot,
    ReportState,
)
from baocao.models.writing import PreIssueCheck, Remark, SectionText, Waiver

__all__ = [
    "TRANSITIONS",
    "WRITABLE",
    "FilePart",
    "PreIssueCheck",
    "Purpose",
    "RegisterEntry",
    "Remark",
    "Report",
    "ReportFile",
    "ReportHead",
    "ReportKind",
    "ReportSnapshot",
    "ReportState",
    "SectionText",
    "Signing",
    "Waiver",
]
