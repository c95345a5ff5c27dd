"""The calendar of duties."""

from django.urls import path

from baocao.duties import views
from kehoach.common.tokens import FEED_PATH

urlpatterns = [
    path("lich/", views.calendar, name="duties_now"),
    path("lich/<year:year>/", views.calendar, name="duties"),
    path("lich/<year:year>/<code:code>/", views.duty, name="duty"),
    path("lich/<year:year>/<code:code>/da-gui/", views.sent, name="duty_sent"),
    path("lich/<year:year>/<code:code>/chua-gui/", views.not_sent, name="duty_not_sent"),
    path("lich/<year:year>/<code:code>/han/", views.setting, name="duty_setting"),
    path("lich/du-kien/them/", views.planned, name="plan_activity"),
    path("lich/du-kien/<int:pk>/", views.planned, name="planned_activity"),
    path("lich/dien-thoai/", views.address, name="calendar_address"),
    path(f"{FEED_PATH}<str:token>.ics", views.feed, name="calendar_feed"),
]
