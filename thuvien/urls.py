"""The pages of libraries."""

from kehoach.figures.urls import figure_urls
from thuvien.kind import LIBRARIES

app_name = "thuvien"
urlpatterns = figure_urls(LIBRARIES)
