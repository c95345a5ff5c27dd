"""Files behind a row, whatever row it is: the same file once for each question, its bytes gone with the last row.

Who may add or remove one is for the callers to check.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import QuerySet

from kehoach.common.uploads import Accepted
from kehoach.evidence.rules import check_room_for_evidence
from kehoach.history.recording import delete_recorded, save_recorded
from kehoach.models import Evidence, User
from kehoach.models.evidence import evidence_path


def files_of(subject: models.Model) -> QuerySet[Evidence]:
    """The photos and papers of a row."""
    return Evidence.objects.filter(content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk)


@transaction.atomic
def add_file(subject: models.Model, *, accepted: Accepted, by: User, at: datetime, question: str = "") -> Evidence:
    """Adds a file to a row, which the caller has locked. Idempotent for a file and its question. Raises Refused."""
    sha256 = hashlib.sha256(accepted.content).hexdigest()
    attached = list(files_of(subject))
    for present in attached:
        if (present.question, present.sha256) == (question, sha256):
            return present
    check_room_for_evidence(len(attached))
    evidence = Evidence(
        subject=subject,
        question=question,
        name=accepted.name,
        media_type=accepted.media_type,
        size=len(accepted.content),
        sha256=sha256,
        uploaded_at=at,
        uploaded_by=by,
    )
    evidence.file.name = evidence_path(evidence, accepted.name)
    save_recorded(evidence, by=by, at=at, reason=f"Thêm minh chứng: {accepted.name}")
    hold_files()
    keep_file(evidence.file.name, accepted.content)
    return evidence


@transaction.atomic
def remove_file(evidence: Evidence, *, by: User, at: datetime) -> None:
    """Takes a file off its row; the bytes leave the disk with the last row that names them."""
    sha256, path = evidence.sha256, str(evidence.file.name)
    delete_recorded(evidence, by=by, at=at, reason=f"Gỡ minh chứng: {evidence.name}")
    transaction.on_commit(partial(remove_unused, Evidence.objects.filter(sha256=sha256), path))


def keep_file(path: str, content: bytes) -> None:
    """Writes the file unless it is there. After an interrupted write what is there is too short, and written anew."""
    if default_storage.exists(path):
        if default_storage.size(path) == len(content):
            return
        default_storage.delete(path)
    default_storage.save(path, ContentFile(content))


@transaction.atomic
def remove_unused(rows: QuerySet[Any], path: str) -> None:
    """Takes the bytes off the disk where none of the rows that would name them is left."""
    hold_files()
    if not rows.exists():
        default_storage.delete(path)


def hold_files() -> None:
    """Makes whoever else adds or removes a file wait until this transaction ends.

    Otherwise a file could be removed as unused while somebody adds it again and finds it in its place.
    """
    ContentType.objects.select_for_update().get(app_label="kehoach", model="evidence")
