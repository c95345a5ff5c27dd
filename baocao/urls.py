"""Home, living plan, dashboard, reports, sums over communes, open data, superiors' forms: each room has its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("baocao.dashboard.urls")),
    path("", include("baocao.living_plan.urls")),
    path("", include("baocao.printing.urls")),
    path("", include("baocao.issuing.urls")),
    path("", include("baocao.rollup.urls")),
    path("", include("baocao.open_data.urls")),
    path("", include("baocao.superior_forms.urls")),
]
