"""Every path of the portal; the apps are named by string so that nothing here imports them."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from kehoach.views import communes, gallery, session, tasks

urlpatterns = [
    path("dang-nhap/", session.SignIn.as_view(), name="sign_in"),
    path("dang-xuat/", session.SignOut.as_view(), name="sign_out"),
    path("xa/<str:code>/", communes.choose, name="choose_commune"),
    path("nhiem-vu/<str:code>/", tasks.task, name="task"),
    path("thu-vien/", include("thuvien.urls")),
    path("van-hoa/", include("vanhoa.urls")),
    path("quan-tri/", admin.site.urls),
    path("", include("baocao.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("thanh-phan/", gallery.gallery, name="gallery"))
