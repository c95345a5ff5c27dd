"""Where the codes behind a report's sentences lead: the page on which their figures stand one by one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from baocao.report.groups import BOOKS, FACILITIES, MONEY, OF_KIND, PLAN, PLAN_MONEY, TASKS, VERDICTS
from kehoach.books.definitions import FUNDING
from kehoach.books.rules import check_may_read
from kehoach.models import Plan, User
from kehoach.models.kinds import kinds
from kehoach.people.rules import permit
from kehoach.plan.access import PLAN as CHOSEN_PLAN


def source_pages(plan: Plan, year: int, reader: User) -> dict[str, str]:
    """Code → address, for each code that a report on this plan and year can cite, if the reader may open the page."""
    of_plan = {CHOSEN_PLAN: plan.pk} if plan.is_carried_on else {}

    def page(name: str, query: dict[str, int] = of_plan, **where: object) -> str:
        return reverse(name, kwargs=where) + (f"?{urlencode(query)}" if query else "")

    in_year = {"nam": year, **of_plan}
    tasks, targets = (rows.values_list("code", flat=True) for rows in (plan.tasks, plan.targets))
    register = {OF_KIND[kind.slug]: page(f"{kind.url_name}:register", {}) for kind in kinds()}
    books = {**dict.fromkeys((MONEY, PLAN_MONEY), page("funding:rows", in_year)), BOOKS: page("books", in_year)}
    return {
        PLAN: page("living_plan", in_year),
        VERDICTS: page("dashboard", year=year),
        FACILITIES: page("dashboard", year=year),
        **register,
        **(books if permit(check_may_read, reader, FUNDING).allowed else {}),
        TASKS: page("tasks", in_year),
        **{code: page("task", in_year, code=code) for code in tasks},
        **{code: page("explain", year=year, code=code) for code in targets},
    }
