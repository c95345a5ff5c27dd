"""Reorganising: what was done, doing something, looking at it, taking it back."""

from django.urls import path

from kehoach.succession import views

urlpatterns = [
    path("sap-xep/", views.reorganisations, name="reorganisations"),
    path("sap-xep/thu-tu/", views.unit_order, name="unit_order"),
    path("sap-xep/<int:pk>/", views.reorganisation, name="reorganisation"),
    path("sap-xep/<int:pk>/hoan-tac/", views.take_back, name="take_back_reorganisation"),
    path("sap-xep/<slug:level>/<slug:action>/", views.new, name="reorganise"),
]
