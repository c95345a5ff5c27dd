"""The page before a year is closed."""

from django.urls import path

from kehoach.year_closing import views

urlpatterns = [path("so-lieu/<year:year>/khoa/", views.close, name="close_year")]
