"""What was last backed up and last restored for a test, kept beside the data for `doctor` and the operator."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kehoach.operations.storage import write_with_folders

BACKED_UP, PROVED = "last-backup", "last-restore-test"


def note(what: str, at: datetime) -> None:
    """Notes that it was done at this moment."""
    write_with_folders(_path(what), json.dumps({"at": at.isoformat()}).encode())


def noted(what: str) -> datetime | None:
    """When it was last done; None where it never was, or where that cannot be read."""
    try:
        at = datetime.fromisoformat(json.loads(_path(what).read_bytes())["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return at if timezone.is_aware(at) else None


def _path(what: str) -> Path:
    return Path(settings.DATA_DIR) / "operations" / f"{what}.json"
