"""Every path of the portal, and the gallery, which it shows by itself only where DEBUG is on."""

from django.urls import path

from kehoach import urls
from kehoach.gallery import gallery

urlpatterns = [path("thanh-phan/", gallery, name="gallery"), *urls.urlpatterns]
