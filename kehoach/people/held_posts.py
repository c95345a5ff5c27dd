"""Forms that were posted in vain, held until they can be posted again: nothing typed is lost to an ended session.

Works without JavaScript; with it the device keeps what is typed besides (static/kehoach/keep.js).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.apps import apps
from django.contrib.auth.forms import AuthenticationForm
from django.core import signing
from django.db.models import Choices
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

from kehoach.models import Role
from kehoach.models.kinds import kinds
from kehoach.people.access import commune_or_only, is_key_of_link, person, person_key
from kehoach.questionnaire.values import Absent

# The fields that every form of the portal carries (templatetags/keeping.py): whose page it stands on, and which record
# of the device is saved with it.
PERSON, KEEP = "_person", "_keep"
# The field of the sign-in form that carries a held post.
HELD = "held"
MOST_BYTES = 200 * 1024
LIFE = timedelta(hours=2)
_SALT = "kehoach.held-post"
# What stands in forms without having been typed: hidden fields and the names of buttons.
_NOT_TYPED = {"version", "seen", "digest", "finding", "next", "nam", "year", "unit", "page"} | {
    *("more", "remove", "review", "evidence", "preview", "take", "insert", "figure"),
}
_HIDDEN_PARTS = ("_FORMS", "-confirms", "-clash", "-wrong")
_LINE_OF_MANY = re.compile(r"^\w+-\d+-")
# The codes of inputs that belong to no table.
_WORDS = {
    "yes": "Có",
    "no": "Không",
    "on": "Có đánh dấu",
    "none": "Không có",
    "zero": "Không có: 0",
    "same": "Như năm trước",
    "change": "Có thay đổi",
    "mine": "Giữ của tôi",
    "theirs": "Lấy của người khác",
    **{reason.value: reason.label for reason in Absent},
}
_SHOWN_LETTERS = 60
_KEPT = "rồi quay lại đây; những gì đã gõ vẫn còn."
SIGNED_OUT = f"Phiên làm việc đã hết. Hãy đăng nhập lại ở một thẻ khác, {_KEPT}"
LINK_ENDED = f"Phiên làm việc đã hết. Hãy mở lại đường dẫn xã đã gửi, {_KEPT}"
OTHER_PERSON = "Máy này đang mở bằng tên người khác, hoặc mở phiếu khác. Hãy mở lại đúng tên, đúng phiếu; chưa mất gì."


@dataclass(frozen=True)
class HeldPost:
    """One form as it was posted: where to, from whose page (see `access.person_key`), and every field but files."""

    path: str
    person: str
    fields: tuple[tuple[str, str], ...]
    has_files: bool

    @property
    def typed(self) -> list[str]:
        """The first words of each thing that somebody typed or chose, a choice by its label."""
        texts = [_words_of(name, value) for name, value in self.fields]
        return [text if len(text) <= _SHOWN_LETTERS else f"{text[:_SHOWN_LETTERS]}…" for text in texts if text]

    def signed(self) -> str:
        """The post as one value for a hidden input: nobody can make one up, and it is good for two hours."""
        value = [self.path, self.person, self.fields, self.has_files]
        return signing.dumps(value, salt=_SALT, compress=True)


def held_post(request: HttpRequest) -> HeldPost | None:
    """What was posted here, without passwords; None where it does not say whose page it stood on, or is too large."""
    names = [name for name in request.POST if name != "csrfmiddlewaretoken" and "password" not in name]
    fields = tuple((name, value) for name in names for value in request.POST.getlist(name))
    size = sum(len(name.encode()) + len(value.encode()) for name, value in fields)
    person = request.POST.get(PERSON, "")
    if not person or size > MOST_BYTES:
        return None
    return HeldPost(request.get_full_path(), person, fields, bool(request.FILES))


def read_held_post(value: str) -> HeldPost | None:
    """The post behind a signed value; None where it was not ours, or is too old."""
    try:
        path, person, fields, has_files = signing.loads(value, salt=_SALT, max_age=LIFE)
    except signing.BadSignature:
        return None
    return HeldPost(path, person, tuple((name, text) for name, text in fields), has_files)


def unsaved(request: HttpRequest, held: HeldPost) -> HttpResponse:
    """The way to save what was posted in vain: sign in, open the link again, or just press once more."""
    if not request.user.is_authenticated and not is_key_of_link(held.person):
        context = {"form": AuthenticationForm(request), HELD: held.signed(), "count": len(held.typed)}
        return render(request, "kehoach/people/sign_in.html", context, status=403)
    is_other = request.user.is_authenticated and held.person != person_key(request)
    context = {"held": None if is_other else held, "is_signed_out": not request.user.is_authenticated}
    return render(request, "kehoach/people/held.html", context, status=403)


def is_script(request: HttpRequest) -> bool:
    """Whether a script saves while somebody is still at the form, or as they leave."""
    by_header = "HX-Request" in request.headers or request.headers.get("X-Requested-With") == "fetch"
    return by_header or "autosave" in request.POST


def for_script(request: HttpRequest) -> HttpResponse:
    """Why a script's save was refused, and what to do: take the new token, sign in, or be the person of the page."""
    key = person_key(request)
    posted = request.POST.get(PERSON, key)
    if not key:
        sentence = LINK_ENDED if is_key_of_link(posted) else SIGNED_OUT
        return JsonResponse({"reason": "signed_out", "message": sentence}, status=403)
    if posted != key:
        return JsonResponse({"reason": "other_person", "message": OTHER_PERSON}, status=403)
    return JsonResponse({"reason": "token", "token": get_token(request), "person": key}, status=403)


def refused_for_script(request: HttpRequest, reason: str) -> JsonResponse:
    """Why the form takes nothing now, a whole sentence; whom a unit calls; and that nothing is lost meanwhile."""
    commune = commune_or_only(request)
    call = f"Cần hỏi, gọi {commune.whom_to_call}. " if commune and person(request).role == Role.REPORTER else ""
    sentence = f"Chưa lưu. {reason} {call}Những gì đã gõ còn giữ trên máy này."
    return JsonResponse({"reason": "refused", "message": sentence}, status=403)


def _words_of(name: str, value: str) -> str:
    """What somebody typed or chose, on one line; empty for what nobody did, and for the key of a row."""
    column = _LINE_OF_MANY.sub("", name)
    if name.startswith("_") or column in _NOT_TYPED or name.endswith(_HIDDEN_PARTS) or column in _keys_of_rows():
        return ""
    text = " ".join(value.split())
    return _labels_of_columns().get((column, text)) or _labels_of_codes().get(text, text)


@cache
def _labels_of_columns() -> dict[tuple[str, str], str]:
    columns = [field for model in apps.get_models() for field in model._meta.get_fields() if not field.is_relation]
    labels = {
        (column.name, str(code)): str(label) for column in columns for code, label in getattr(column, "flatchoices", ())
    }
    asked = [field for kind in kinds() for field in kind.layout.fields]
    return labels | {(field.name, code): label for field in asked for code, label in field.choices}


@cache
def _labels_of_codes() -> dict[str, str]:
    """Those of inputs that are called otherwise than a column, as far as a code means one thing."""
    labels: dict[str, set[str]] = {}
    for choices in _all_choices(Choices):
        for code, label in choices.choices:
            labels.setdefault(str(code), set()).add(str(label))
    return {code: next(iter(known)) for code, known in labels.items() if len(known) == 1} | _WORDS


def _all_choices(above: type[Choices]) -> list[type[Choices]]:
    return [found for below in above.__subclasses__() for found in (below, *_all_choices(below))]


@cache
def _keys_of_rows() -> frozenset[str]:
    """The names of columns that refer to another row, and of none that holds words or numbers."""
    columns = [field for model in apps.get_models() for field in model._meta.get_fields()]
    own = {field.name for field in columns if not field.is_relation}
    return frozenset(field.name for field in columns if field.is_relation) - own
