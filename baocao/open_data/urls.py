"""What everybody may read, and the officer's switch."""

from django.urls import path

from baocao.open_data import views

urlpatterns = [
    path("du-lieu-mo/", views.publishers, name="open_data"),
    path("du-lieu-mo/<code:code>/", views.publisher, name="open_data_of_commune"),
    path("du-lieu-mo/<code:code>/<year:year>/<str:ending>/", views.dataset, name="open_data_file"),
    path("cong-bo-du-lieu/", views.publishing, name="publish_open_data"),
]
