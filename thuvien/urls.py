"""The pages of libraries."""

from kehoach.figures.urls import figure_urls
from kehoach.tallies.urls import tally_urls
from thuvien.kind import LIBRARIES

app_name = "thuvien"
urlpatterns = figure_urls(LIBRARIES) + tally_urls(LIBRARIES)
