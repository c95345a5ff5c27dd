"""The ledger of silent failures."""

from django.urls import path

from kehoach.ledger import views

urlpatterns = [path("doi-chieu/", views.ledger, name="ledger")]
