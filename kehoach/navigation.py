"""The menu that a person sees, by their role, and the names that stand on every page."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from kehoach.guide.texts import help_of
from kehoach.links.access import links_to_reopen
from kehoach.models import Commune, Plan, ReportingYear, Role, User
from kehoach.models.kinds import kinds
from kehoach.models.places import OFFICER_TITLE
from kehoach.notices.counting import BELL
from kehoach.people.access import FORMER_COMMUNE, commune_or_only, person_key, present_commune_of
from kehoach.people.sessions import seconds_left
from kehoach.plan.access import family_to_read, plan_in


@dataclass(frozen=True)
class NavItem:
    """One entry of the menu."""

    label: str
    url: str
    icon: str
    current: bool


HOME = ("Hôm nay", "home", "sun")
COLLECTION = ("Số liệu", "newest_collection", "table-2")
PLAN = ("Kế hoạch", "living_plan", "scroll-text")
TASKS = ("Nhiệm vụ", "tasks", "list-checks")
DASHBOARD = ("Bảng điều hành", "newest_dashboard", "gauge")
ROLLUP = ("Tổng hợp", "newest_rollup", "sigma")
REPORTS = ("Báo cáo", "reports", "file-text")
CALENDAR = ("Lịch", "duties_now", "calendar-days")
BOOKS = ("Sổ theo dõi", "books", "notebook-pen")
COMMUNE_SETUP = ("Thiết lập xã", "commune_setup", "building-2")
PEOPLE = ("Người dùng", "people", "users")
REORGANISING = ("Sắp xếp", "reorganisations", "merge")
AUDIT_LOG = ("Nhật ký", "audit_log", "history")
ADMIN = ("Quản trị", "admin:index", "settings")


def _entries(role: Role) -> list[tuple[str, str, str]]:
    registers = [(kind.title, f"{kind.url_name}:register", kind.icon) for kind in kinds()]
    return {
        Role.REPORTER: [("Việc của đơn vị", *HOME[1:]), TASKS, BOOKS, PLAN, CALENDAR],
        Role.OFFICER: [HOME, COLLECTION, TASKS, BOOKS, PLAN, REPORTS, CALENDAR, DASHBOARD, *registers, PEOPLE],
        Role.LEADER: [DASHBOARD, PLAN, TASKS, COLLECTION, REPORTS, BOOKS, CALENDAR, *registers],
        Role.OVERSEER: [("Các xã", "home", "map"), ROLLUP, PLAN, DASHBOARD, TASKS, *registers, REPORTS],
        Role.ADMINISTRATOR: [("Trang đầu", *HOME[1:]), PLAN, PEOPLE, COMMUNE_SETUP, REORGANISING, AUDIT_LOG, ADMIN],
    }[role]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """For every template: `nav`, the `commune` shown (or None), whether its data are only a demonstration, whom
    everybody but the offices themselves is to call (`contact`), and what the commune calls its `officer`.

    `plan_years` is called by the templates that say for which years the plan is, `former_communes` by those that offer
    the past of communes that have merged into this one; `reading_past` is the person's own while they read that.
    `person_key` says who is at work; of somebody signed in there is besides how many seconds that lasts, how much
    is new beside the `bell`, the other links opened on the device, and what the page is for (`help`).
    """
    plan_years = partial(_plan_years, request)
    # A request for another host is refused before anybody is known.
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {
            "nav": [],
            "commune": None,
            "is_demo": False,
            "contact": SimpleLazyObject(lambda: commune_or_only(request)),
            "officer": SimpleLazyObject(lambda: _officer(commune_or_only(request))),
            "plan_years": partial(plan_years, None),
            "person_key": "",
        }
    entries = [] if user.is_link else _entries(Role(user.role))
    if user.has_area:
        entries = [entry for entry in entries if entry not in (COMMUNE_SETUP, ADMIN)]
    items = [(label, reverse(name), icon) for label, name, icon in entries]
    here = max((url for _, url, _ in items if _covers(url, request.path)), key=len, default="")
    commune = commune_or_only(request)
    return {
        "nav": [NavItem(label, url, icon, url == here) for label, url, icon in items],
        "commune": commune,
        "is_demo": commune is not None and commune.is_demo,
        "contact": commune if user.role in (Role.REPORTER, Role.LEADER) else None,
        "officer": _officer(commune),
        "plan_years": partial(plan_years, commune),
        "former_communes": partial(_former_communes, request),
        "reading_past": _reading_past(request, commune),
        "person_key": person_key(request),
        "help": help_of(request.resolver_match.view_name) if request.resolver_match else None,
        "bell": request.session.get(BELL, 0),
        "session_seconds": seconds_left(request, int(time.time())),
        "other_links": links_to_reopen(request) if user.is_link else [],
    }


def _former_communes(request: HttpRequest) -> list[Commune]:
    """The communes that have merged into the one shown, as far as they have years that were over by then."""
    if commune_or_only(request) is None:
        return []
    _, *former = family_to_read(request).members.values()
    if not former:
        return []
    own_years = ReportingYear.objects.filter(commune__in=former, window_end__lte=F("commune__valid_until"))
    with_years = set(own_years.values_list("commune", flat=True))
    return [commune for commune in former if commune.pk in with_years]


def _reading_past(request: HttpRequest, shown: Commune | None) -> Commune | None:
    if shown is None or FORMER_COMMUNE not in request.session:
        return None
    own = present_commune_of(request)
    return own if own != shown else None


def _officer(commune: Commune | None) -> str:
    return commune.officer if commune else OFFICER_TITLE


def _covers(url: str, path: str) -> bool:
    """Whether a path lies in a section; the first page covers only itself."""
    return path == url or (url != "/" and path.startswith(url))


def _plan_years(request: HttpRequest, commune: Commune | None) -> str:
    """2023–2030, by the commune's plan, or where no commune is known by the one issued last; empty without a plan."""
    plan = plan_in(request) if commune else Plan.objects.newest_of(None).first()
    return f"{plan.first_year}–{plan.last_year}" if plan else ""
