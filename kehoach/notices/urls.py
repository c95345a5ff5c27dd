"""The bell."""

from django.urls import path

from kehoach.common.tokens import NOTICE_MAIL_PATH
from kehoach.notices import views

urlpatterns = [
    path("thong-bao/", views.bell, name="bell"),
    path(f"{NOTICE_MAIL_PATH}<str:token>/", views.stop_notice_mail, name="stop_notice_mail"),
]
