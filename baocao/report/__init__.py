"""The commune's report: gathered once (data), told section by section, set as a Document (frame)."""

from baocao.report.issue import build_report, compose, document_of

__all__ = ["build_report", "compose", "document_of"]
