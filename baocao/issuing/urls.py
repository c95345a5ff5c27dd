"""Reports: their list, their letterheads, and one report's life."""

from django.urls import path

from baocao.issuing.views import approval, heads, issued, reports, writing

urlpatterns = [
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/kiem-tra/", issued.verify, name="verify_report"),
    path("bao-cao/the-thuc/", heads.heads, name="report_heads"),
    path("bao-cao/the-thuc/them/", heads.add, name="add_report_head"),
    path("bao-cao/the-thuc/<int:pk>/", heads.head, name="report_head"),
    path("bao-cao/the-thuc/<int:pk>/ket-thuc/", heads.end, name="end_report_head"),
    path("bao-cao/<int:pk>/", writing.editor, name="report_editor"),
    path("bao-cao/<int:pk>/muc/<code:section>/", writing.section, name="report_section"),
    path("bao-cao/<int:pk>/xem/", writing.preview, name="report_preview"),
    path("bao-cao/<int:pk>/tep/", issued.report_file, name="report_file"),
    path("bao-cao/<int:pk>/tep/<str:ending>/", issued.office_file, name="report_file_office"),
    path("bao-cao/<int:pk>/trinh/", approval.propose_report, name="propose_report"),
    path("bao-cao/<int:pk>/rut-lai/", approval.withdraw_report, name="withdraw_report"),
    path("bao-cao/<int:pk>/tra-lai/", approval.return_to_officer, name="return_report"),
    path("bao-cao/<int:pk>/ban-hanh/", approval.issue_report, name="issue_report"),
    path("bao-cao/<int:pk>/thay-the/", approval.begin_replacement, name="replace_report"),
    path("bao-cao/<int:pk>/bo-qua/<code:failed_check>/", approval.waive_finding, name="waive_finding"),
    path("bao-cao/<int:pk>/ban-ky/", issued.keep_signed, name="keep_signed"),
    path("bao-cao/<int:pk>/ban-ky/<int:file>/", issued.signed_file, name="signed_file"),
    path("bao-cao/<year:year>/<str:kind>/soan/", writing.start, name="start_report"),
    path("bao-cao/<year:year>/<str:kind>/", reports.report, name="report"),
    path("bao-cao/<year:year>/<str:kind>/tai/", reports.download, name="report_pdf"),
    path("bao-cao/<year:year>/<str:kind>/tai/<str:ending>/", reports.download, name="report_office"),
]
