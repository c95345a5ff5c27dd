"""Home, the living plan, the dashboard and the reports."""

from django.urls import path

from baocao.views import dashboard, home, plan, reports

urlpatterns = [
    path("", home.home, name="home"),
    path("ke-hoach/", plan.living_plan, name="living_plan"),
    path("bang-dieu-hanh/", dashboard.newest, name="newest_dashboard"),
    path("bang-dieu-hanh/<int:year>/", dashboard.dashboard, name="dashboard"),
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/<int:year>/<str:kind>/", reports.report, name="report"),
    path("bao-cao/<int:year>/<str:kind>/tai/", reports.download, name="report_pdf"),
]
