"""Home, the living plan, the dashboard and the reports."""

from django.urls import path

from baocao.views import changes, dashboard, home, links, plan, reports, slips, trends, what_if

urlpatterns = [
    path("", home.home, name="home"),
    path("so-lieu/<year:year>/ma-qr/", links.qr_sheet, name="qr_sheet"),
    path("ke-hoach/", plan.living_plan, name="living_plan"),
    path("bang-dieu-hanh/", dashboard.newest, name="newest_dashboard"),
    path("bang-dieu-hanh/<year:year>/", dashboard.dashboard, name="dashboard"),
    path("bang-dieu-hanh/<year:year>/chi-tieu/<code:code>/", dashboard.explain, name="explain"),
    path("bang-dieu-hanh/<year:year>/xu-huong/", trends.trends, name="trends"),
    path("bang-dieu-hanh/<year:year>/thay-doi/", changes.changes, name="changes"),
    path("bang-dieu-hanh/<year:year>/neu/", what_if.what_if, name="what_if"),
    path("phieu/<str:slug>/<code:code>/<year:year>/", slips.slip_pdf, name="slip"),
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/<year:year>/<str:kind>/", reports.report, name="report"),
    path("bao-cao/<year:year>/<str:kind>/tai/", reports.download, name="report_pdf"),
    path("bao-cao/<year:year>/<str:kind>/tai/<str:ending>/", reports.download, name="report_office"),
]
