"""Home, the dashboard and the pages behind its numbers."""

from django.urls import path

from baocao.dashboard.views import changes, dashboard, home, trends, what_if

urlpatterns = [
    path("", home.home, name="home"),
    path("bang-dieu-hanh/", dashboard.newest, name="newest_dashboard"),
    path("bang-dieu-hanh/<year:year>/", dashboard.dashboard, name="dashboard"),
    path("bang-dieu-hanh/<year:year>/tai/", dashboard.dashboard_pdf, name="dashboard_pdf"),
    path("bang-dieu-hanh/<year:year>/chi-tieu/<code:code>/", dashboard.explain, name="explain"),
    path("bang-dieu-hanh/<year:year>/xu-huong/", trends.trends, name="trends"),
    path("bang-dieu-hanh/<year:year>/thay-doi/", changes.changes, name="changes"),
    path("bang-dieu-hanh/<year:year>/neu/", what_if.what_if, name="what_if"),
]
