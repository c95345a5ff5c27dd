"""Signing in and out, and choosing a commune."""

from django.urls import path

from kehoach.people import views
from kehoach.people.access import open_to_links

urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="sign_in"),
    path("dang-xuat/", open_to_links(views.SignOut.as_view()), name="sign_out"),
    path("phien/", views.session_state, name="session_state"),
    path("nguoi-phu-trach/", views.contact, name="contact"),
    path("xa-cu/<int:pk>/", views.read_past, name="read_past"),
    path("xa/<code:code>/", views.choose, name="choose_commune"),
]
