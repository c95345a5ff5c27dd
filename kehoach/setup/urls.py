"""Setting a commune up from a workbook."""

from django.urls import path

from kehoach.setup import views

urlpatterns = [
    path("thiet-lap/", views.commune_setup, name="commune_setup"),
    path("thiet-lap/<int:pk>/", views.commune_setup_workbook, name="commune_setup_workbook"),
    path("thiet-lap/<int:pk>/danh-dau/", views.commune_setup_marked, name="commune_setup_marked"),
    path("thiet-lap/<int:pk>/tep/", views.commune_setup_file, name="commune_setup_file"),
    path("thiet-lap/mau.xlsx", views.commune_setup_template, name="commune_setup_template"),
]
