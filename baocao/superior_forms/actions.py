"""Writes to forms of superiors: keyword-only, `by=` named, history inside."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from baocao.models import SuperiorForm
from baocao.superior_forms.files.gate import FileKind
from baocao.superior_forms.marks import Mark, marks_from
from baocao.superior_forms.rules import (
    MOST_MARKS,
    check_adds_forms,
    check_has_room,
    check_keeps_form,
    check_looks_after_form,
)
from kehoach.common.versions import Conflict
from kehoach.history.recording import save_recorded
from kehoach.models import Commune, User
from kehoach.people.rules import Refused


@transaction.atomic
def add_form(
    *,
    commune: Commune | None,
    title: str,
    issuer: str,
    kind: FileKind,
    file_name: str,
    content: bytes,
    by: User,
    at: datetime,
) -> SuperiorForm:
    """Keeps a form; the second of two clicks finds it kept. Raises Refused."""
    check_adds_forms(by, commune)
    area = {} if commune else {"area_province": by.area_province, "area_communes": by.area_communes}
    in_use = SuperiorForm.objects.filter(commune=commune, retired_at=None, **area)
    digest = hashlib.sha256(content).hexdigest()
    present = in_use.filter(sha256=digest, title=title).first()
    if present is not None:
        return present
    check_has_room(in_use.count())
    form = SuperiorForm(
        commune=commune,
        **area,
        title=title,
        issuer=issuer,
        kind=kind.value,
        file_name=file_name,
        content=content,
        sha256=digest,
        size=len(content),
        added_at=at,
        added_by=by,
    )
    save_recorded(form, by=by, at=at, reason="Đưa mẫu lên")
    return form


@transaction.atomic
def replace_file(
    *,
    form: SuperiorForm,
    kind: FileKind,
    file_name: str,
    content: bytes,
    places: Collection[str],
    by: User,
    at: datetime,
) -> SuperiorForm:
    """Puts a newer file of the same kind in the form's place; marks stay where the file has their `places`. Idempotent.

    Raises Refused where the person may not, or the file is of the other kind.
    """
    form = SuperiorForm.objects.select_for_update(of=("self",), no_key=True).get(pk=form.pk)
    check_keeps_form(by, form)
    digest = hashlib.sha256(content).hexdigest()
    if form.sha256 == digest:
        return form
    if form.kind != kind:
        raise Refused("Tệp mới khác loại với mẫu đang dùng. Hãy đưa lên thành mẫu mới.")
    form.content, form.sha256, form.size, form.file_name = content, digest, len(content), file_name
    form.marks = [mark for mark in form.marks if (mark["sheet"] or mark["cell"]) in places]
    form.version += 1
    save_recorded(form, by=by, at=at, reason="Thay tệp mẫu")
    return form


@transaction.atomic
def set_mark(
    *, form: SuperiorForm, sheet: str, cell: str, mark: Mark | None, words: str, seen: str, by: User, at: datetime
) -> SuperiorForm:
    """Says what a cell takes, or with None that it takes nothing; idempotent.

    `words` say in the history what the mark takes. `seen` is the digest of the mark that the person had in front of
    them, empty for none. Raises Conflict where somebody else has marked the cell meanwhile, Refused where the person
    may not.
    """
    form = SuperiorForm.objects.select_for_update(of=("self",), no_key=True).get(pk=form.pk)
    check_keeps_form(by, form)
    marks = marks_from(form.marks)
    present = marks.get((sheet, cell))
    if present == mark:
        return form
    if (present.digest if present else "") != seen:
        raise Conflict("Người khác vừa đánh dấu ô này nên chưa ghi. Trang này hiện đánh dấu mới; hãy xem rồi ghi.")
    if mark is None:
        del marks[sheet, cell]
    else:
        marks[sheet, cell] = mark
    if len(marks) > MOST_MARKS:
        raise Refused(f"Một mẫu đánh dấu được nhiều nhất {MOST_MARKS} ô.")
    form.marks = [marks[key].as_json() for key in sorted(marks)]
    form.version += 1
    reason = f"Đánh dấu {cell}: {words}" if mark else f"Bỏ đánh dấu {cell}"
    save_recorded(form, by=by, at=at, reason=reason[:100])
    return form


@transaction.atomic
def retire_form(*, form: SuperiorForm, by: User, at: datetime) -> SuperiorForm:
    """The form is not used any more; what was filled before stays with whoever has it. Idempotent. Raises Refused."""
    form = SuperiorForm.objects.select_for_update(of=("self",), no_key=True).get(pk=form.pk)
    check_looks_after_form(by, form)
    if form.is_retired:
        return form
    form.retired_at, form.retired_by = at, by
    save_recorded(form, by=by, at=at, reason="Thôi dùng mẫu")
    return form
