"""What the reports keep of their own, a file a noun."""

from baocao.models.heads import ReportHead

__all__ = ["ReportHead"]
