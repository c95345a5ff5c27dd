"""What the reports keep of their own, a file a noun."""

from baocao.models.agencies import AgencyCode
from baocao.models.duties import CalendarFeed, DutySetting, PlannedActivity, SentDuty
from baocao.models.form_answers import FormAnswers
from baocao.models.heads import Purpose, ReportHead, Signing
from baocao.models.publishing import OpenData
from baocao.models.report_choices import TRANSITIONS, WRITABLE, FilePart, Length, ReportKind, ReportState
from baocao.models.reports import RegisterEntry, Report, ReportFile, ReportSnapshot
from baocao.models.superior_forms import SuperiorForm
from baocao.models.writing import BEFORE_PROPOSING, PreIssueCheck, Remark, SectionText, Waiver

__all__ = [
    "BEFORE_PROPOSING",
    "TRANSITIONS",
    "WRITABLE",
    "AgencyCode",
    "CalendarFeed",
    "DutySetting",
    "FilePart",
    "FormAnswers",
    "Length",
    "OpenData",
    "PlannedActivity",
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
    "SentDuty",
    "Signing",
    "SuperiorForm",
    "Waiver",
]
