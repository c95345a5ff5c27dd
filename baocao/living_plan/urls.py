"""The living plan."""

from django.urls import path

from baocao.living_plan import views

urlpatterns = [
    path("ke-hoach/", views.living, name="living_plan"),
    path("ke-hoach/lich-su/", views.history, name="plan_history"),
]
