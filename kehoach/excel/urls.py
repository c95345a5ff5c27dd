"""The yearly figures as Excel, out and in."""

from django.urls import path

from kehoach.excel.views import figures_excel

urlpatterns = [
    path("so-lieu/<year:year>/excel/", figures_excel.figures_excel, name="figures_excel"),
    path("so-lieu/<year:year>/excel/mau/", figures_excel.template, name="template"),
    path("so-lieu/<year:year>/excel/mau/<code:code>/", figures_excel.unit_template, name="unit_template"),
    path("so-lieu/<year:year>/excel/<int:pk>/", figures_excel.workbook, name="workbook"),
    path("so-lieu/<year:year>/excel/<int:pk>/danh-dau/", figures_excel.marked_workbook, name="marked_workbook"),
    path("so-lieu/<year:year>/excel/<int:pk>/tep/", figures_excel.workbook_file, name="workbook_file"),
]
