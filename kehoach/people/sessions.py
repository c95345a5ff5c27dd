"""How long a session lasts, and on which device it is. It slides: whoever is at work is not shown out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from kehoach.models import Role, User
from kehoach.models.people import ADDRESS, DEVICE, SEEN, STARTED

# The browsers and systems that people know by name, the more special before what it is built on.
_BROWSERS = (
    *(("coc_coc", "Cốc Cốc"), ("Zalo", "Zalo"), ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung")),
    *(("Firefox", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")),
)
_SYSTEMS = (
    *(("Android", "Điện thoại Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Máy tính Windows")),
    *(("Mac OS", "Máy Mac"), ("Linux", "Máy tính Linux")),
)


def device_of(request: HttpRequest) -> str:
    """What somebody sits at, as people would say: “Điện thoại Android, Chrome”."""
    agent = request.headers.get("User-Agent", "")
    names = (next((name for sign, name in known if sign in agent), "") for known in (_SYSTEMS, _BROWSERS))
    return ", ".join(filter(None, names)) or "Máy không rõ"


def begin(request: HttpRequest, user: User, now: int) -> None:
    """Notes at signing in on which device and since when, and how long nothing may be asked for.

    Somebody with an account is asked for the password again after a quarter of an hour, an administrator after five
    minutes (TCVN 14423:2026); a link, which has no password, lasts as long as the cookie.
    """
    address = str(request.META.get("REMOTE_ADDR") or "")
    request.session.update({DEVICE: device_of(request), ADDRESS: address, STARTED: now, SEEN: now})
    if not user.is_link:
        idle = settings.SESSION_IDLE_ADMINISTRATOR if user.role == Role.ADMINISTRATOR else settings.SESSION_IDLE
        request.session.set_expiry(idle)


def slide(request: HttpRequest, now: int) -> None:
    """Prolongs the session of somebody signed in, once a tenth of its life is over: not every request writes.

    Ends one in which nothing was asked for too long, and one that began too long ago.
    """
    session = request.session
    if SESSION_KEY not in session:
        return
    life, seen = session.get_expiry_age(), session.get(SEEN, now)
    is_old = now - session.get(STARTED, now) > settings.SESSION_LONGEST
    if now - seen > life or is_old:
        session.flush()
    elif now - seen > life / 10 or SEEN not in session:
        session[SEEN] = now


def seconds_left(request: HttpRequest, now: int) -> int:
    """How many seconds the session still lasts if nothing else is asked for; of nobody's none."""
    session = request.session
    if SESSION_KEY not in session:
        return 0
    seen: int = session.get(SEEN, now)
    return max(0, seen + session.get_expiry_age() - now)
