"""The plan and what every yearly figure has in common, a file a noun."""

from kehoach.models.facilities import Facility, Membership
from kehoach.models.figures import YearFigures
from kehoach.models.people import User
from kehoach.models.places import Commune, Unit
from kehoach.models.plans import Condition, LegalBasis, Milestone, Plan, Reading, Recipient, Section, Target
from kehoach.models.tasks import Assignment, Task
from kehoach.models.years import ReportingYear

__all__ = [
    "Assignment",
    "Commune",
    "Condition",
    "Facility",
    "LegalBasis",
    "Membership",
    "Milestone",
    "Plan",
    "Reading",
    "Recipient",
    "ReportingYear",
    "Section",
    "Target",
    "Task",
    "Unit",
    "User",
    "YearFigures",
]
