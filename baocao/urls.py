"""Home, the living plan, the dashboard and the reports."""

from django.urls import path

from baocao.views import (
    approval,
    changes,
    dashboard,
    home,
    issued,
    links,
    plan,
    reports,
    slips,
    trends,
    what_if,
    writing,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("so-lieu/<year:year>/ma-qr/", links.qr_sheet, name="qr_sheet"),
    path("ke-hoach/", plan.living, name="living_plan"),
    path("bang-dieu-hanh/", dashboard.newest, name="newest_dashboard"),
    path("bang-dieu-hanh/<year:year>/", dashboard.dashboard, name="dashboard"),
    path("bang-dieu-hanh/<year:year>/tai/", dashboard.dashboard_pdf, name="dashboard_pdf"),
    path("bang-dieu-hanh/<year:year>/chi-tieu/<code:code>/", dashboard.explain, name="explain"),
    path("bang-dieu-hanh/<year:year>/xu-huong/", trends.trends, name="trends"),
    path("bang-dieu-hanh/<year:year>/thay-doi/", changes.changes, name="changes"),
    path("bang-dieu-hanh/<year:year>/neu/", what_if.what_if, name="what_if"),
    path("phieu/<str:slug>/<code:code>/<year:year>/", slips.slip_pdf, name="slip"),
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/kiem-tra/", issued.verify, name="verify_report"),
    path("bao-cao/<int:pk>/", writing.desk, name="report_desk"),
    path("bao-cao/<int:pk>/muc/<code:section>/", writing.section, name="report_section"),
    path("bao-cao/<int:pk>/xem/", writing.preview, name="report_preview"),
    path("bao-cao/<int:pk>/tep/", issued.report_file, name="report_file"),
    path("bao-cao/<int:pk>/trinh/", approval.propose_report, name="propose_report"),
    path("bao-cao/<int:pk>/tra-lai/", approval.return_to_officer, name="return_report"),
    path("bao-cao/<int:pk>/ban-hanh/", approval.issue_report, name="issue_report"),
    path("bao-cao/<int:pk>/thay-the/", approval.begin_replacement, name="replace_report"),
    path("bao-cao/<int:pk>/bo-qua/<code:guard>/", approval.waive_finding, name="waive_finding"),
    path("bao-cao/<int:pk>/ban-ky/", issued.keep_signed, name="keep_signed"),
    path("bao-cao/<int:pk>/ban-ky/<int:file>/", issued.signed_file, name="signed_file"),
    path("bao-cao/<year:year>/<str:kind>/soan/", writing.start, name="start_report"),
    path("bao-cao/<year:year>/<str:kind>/", reports.report, name="report"),
    path("bao-cao/<year:year>/<str:kind>/tai/", reports.download, name="report_pdf"),
    path("bao-cao/<year:year>/<str:kind>/tai/<str:ending>/", reports.download, name="report_office"),
]
