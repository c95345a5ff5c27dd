"""The commune's report: gathered once (data), told section by section, set as a Document (frame)."""

from baocao.report.issue import build_report, document_of, report_pdf

__all__ = ["build_report", "document_of", "report_pdf"]
