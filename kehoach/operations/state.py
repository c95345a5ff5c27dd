"""What was last backed up and last restored for a test, kept beside the data for `doctor` and the operator."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kehoach.operations.storage import write_with_folders

BACKED_UP, PROVED, COMPARED = "last-backup", "last-restore-test", "last-ledger"
# Each is done every night; for the first and the last a morning may pass.
OLDEST = {BACKED_UP: timedelta(hours=26), PROVED: timedelta(days=35), COMPARED: timedelta(hours=26)}


def note(what: str, at: datetime, **numbers: dict[str, int]) -> None:
    """Notes that it was done at this moment, and what came out."""
    write_with_folders(_path(what), json.dumps({"at": at.isoformat(), **numbers}).encode())


def noted(what: str) -> datetime | None:
    """When it was last done; None where it never was, or where that cannot be read."""
    try:
        at = datetime.fromisoformat(json.loads(_path(what).read_bytes())["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return at if timezone.is_aware(at) else None


def is_recent(what: str, at: datetime) -> bool:
    """Whether it was done as lately as it has to be."""
    done = noted(what)
    return done is not None and done >= at - OLDEST[what]


def numbers_of(what: str) -> dict[str, int]:
    """What came out when it was last done; empty where nobody knows."""
    try:
        numbers: dict[str, int] = json.loads(_path(what).read_bytes())["numbers"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return numbers


def _path(what: str) -> Path:
    return Path(settings.DATA_DIR) / "operations" / f"{what}.json"
