"""Fetch and authorise in one call: a view has no other way to an object.

A stranger gets 404, so that nothing is revealed; a colleague without the right gets 403 with the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from kehoach.models import (
    Commune,
    EntryLink,
    Role,
    User,
)
from kehoach.people.rules import Refused, check_may_set_contact

CHOSEN_COMMUNE = "commune"
# The session's key for a commune that has merged into theirs, whose past they read; and what does not write.
FORMER_COMMUNE = "former_commune"
_READING = ("GET", "HEAD", "OPTIONS")
# The session's key for the link that it came through, and the mark of the views that such a session may see.
ENTRY_LINK = "entry_link"
OPEN_TO_LINKS = "open_to_links"
# The session's key for the unit and year of that link; other links of the same unit and year are the same person.
LINK_PERSON = "link_person"
View = TypeVar("View", bound=Callable[..., Any])


def open_to_links(view: View) -> View:
    """Marks a view for whoever came through an entry link; any other is refused to them (kehoach.links.middleware)."""
    setattr(view, OPEN_TO_LINKS, True)
    return view


def entry_link_of(request: HttpRequest) -> EntryLink | None:
    """The living link that this session came through; None for people with an account."""
    return getattr(request, ENTRY_LINK, None)


def require(rule: Callable[..., None], *args: object) -> None:
    """Turns a rule's refusal of a person into 403 with the rule's reason."""
    try:
        rule(*args)
    except Refused as refusal:
        raise PermissionDenied(str(refusal)) from refusal


def person(request: HttpRequest) -> User:
    """Who is signed in; LoginRequiredMiddleware has seen to it that somebody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied("Hãy đăng nhập.")
    return request.user


def commune_of(request: HttpRequest) -> Commune:
    """The commune that the person works for or chose to look at, or one that merged into it while they read its past.

    Raises PermissionDenied where somebody who reads the past would write.
    """
    own = present_commune_of(request)
    former = former_commune_of(request, own)
    if former is not None and request.method not in _READING:
        raise PermissionDenied(f"Đang xem những năm trước của {former}, chỉ để đọc. Hãy về {own} rồi làm lại.")
    return former or own


def former_commune_of(request: HttpRequest, own: Commune) -> Commune | None:
    """The commune whose past the person chose to read; None where it has not merged into their `own`."""
    key = request.session.get(FORMER_COMMUNE)
    if key is None or person(request).is_link:
        return None
    if not hasattr(request, FORMER_COMMUNE):
        setattr(request, FORMER_COMMUNE, commune_merged_into(own, key))
    former: Commune | None = getattr(request, FORMER_COMMUNE)
    return former


def commune_merged_into(own: Commune, key: int) -> Commune | None:
    """The commune with this key, where it has merged into this one, over any number of steps."""
    former = commune = Commune.objects.filter(pk=key).first()
    seen = {key}
    while commune is not None and commune.successor_id is not None and commune.successor_id not in seen:
        if commune.successor_id == own.pk:
            return former
        seen.add(commune.successor_id)
        commune = commune.successor
    return None


def present_commune_of(request: HttpRequest) -> Commune:
    """The same without the past."""
    user = person(request)
    if user.commune is not None:
        return user.commune
    code = request.session.get(CHOSEN_COMMUNE)
    known: Commune | None = getattr(request, CHOSEN_COMMUNE, None)
    if known is not None and known.code == code:
        return known
    if code:
        commune = Commune.objects.with_code(code)
    else:
        first_two = list(in_area(user)[:2])
        commune = first_two[0] if len(first_two) == 1 else None
    if commune is None or not user.looks_after(commune):
        raise PermissionDenied("Chưa chọn xã. Hãy về trang đầu và chọn một xã.")
    setattr(request, CHOSEN_COMMUNE, commune)
    return commune


def person_key(request: HttpRequest) -> str:
    """Who is at work, as pages and devices know them: an account (u12), or a link's unit and year (l34-2026).

    Empty where nobody is signed in. Says nothing to a stranger, and opens nothing.
    """
    if not isinstance(request.user, User):
        return ""
    return str(request.session.get(LINK_PERSON, "l")) if request.user.is_link else f"u{request.user.pk}"


def link_person(link: EntryLink) -> str:
    """The key of whoever came through this link or another one of its unit and year."""
    return f"l{link.unit_id}-{link.reporting_year.year}"


def is_key_of_link(key: str) -> bool:
    """Whether a key is that of a link, whose people sign in by opening it again."""
    return key.startswith("l")


def commune_to_keep(request: HttpRequest) -> Commune:
    """The person's commune, whose contact they keep: the officer's right."""
    commune = commune_of(request)
    require(check_may_set_contact, person(request), commune)
    return commune


def commune_or_only(request: HttpRequest) -> Commune | None:
    """The commune that a page speaks of: the person's, else the only one there is; None where that is open."""
    if isinstance(getattr(request, "user", None), User):
        try:
            return commune_of(request)
        except PermissionDenied:
            return None
    communes = list(Commune.objects.all()[:2])
    return communes[0] if len(communes) == 1 else None


def in_area(user: User) -> QuerySet[Commune]:
    """The communes that somebody looks after; all of them where they have no area."""
    communes = Commune.objects.all()
    if user.area_province:
        communes = communes.filter(province=user.area_province)
    return communes.filter(code__in=user.area_codes) if user.area_codes else communes


def communes_to_choose(user: User) -> QuerySet[Commune]:
    """The communes that somebody without a commune of their own may look at."""
    if user.role not in (Role.OVERSEER, Role.ADMINISTRATOR):
        raise PermissionDenied("Tài khoản của xã chỉ xem xã mình.")
    return in_area(user)


def commune_to_choose(user: User, code: str) -> Commune:
    """One of those, by its code. Raises Http404."""
    communes_to_choose(user)
    commune = Commune.objects.with_code(code)
    if commune is None or not user.looks_after(commune):
        raise Http404("Không có xã nào mang mã này.")
    return commune
