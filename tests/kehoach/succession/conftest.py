"""Who reorganises."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import NOW, Cast, signed_in


@pytest.fixture
def officer(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The officer's browser, after the decision."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return signed_in(cast.officer)
