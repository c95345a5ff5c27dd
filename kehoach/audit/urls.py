"""The audit log."""

from django.urls import path

from kehoach.audit import views

urlpatterns = [path("nhat-ky/", views.audit_log, name="audit_log")]
