"""The administrator's pages, a file an area."""

from kehoach.admin import checking, people, plans
from kehoach.admin.figures import FacilityAdmin, FiguresAdmin

__all__ = ["FacilityAdmin", "FiguresAdmin", "checking", "people", "plans"]
