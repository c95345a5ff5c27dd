"""Home, living plan, dashboard, reports, other forms, sums over communes, open data: each room has its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("baocao.dashboard.urls")),
    path("", include("baocao.living_plan.urls")),
    path("", include("baocao.official_forms.urls")),
    path("", include("baocao.printing.urls")),
    path("", include("baocao.issuing.urls")),
    path("", include("baocao.rollup.urls")),
    path("", include("baocao.duties.urls")),
    path("", include("baocao.handing_over.urls")),
    path("", include("baocao.open_data.urls")),
    path("", include("baocao.superior_forms.urls")),
]
