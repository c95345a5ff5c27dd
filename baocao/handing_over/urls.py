"""Handing an issued report to văn thư."""

from django.urls import path

from baocao.handing_over import views

urlpatterns = [
    path("bao-cao/<int:pk>/ban-giao/", views.hand_over, name="report_handover"),
    path("bao-cao/<int:pk>/ban-giao/goi/", views.package, name="report_package"),
]
