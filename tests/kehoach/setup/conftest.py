"""The workbook of the demonstration's commune, for all tests of the room."""

from __future__ import annotations

import pytest
from pytest_django import DjangoDbBlocker

from kehoach.setup.template import template_of
from tests.cast import NOW, Cast


@pytest.fixture(scope="module")
def demo(demonstration: Cast, django_db_blocker: DjangoDbBlocker) -> bytes:
    """The workbook of the demonstration's commune."""
    with django_db_blocker.unblock():
        return template_of(demonstration.commune, NOW)
