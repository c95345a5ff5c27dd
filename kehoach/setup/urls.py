"""Setting a commune up from a workbook."""

from django.urls import path

from kehoach.setup import views

urlpatterns = [
    path("thiet-lap/", views.founding, name="founding"),
    path("thiet-lap/<int:pk>/", views.founding_workbook, name="founding_workbook"),
    path("thiet-lap/<int:pk>/danh-dau/", views.founding_marked, name="founding_marked"),
    path("thiet-lap/<int:pk>/tep/", views.founding_file, name="founding_file"),
    path("thiet-lap/mau.xlsx", views.founding_template, name="founding_template"),
]
