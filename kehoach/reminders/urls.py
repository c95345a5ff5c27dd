"""Whom the officer still has to remind."""

from django.urls import path

from kehoach.reminders import views

urlpatterns = [path("so-lieu/<year:year>/nhac/", views.reminders, name="reminders")]
