"""Every path of the portal: each room has its own; apps are named by string, so that nothing here imports them."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from kehoach import gallery

handler500 = "kehoach.operations.views.server_error"
urlpatterns: list[URLPattern | URLResolver] = [
    path("suc-khoe/", include("kehoach.operations.urls")),
    path("", include("kehoach.people.urls")),
    path("", include("kehoach.links.urls")),
    path("", include("kehoach.accounts.urls")),
    path("", include("kehoach.privacy.urls")),
    path("", include("kehoach.audit.urls")),
    path("", include("kehoach.guide.urls")),
    path("", include("kehoach.notices.urls")),
    path("", include("kehoach.setup.urls")),
    path("", include("kehoach.succession.urls")),
    path("", include("kehoach.search.urls")),
    path("", include("kehoach.years.urls")),
    path("", include("kehoach.year_opening.urls")),
    path("", include("kehoach.year_closing.urls")),
    path("", include("kehoach.reminders.urls")),
    path("", include("kehoach.ledger.urls")),
    path("", include("kehoach.excel.urls")),
    path("", include("kehoach.figures.urls")),
    path("", include("kehoach.tallies.urls")),
    path("", include("kehoach.tasks.urls")),
    path("", include("kehoach.books.urls")),
    path("thu-vien/", include("thuvien.urls")),
    path("van-hoa/", include("vanhoa.urls")),
    path("quan-tri/", admin.site.urls),
    path("", include("baocao.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("thanh-phan/", gallery.gallery, name="gallery"))
