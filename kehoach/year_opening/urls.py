"""The page before a year is opened, and the one that takes an opening back."""

from django.urls import path

from kehoach.year_opening import views

urlpatterns = [
    path("so-lieu/mo-nam/", views.open_new, name="open_year"),
    path("so-lieu/<year:year>/bo-mo/", views.take_back, name="take_back_year"),
]
