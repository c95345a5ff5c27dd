"""Every path of the portal; the apps are named by string so that nothing here imports them."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from kehoach.access import open_to_links
from kehoach.book_urls import all_book_urls
from kehoach.tokens import LINK_PATH
from kehoach.views import collection, communes, founding, gallery, links, reminders, search, session, workbooks, years

urlpatterns = [
    path("dang-nhap/", session.SignIn.as_view(), name="sign_in"),
    path("dang-xuat/", open_to_links(session.SignOut.as_view()), name="sign_out"),
    path(f"{LINK_PATH}<str:token>/", links.entrance, name="entry_link"),
    path("so-lieu/<year:year>/duong-dan/", links.entry_links, name="entry_links"),
    path("so-lieu/<year:year>/duong-dan/tao/", links.hand_out, name="hand_out"),
    path("so-lieu/<year:year>/duong-dan/<code:code>/thu-hoi/", links.revoke_link, name="revoke_link"),
    path("xa/<code:code>/", communes.choose, name="choose_commune"),
    path("thiet-lap/", founding.founding, name="founding"),
    path("thiet-lap/<int:pk>/", founding.founding_workbook, name="founding_workbook"),
    path("thiet-lap/<int:pk>/danh-dau/", founding.founding_marked, name="founding_marked"),
    path("thiet-lap/<int:pk>/tep/", founding.founding_file, name="founding_file"),
    path("thiet-lap/mau.xlsx", founding.founding_template, name="founding_template"),
    path("tim/", search.search, name="search"),
    path("nhiem-vu/", include("kehoach.task_urls")),
    path("so-lieu/", collection.newest, name="newest_collection"),
    path("so-lieu/mo-nam/", years.open_new, name="open_year"),
    path("so-lieu/<year:year>/", collection.collection, name="collection"),
    path("so-lieu/<year:year>/duyet/", collection.accept_chosen, name="accept_chosen"),
    path("so-lieu/<year:year>/han/", years.deadlines, name="deadlines"),
    path("so-lieu/<year:year>/khoa/", years.close, name="close_year"),
    path("so-lieu/<year:year>/ngoai-le/", years.grant, name="grant_exception"),
    path("so-lieu/<year:year>/ngoai-le/<int:pk>/ket-thuc/", years.end, name="end_exception"),
    path("so-lieu/<year:year>/nhac/", reminders.reminders, name="reminders"),
    path("so-lieu/<year:year>/excel/", workbooks.exchange, name="exchange"),
    path("so-lieu/<year:year>/excel/mau/", workbooks.template, name="template"),
    path("so-lieu/<year:year>/excel/mau/<code:code>/", workbooks.unit_template, name="unit_template"),
    path("so-lieu/<year:year>/excel/<int:pk>/", workbooks.workbook, name="workbook"),
    path("so-lieu/<year:year>/excel/<int:pk>/danh-dau/", workbooks.marked_workbook, name="marked_workbook"),
    path("so-lieu/<year:year>/excel/<int:pk>/tep/", workbooks.workbook_file, name="workbook_file"),
    *all_book_urls(),
    path("thu-vien/", include("thuvien.urls")),
    path("van-hoa/", include("vanhoa.urls")),
    path("quan-tri/", admin.site.urls),
    path("", include("baocao.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("thanh-phan/", gallery.gallery, name="gallery"))
