"""The plan and what every yearly figure has in common, a file a noun."""

from kehoach.models.checking import CheckSetting, CheckThreshold
from kehoach.models.evidence import Evidence
from kehoach.models.facilities import Facility, Membership
from kehoach.models.figures import YearFigures
from kehoach.models.links import EntryLink
from kehoach.models.notices import Notice
from kehoach.models.people import User
from kehoach.models.places import Commune, Unit
from kehoach.models.plans import Condition, LegalBasis, Milestone, Plan, Reading, Recipient, Section, Target
from kehoach.models.tasks import Assignment, Task
from kehoach.models.years import ReportingYear, YearException

__all__ = [
    "Assignment",
    "CheckSetting",
    "CheckThreshold",
    "Commune",
    "Condition",
    "EntryLink",
    "Evidence",
    "Facility",
    "LegalBasis",
    "Membership",
    "Milestone",
    "Notice",
    "Plan",
    "Reading",
    "Recipient",
    "ReportingYear",
    "Section",
    "Target",
    "Task",
    "Unit",
    "User",
    "YearException",
    "YearFigures",
]
