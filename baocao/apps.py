"""What is read out of plan and figures: attainment, dashboard, report."""

from importlib import import_module

from django.apps import AppConfig


class BaocaoConfig(AppConfig):
    """The reports and how they look."""

    name = "baocao"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        """Adds reports and duties to what lies below them, now that there are models."""
        import_module("baocao.demo")
        import_module("baocao.duties.receivers")
        import_module("baocao.issuing.findable")
        import_module("baocao.issuing.happening")
        import_module("baocao.issuing.ledger")
        import_module("baocao.issuing.preparing")
        import_module("baocao.issuing.setting_up")
