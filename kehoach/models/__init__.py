"""The plan and what every yearly figure has in common, a file a noun."""

from kehoach.models.checking import CheckSetting, CheckThreshold
from kehoach.models.evidence import Evidence
from kehoach.models.facilities import Facility, Membership, MonthlyTally
from kehoach.models.figures import EDITABLE, TRANSITIONS, State, YearFigures
from kehoach.models.ledger import Commendation, Decision, Funding, FundingSource, Honoured
from kehoach.models.links import EntryLink, Invitation, LinkState
from kehoach.models.people import (
    AuditEvent,
    AuditKind,
    DataRequest,
    DataRequestKind,
    Passkey,
    Role,
    SignedInSession,
    User,
)
from kehoach.models.places import (
    Commune,
    CommuneKind,
    CommuneName,
    Reorganisation,
    ReorganisationKind,
    Unit,
    UnitKind,
)
from kehoach.models.plans import LegalBasis, Plan, Recipient, Section, SectionRole
from kehoach.models.progress import FINISHED, Explanation, ProgressState, Review, TaskProgress
from kehoach.models.records import Activity, ActivityKind, Broadcast, Course, IssuedDocument, Mobilisation, Occasion
from kehoach.models.targets import Condition, Interpretation, Measure, Milestone, Scope, Target
from kehoach.models.tasks import Assignment, AssignmentRole, Task, TaskRole
from kehoach.models.workbooks import SentWorkbook
from kehoach.models.years import Notice, ReminderKind, ReportingYear, YearException

__all__ = [
    "EDITABLE",
    "FINISHED",
    "TRANSITIONS",
    "Activity",
    "ActivityKind",
    "Assignment",
    "AssignmentRole",
    "AuditEvent",
    "AuditKind",
    "Broadcast",
    "CheckSetting",
    "CheckThreshold",
    "Commendation",
    "Commune",
    "CommuneKind",
    "CommuneName",
    "Condition",
    "Course",
    "DataRequest",
    "DataRequestKind",
    "Decision",
    "EntryLink",
    "Evidence",
    "Explanation",
    "Facility",
    "Funding",
    "FundingSource",
    "Honoured",
    "Interpretation",
    "Invitation",
    "IssuedDocument",
    "LegalBasis",
    "LinkState",
    "Measure",
    "Membership",
    "Milestone",
    "Mobilisation",
    "MonthlyTally",
    "Notice",
    "Occasion",
    "Passkey",
    "Plan",
    "ProgressState",
    "Recipient",
    "ReminderKind",
    "Reorganisation",
    "ReorganisationKind",
    "ReportingYear",
    "Review",
    "Role",
    "Scope",
    "Section",
    "SectionRole",
    "SentWorkbook",
    "SignedInSession",
    "State",
    "Target",
    "Task",
    "TaskProgress",
    "TaskRole",
    "Unit",
    "UnitKind",
    "User",
    "YearException",
    "YearFigures",
]
