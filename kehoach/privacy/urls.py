"""Personal data."""

from django.urls import path

from kehoach.people.access import open_to_links
from kehoach.privacy import views

urlpatterns = [
    path("du-lieu-ca-nhan/", open_to_links(views.notice), name="personal_data"),
    path("du-lieu-ca-nhan/yeu-cau/", views.ask_about_data, name="ask_about_data"),
    path("nguoi-dung/yeu-cau/", views.data_requests, name="data_requests"),
    path("nguoi-dung/yeu-cau/<int:pk>/", views.data_request, name="data_request"),
]
