"""Entry links: handed out by the officer, opened by whoever holds one."""

from django.urls import path

from kehoach.common.tokens import LINK_PATH
from kehoach.links import views

urlpatterns = [
    path(f"{LINK_PATH}<str:token>/", views.entrance, name="entry_link"),
    path("duong-dan/<int:pk>/mo-lai/", views.reopen_link, name="reopen_link"),
    path("so-lieu/<year:year>/duong-dan/", views.entry_links, name="entry_links"),
    path("so-lieu/<year:year>/duong-dan/tao/", views.hand_out, name="hand_out"),
    path("so-lieu/<year:year>/duong-dan/<code:code>/thu-hoi/", views.revoke_link, name="revoke_link"),
]
