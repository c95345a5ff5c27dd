"""What is read out of plan and figures: attainment, dashboard, report."""

from django.apps import AppConfig


class BaocaoConfig(AppConfig):
    """The reports and how they look."""

    name = "baocao"
    verbose_name = "Báo cáo"
