"""A small fixed cast of people, so that every test reads the same: they work in the commune of the demonstration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.test import Client

from kehoach.demo.files import moment
from kehoach.models import Commune, Role, State, Unit, User, YearFigures
from kehoach.models.kinds import kinds
from tests.at_rest import database_at_rest

BACKEND = "kehoach.people.backends.PeopleBackend"
DEMONSTRATED = "11122"
OPEN_YEAR = 2026
NOW = moment(2026, 11, 22)
Row = TypeVar("Row", bound=models.Model)
Rows = dict[str, list[Any]]  # by the label of their model: what a history is made of cannot be pickled


@dataclass(frozen=True)
class Cast:
    """Who takes part. The neighbour is a commune without a plan; its officer has nothing to do with ours."""

    commune: Commune
    neighbour: Commune
    reporter: User
    colleague: User
    officer: User
    leader: User
    stranger: User
    overseer: User
    administrator: User

    def reporter_of(self, unit: str) -> User:
        """The person of another unit of the commune, named by its code."""
        return person(Role.REPORTER, self.commune, self.commune.units.get(code=unit))


@dataclass(frozen=True)
class Loaded:
    """What is loaded once in a process: the rows of plan and demonstration; those of the cast and of further communes
    besides; and the cast."""

    demonstration: Rows
    all_rows: Rows
    cast: Cast


def assemble(commune: Commune) -> Cast:
    """Makes the cast. The reporter is the primary school's, the colleague the lower secondary school's."""
    neighbour = Commune.objects.create(code="11125", name="Quang Khải", province="Hải Phòng")
    return Cast(
        commune=commune,
        neighbour=neighbour,
        reporter=person(Role.REPORTER, commune, commune.units.get(code="TH")),
        colleague=person(Role.REPORTER, commune, commune.units.get(code="THCS")),
        officer=person(Role.OFFICER, commune, commune.units.get(code="VHTT")),
        leader=person(Role.LEADER, commune, commune.units.get(code="UBND")),
        stranger=person(Role.OFFICER, neighbour),
        overseer=person(Role.OVERSEER),
        administrator=person(Role.ADMINISTRATOR),
    )


def own_tables() -> list[type[models.Model]]:
    """Every table that the portal fills, its histories, connections, sessions and log among them."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in ("contenttypes", "auth")
    ]


def every_row() -> Rows:
    """All that the database holds, and the types of content that it speaks of."""
    return {model._meta.label: list(model._base_manager.all()) for model in (ContentType, *own_tables())}


def put_back(rows: Rows) -> None:
    """Writes such rows as they were, keys included, into an empty database; new rows get keys of their own.

    Types of content have other keys after a database was emptied: what refers to them is given those of now.
    """
    keys = _present_keys(rows[ContentType._meta.label])
    for model in own_tables():
        references = [one.attname for one in model._meta.concrete_fields if one.related_model is ContentType]
        model._base_manager.bulk_create(_referring(one, references, keys) for one in rows[model._meta.label])
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), own_tables()):
            cursor.execute(statement)


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written to the database within the block is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _present_keys(known: list[Any]) -> dict[Any, int]:
    """What the key of each type of content is by now."""
    present = {one.natural_key(): one.pk for one in ContentType.objects.all()}
    return {one.pk: present[one.natural_key()] for one in known}


def _referring(instance: models.Model, references: list[str], keys: dict[Any, int]) -> models.Model:
    changed = copy(instance) if references else instance
    for name in references:
        setattr(changed, name, keys.get(getattr(instance, name)))
    return changed


def empty_the_database() -> None:
    """Takes every row away until the test is over, for what starts from nothing."""
    for model in own_tables():
        model._default_manager.all()._raw_delete("default")  # type: ignore[attr-defined]


def person(role: Role, commune: Commune | None = None, unit: Unit | None = None) -> User:
    """An account that works in the tests, where the demonstration's own are nobody because DEBUG is off."""
    name = "-".join([role.value, *(str(place.code).lower() for place in (commune, unit) if place)])
    administers = role is Role.ADMINISTRATOR
    return User.objects.create(
        username=name,
        role=role,
        commune=commune,
        unit=unit,
        position=f"{role.label} {unit.name}" if unit else role.label,
        is_staff=administers,
        is_superuser=administers,
    )


def signed_in(user: User, commune: Commune | None = None) -> Client:
    """A browser in which this person is signed in; an overseer or administrator has chosen `commune`."""
    client = Client()
    with database_at_rest():
        client.force_login(user, backend=BACKEND)
    if commune is not None:
        session = client.session
        session["commune"] = commune.code
        session.save()
    return client


WAYS_TO_COMMUNE = (
    "commune",
    "plan__commune",
    "task__plan__commune",
    "facility__commune",
    "target__plan__commune",
    "condition__target__plan__commune",
)


def ours(model: type[Row]) -> models.QuerySet[Row]:
    """The rows of the demonstration's commune: other communes at work have plans, years and codes like its own."""
    way = next(way for way in WAYS_TO_COMMUNE if hasattr(model, way.partition("__")[0]))
    return model._default_manager.filter(**{f"{way}__code": DEMONSTRATED})


def figures_of(code: str, year: int = OPEN_YEAR) -> YearFigures:
    """The figures of a facility by its code, fresh from the database: ours, where others have the same code."""
    for kind in kinds():
        forms = kind.figures_model._default_manager.filter(facility__code=code, reporting_year__year=year)
        figures = forms.filter(facility__commune__code=DEMONSTRATED).first() or forms.first()
        if figures is not None:
            return figures
    raise LookupError(f"no figures of {code} in {year}")


def put_into(code: str, state: State, year: int = OPEN_YEAR, at: datetime = NOW) -> YearFigures:
    """The same, set into a state past all rules, with what the database asks of that state."""
    figures = figures_of(code, year)
    figures.state = state
    figures.submitted_at = figures.returned_at = at
    figures.accepted_at = at if state == State.ACCEPTED else None
    figures.accepted_version = None
    figures.accepted_by = User.objects.get(username="cong-chuc")
    figures.submitted_by = figures.submitted_by or figures.accepted_by
    figures.responsible_name, figures.responsible_position = "Nguyễn Thị Lan", "Hiệu trưởng"
    figures.return_reason = "Đề nghị kiểm tra lại."
    with database_at_rest():
        figures.save()
    return figures
