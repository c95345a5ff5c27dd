"""For whoever watches the portal."""

from django.urls import path

from kehoach.operations import views

urlpatterns = [
    path("song", views.alive, name="alive"),
    path("san-sang", views.ready, name="ready"),
]
