"""Communes and their units, with the dates for which they exist, and what decisions have made of them."""

from kehoach.models.places.communes import OFFICER_TITLE, Commune, CommuneKind, CommuneManager, CommuneName
from kehoach.models.places.names import check_name_is_new
from kehoach.models.places.reorganisations import Reorganisation, ReorganisationKind
from kehoach.models.places.units import Unit, UnitKind, UnitManager

__all__ = [
    "OFFICER_TITLE",
    "Commune",
    "CommuneKind",
    "CommuneManager",
    "CommuneName",
    "Reorganisation",
    "ReorganisationKind",
    "Unit",
    "UnitKind",
    "UnitManager",
    "check_name_is_new",
]
