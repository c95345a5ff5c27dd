"""The bell."""

from django.urls import path

from kehoach.notices import views

urlpatterns = [path("thong-bao/", views.bell, name="bell")]
