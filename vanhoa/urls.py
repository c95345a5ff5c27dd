"""The pages of cultural centres."""

from kehoach.figures.urls import figure_urls
from kehoach.tallies.urls import tally_urls
from vanhoa.kind import CENTRES

app_name = "vanhoa"
urlpatterns = figure_urls(CENTRES) + tally_urls(CENTRES)
