"""Photos and papers behind a form: they are added, and removed while the form can be changed."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from kehoach.actions.figures import locked
from kehoach.actions.recording import delete_recorded, save_recorded
from kehoach.models import Evidence, User, YearFigures
from kehoach.models.evidence import evidence_path
from kehoach.rules import check_can_attach, check_can_save, check_room_for_evidence
from kehoach.uploads import Accepted


@transaction.atomic
def attach(figures: YearFigures, *, question: str, accepted: Accepted, by: User, at: datetime) -> Evidence:
    """Adds a file to one question, or with an empty `question` to the whole form.

    The same file again at the same question changes nothing. A question that this facility is not asked is an error.
    """
    figures = locked(figures)
    check_can_attach(figures, by, at)
    if question and question not in {field.name for field in figures.layout.for_kind(figures.facility.kind)}:
        raise ValueError(f"not asked of this facility: {question}")
    sha256 = hashlib.sha256(accepted.content).hexdigest()
    attached: list[Evidence] = list(figures.evidence.all())
    for present in attached:
        if (present.question, present.sha256) == (question, sha256):
            return present
    check_room_for_evidence(len(attached))
    evidence = Evidence(
        subject=figures,
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
    _hold_files()
    _keep(evidence.file.name, accepted.content)
    return evidence


@transaction.atomic
def detach(figures: YearFigures, *, pk: int, by: User, at: datetime) -> None:
    """Removes a file from a form that can be changed; one that is gone already stays gone.

    The bytes leave the disk with the last row that names them.
    """
    figures = locked(figures)
    check_can_save(figures, by, at)
    evidence = figures.evidence.filter(pk=pk).first()
    if evidence is None:
        return
    sha256, path = evidence.sha256, evidence.file.name
    delete_recorded(evidence, by=by, at=at, reason=f"Gỡ minh chứng: {evidence.name}")
    transaction.on_commit(partial(_remove_unused, sha256, path))


def _keep(path: str, content: bytes) -> None:
    """Writes the file unless it is there. After an interrupted write what is there is too short, and written anew."""
    if default_storage.exists(path):
        if default_storage.size(path) == len(content):
            return
        default_storage.delete(path)
    default_storage.save(path, ContentFile(content))


@transaction.atomic
def _remove_unused(sha256: str, path: str) -> None:
    _hold_files()
    if not Evidence.objects.filter(sha256=sha256).exists():
        default_storage.delete(path)


def _hold_files() -> None:
    """Makes whoever else adds or removes a file wait until this transaction ends.

    Otherwise a file could be removed as unused while somebody adds it again and finds it in its place.
    """
    ContentType.objects.select_for_update().get(app_label="kehoach", model="evidence")
