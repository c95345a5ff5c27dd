"""The one search box."""

from django.urls import path

from kehoach.search import views

urlpatterns = [path("tim/", views.search, name="search")]
