"""The plan and what every yearly figure has in common, a file a noun."""

from kehoach.models.checking import CheckSetting, CheckThreshold
from kehoach.models.evidence import Evidence
from kehoach.models.facilities import Facility, Membership
from kehoach.models.figures import YearFigures
from kehoach.models.ledger import Commendation, Funding
from kehoach.models.links import EntryLink
from kehoach.models.notices import Notice
from kehoach.models.people import User
from kehoach.models.places import Commune, Unit
from kehoach.models.plans import LegalBasis, Plan, Recipient, Section
from kehoach.models.progress import Explanation, TaskProgress
from kehoach.models.records import Activity, Broadcast, Course, IssuedDocument, Mobilisation, Occasion
from kehoach.models.targets import Condition, Milestone, Reading, Target
from kehoach.models.tasks import Assignment, Task
from kehoach.models.workbooks import SentWorkbook
from kehoach.models.years import ReportingYear, YearException

__all__ = [
    "Activity",
    "Assignment",
    "Broadcast",
    "CheckSetting",
    "CheckThreshold",
    "Commendation",
    "Commune",
    "Condition",
    "Course",
    "EntryLink",
    "Evidence",
    "Explanation",
    "Facility",
    "Funding",
    "IssuedDocument",
    "LegalBasis",
    "Membership",
    "Milestone",
    "Mobilisation",
    "Notice",
    "Occasion",
    "Plan",
    "Reading",
    "Recipient",
    "ReportingYear",
    "Section",
    "SentWorkbook",
    "Target",
    "Task",
    "TaskProgress",
    "Unit",
    "User",
    "YearException",
    "YearFigures",
]
