"""The guide."""

from django.urls import path

from kehoach.guide import views

urlpatterns = [path("huong-dan/", views.guide, name="guide")]
