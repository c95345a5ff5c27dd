"""The sums over all communes."""

from django.urls import path

from baocao.rollup import views

urlpatterns = [
    path("tong-hop/", views.newest, name="newest_rollup"),
    path("tong-hop/<year:year>/", views.rollup, name="rollup"),
]
