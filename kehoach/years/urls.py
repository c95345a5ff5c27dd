"""A reporting year's own pages."""

from django.urls import path

from kehoach.years import views

urlpatterns = [
    path("so-lieu/<year:year>/han/", views.deadlines, name="deadlines"),
]
