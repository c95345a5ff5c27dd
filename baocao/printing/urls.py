"""What is printed for people to keep."""

from django.urls import path

from baocao.printing import views
from kehoach.common.tokens import LINK_PATH

urlpatterns = [
    path("so-lieu/<year:year>/ma-qr/", views.qr_sheet, name="qr_sheet"),
    path("huong-dan/mot-trang/", views.guide_sheet, name="guide_sheet"),
    path("phieu/<str:slug>/<code:code>/<year:year>/", views.slip_pdf, name="slip"),
    path(f"{LINK_PATH}<str:token>/<str:slug>/<code:code>/", views.submitted_copy, name="submitted_copy"),
]
