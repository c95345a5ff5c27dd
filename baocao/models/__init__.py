"""What the reports keep of their own, a file a noun."""

from baocao.models.heads import ReportHead
from baocao.models.reports import Frozen, RegisterEntry, Report, ReportFile
from baocao.models.writing import Remark, SectionText, Waiver

__all__ = ["Frozen", "RegisterEntry", "Remark", "Report", "ReportFile", "ReportHead", "SectionText", "Waiver"]
