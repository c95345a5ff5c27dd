"""What is found in the plan and in the registers; a search goes over these and over what was registered besides."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat, ExtractYear
from django.http import HttpRequest
from django.urls import reverse

from kehoach.books import Book
from kehoach.books.access import rows_to_read
from kehoach.books.definitions import ACTIVITIES, DOCUMENTS
from kehoach.figures.access import facilities_to_read
from kehoach.models import Assignment, Role, Section, SectionRole, Target, Task, Unit
from kehoach.models.kinds import FigureKind, kinds
from kehoach.people.access import commune_of, person
from kehoach.plan.access import plan_in
from kehoach.search.finding import Source, registered
from kehoach.tasks.access import tasks_to_read


def every_source() -> tuple[Source, ...]:
    """All that there is to find: facilities, the plan clause by clause, then what other parts have registered."""
    return (*(_facilities(kind) for kind in kinds()), *PLAN, *RECORDS, *registered())


def _facilities(kind: FigureKind) -> Source:
    def rows(request: HttpRequest) -> QuerySet[Any]:
        return facilities_to_read(request, kind)

    def url(code: str) -> str:
        return reverse(f"{kind.url_name}:facility", kwargs={"code": code})

    return Source(kind.title, kind.icon, rows, url, name="name", code="code", detail="unit__name")


def _book(book: Book, code: str = "") -> Source:
    def rows(request: HttpRequest) -> QuerySet[Any]:
        year = Cast(ExtractYear("happened_on"), TextField())
        whose = Concat("unit__name", Value(", năm "), year, output_field=TextField())
        found: QuerySet[Any] = rows_to_read(request, book).annotate(whose=whose)
        return found

    def url(key: str) -> str:
        return reverse(f"{book.slug}:row", kwargs={"pk": key})

    return Source(
        book.title,
        book.icon,
        rows,
        url,
        name="title",
        key="pk",
        code=code,
        detail="whose",
        text="note",
        order="-happened_on",
    )


def example_code(request: HttpRequest) -> str:
    """The code of a task to look for, as the commune's plan writes codes; empty where there is no plan."""
    task = Task.objects.filter(plan=plan_in(request)).order_by("position").first()
    return task.code if task else ""


def _targets(request: HttpRequest) -> QuerySet[Target]:
    return Target.objects.filter(plan=plan_in(request))


def _tasks(request: HttpRequest) -> QuerySet[Task]:
    return tasks_to_read(request).filter(plan=plan_in(request))


def _tasks_of_others(request: HttpRequest) -> QuerySet[Task]:
    """What the plan gives to other units: a reporter reads its wording in the plan, and no page of its own."""
    own = tasks_to_read(request).values("pk")
    return Task.objects.filter(plan=plan_in(request)).exclude(pk__in=own)


def _sections(request: HttpRequest) -> QuerySet[Section]:
    """Sections by their title; one that has only text is called by its number."""
    return Section.objects.filter(plan=plan_in(request)).annotate(
        called=Case(When(title="", then=Concat(Value("Mục "), "code")), default="title", output_field=TextField()),
        told=Case(When(role=SectionRole.GENERAL_OBJECTIVE, body="", then=F("plan__general_objective")), default="body"),
    )


def _units(request: HttpRequest) -> QuerySet[Unit]:
    """The units that have tasks, by who may see the list of them; a reporter sees their own unit's alone."""
    user = person(request)
    units = Unit.objects.filter(commune=commune_of(request), pk__in=Assignment.objects.values("unit"))
    return units.filter(people=user) if user.role == Role.REPORTER else units


def _tasks_of(unit: str) -> str:
    return f"{reverse('tasks')}?{urlencode({'don-vi': unit})}"


def _in_the_plan(code: str) -> str:
    return f"{reverse('living_plan')}#{code}"


def _at_section(code: str) -> str:
    return _in_the_plan(f"muc-{code}")


def _task_page(code: str) -> str:
    return reverse("task", kwargs={"code": code})


PLAN = (
    Source("Đơn vị", "users", _units, _tasks_of, name="name", code="code"),
    Source(
        "Chỉ tiêu", "target", _targets, _in_the_plan, name="short_name", code="code", text="wording", order="position"
    ),
    Source(
        "Nhiệm vụ", "list-checks", _tasks, _task_page, name="short_name", code="code", text="wording", order="position"
    ),
    Source(
        "Nhiệm vụ của đơn vị khác",
        "list-checks",
        _tasks_of_others,
        _in_the_plan,
        name="short_name",
        code="code",
        text="wording",
        order="position",
    ),
    Source(
        "Mục của kế hoạch",
        "scroll-text",
        _sections,
        _at_section,
        name="called",
        code="code",
        text="told",
        order="position",
    ),
)
RECORDS = (_book(ACTIVITIES), _book(DOCUMENTS, code="number"))
