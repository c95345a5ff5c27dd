"""The other official forms, and what they ask."""

from django.urls import path

from baocao.official_forms import views

urlpatterns = [
    path("bieu-mau/", views.official_forms, name="official_forms"),
    path("bieu-mau/tra-loi/<year:year>/", views.answers, name="form_answers"),
    path("bieu-mau/tra-loi/<year:year>/<code:code>/", views.library_answers, name="library_answers"),
    path("bieu-mau/<slug>/<year:year>/", views.official_form, name="official_form"),
    path("bieu-mau/<slug>/<year:year>/<code:code>/", views.library_form, name="library_form"),
]
