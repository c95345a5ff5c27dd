"""Accounts, their sessions, and what is written down of both."""

from kehoach.models.people.accounts import (
    UNRECORDED,
    FoldedNameField,
    Role,
    User,
    UserManager,
    folded_name,
    folded_phone,
)
from kehoach.models.people.audit import MONTHS_KEPT, AuditEvent, AuditKind
from kehoach.models.people.data_requests import DataRequest, DataRequestKind
from kehoach.models.people.passkeys import Passkey
from kehoach.models.people.sessions import ADDRESS, DEVICE, SEEN, STARTED, SessionStore, SignedInSession, moment

__all__ = [
    "ADDRESS",
    "DEVICE",
    "MONTHS_KEPT",
    "SEEN",
    "STARTED",
    "UNRECORDED",
    "AuditEvent",
    "AuditKind",
    "DataRequest",
    "DataRequestKind",
    "FoldedNameField",
    "Passkey",
    "Role",
    "SessionStore",
    "SignedInSession",
    "User",
    "UserManager",
    "folded_name",
    "folded_phone",
    "moment",
]
