"""Forms of superiors: their list, one form on its sheets, marking a cell, the filled file."""

from django.urls import path

from baocao.superior_forms import views

urlpatterns = [
    path("mau-cap-tren/", views.all_forms, name="superior_forms"),
    path("mau-cap-tren/them/", views.add, name="add_superior_form"),
    path("mau-cap-tren/<int:pk>/", views.show, name="superior_form"),
    path("mau-cap-tren/<int:pk>/danh-dau/", views.mark, name="mark_superior_form"),
    path("mau-cap-tren/<int:pk>/tai/<year:year>/", views.filled, name="filled_superior_form"),
    path("mau-cap-tren/<int:pk>/thay-tep/", views.replace, name="replace_superior_form"),
    path("mau-cap-tren/<int:pk>/thoi-dung/", views.retire, name="retire_superior_form"),
]
