"""The yearly figures as Excel, out and in."""

from django.urls import path

from kehoach.excel.views import exchange

urlpatterns = [
    path("so-lieu/<year:year>/excel/", exchange.exchange, name="exchange"),
    path("so-lieu/<year:year>/excel/mau/", exchange.template, name="template"),
    path("so-lieu/<year:year>/excel/mau/<code:code>/", exchange.unit_template, name="unit_template"),
    path("so-lieu/<year:year>/excel/<int:pk>/", exchange.workbook, name="workbook"),
    path("so-lieu/<year:year>/excel/<int:pk>/danh-dau/", exchange.marked_workbook, name="marked_workbook"),
    path("so-lieu/<year:year>/excel/<int:pk>/tep/", exchange.workbook_file, name="workbook_file"),
]
