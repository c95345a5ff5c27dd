"""Communes for measuring: the same every time, complete, and never where people work."""

from __future__ import annotations

from collections import Counter
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from kehoach.ledger.checks import entries
from kehoach.models import Assignment, Commune, Plan, State, TaskProgress, User
from kehoach.models.kinds import kinds
from kehoach.places.in_force import place_of

pytestmark = pytest.mark.django_db


def generate(communes: int = 2, **options: Any) -> str:
    """What the command says."""
    out = StringIO()
    with override_settings(DEBUG=True):
        chosen = {"facilities": 12, "years": 4, "seed": "7", **options}
        call_command("generate", communes=communes, stdout=out, **chosen)
    return out.getvalue()


def everything() -> list[tuple[Any, ...]]:
    """What is in the registers and forms, without keys."""
    plans = Plan.objects.order_by("commune__code").values_list("commune__code", "commune__name", "title")
    forms: list[tuple[Any, ...]] = []
    for kind in kinds():
        names = [field.name for field in kind.layout.fields]
        of_form = ("facility__commune__code", "facility__code", "reporting_year__year", "state", "absences", *names)
        forms += kind.figures.order_by(*of_form[:3]).values_list(*of_form)
    return [*plans, *forms]


def test_the_same_seed_gives_the_same_communes_and_more_begin_with_the_same() -> None:
    generate(1)
    alone = everything()
    generate(2)
    beside = everything()
    code = Commune.objects.order_by("pk").values_list("code", flat=True)[0]

    assert [row for row in beside if row[0] == code] == alone
    assert "Đã thêm 0 xã; 2 xã đã có." in generate(2)
    assert everything() == beside


def test_communes_have_the_names_of_the_list() -> None:
    generate(3, facilities=2, years=1)

    for commune in Commune.objects.all():
        place = place_of(commune.code)
        assert place is not None
        assert (place.full_name, place.province) == (commune.full_name, commune.province)
        assert "Quảng Nghiệp" not in Plan.objects.get(commune=commune).issuing_body


def test_every_row_has_its_history_and_every_state_is_there() -> None:
    generate(4, facilities=20, years=3)

    states = Counter(State(state) for kind in kinds() for state in kind.figures.values_list("state", flat=True))
    corrected = sum(kind.figures.filter(accepted_version__isnull=False).count() for kind in kinds())
    assert set(states) == set(State)
    assert corrected > 0
    for model in (Commune, Plan, User, Assignment, TaskProgress, *(kind.facility_model for kind in kinds())):
        assert model.history.count() == model._default_manager.count() > 0  # type: ignore[attr-defined]
    judged = states[State.ACCEPTED] + states[State.RETURNED]
    assert sum(kind.versions.count() for kind in kinds()) == states.total() + judged + corrected
    # A version says what its row said when it was written.
    for kind in kinds():
        for form in kind.figures.filter(state=State.ACCEPTED)[:5]:
            assert form.values() == kind.versions.get(id=form.pk, state=State.ACCEPTED).instance.values()
    # Invented people have no links and addresses: all that they have done has arrived.
    assert [entry.findings for entry in entries(None, timezone.now()) if not entry.is_clean] == []


@pytest.mark.once
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"communes": 3_322}, "--communes phải từ 1 đến 3.321."),
        ({"facilities": 1}, "--facilities phải từ 2 đến 1.000."),
        ({"years": 0}, "--years phải từ 1 đến 20."),
    ],
)
def test_numbers_that_cannot_be_are_refused(options: dict[str, int], expected: str) -> None:
    with pytest.raises(CommandError, match=expected):
        generate(**options)


@pytest.mark.once
def test_nothing_is_invented_where_people_work() -> None:
    with pytest.raises(CommandError, match="đang dùng thật"):
        call_command("generate", communes=1, seed="7")
    assert not Commune.objects.exists()
