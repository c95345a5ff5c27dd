"""Forms that were posted in vain, held until they can be posted again: nothing typed is lost to an ended session.

Works without JavaScript; with it the device keeps what is typed besides (static/kehoach/keep.js).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.forms import AuthenticationForm
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

from kehoach.models import Role
from kehoach.people.access import commune_or_only, is_key_of_link, person, person_key

# The fields that every form of the portal carries (templatetags/keeping.py): whose page it stands on, and which record
# of the device is saved with it.
PERSON, KEEP = "_person", "_keep"
# The field of the sign-in form that carries a held post.
HELD = "held"
MOST_BYTES = 200 * 1024
LIFE = timedelta(hours=2)
_SALT = "kehoach.held-post"
# What stands in forms without having been typed: hidden fields and the names of buttons.
_NOT_TYPED = {"version", "seen", "digest", "finding", "next", "nam", "year", "unit"} | {
    *("more", "remove", "review", "evidence", "preview", "take", "insert", "figure"),
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
        """The first words of each thing that somebody typed or chose."""
        texts = [
            " ".join(value.split())
            for name, value in self.fields
            if name[:1] != "_" and name not in _NOT_TYPED and not name.endswith("_FORMS")
        ]
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
