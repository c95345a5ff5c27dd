"""The administrator's pages; Django looks for them here, and each room has its own."""

from kehoach.figures import admin as figures
from kehoach.people import admin as people
from kehoach.setup.admin import places, plan
from kehoach.years import admin as years

__all__ = ["figures", "people", "places", "plan", "years"]
