"""What is read out of plan and figures: attainment, dashboard, report."""

from django.apps import AppConfig


class BaocaoConfig(AppConfig):
    """Has no tables of its own yet."""

    name = "baocao"
    verbose_name = "Báo cáo"
