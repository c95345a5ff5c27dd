"""What is being set up, by whom and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from kehoach.history.recording import delete_recorded, save_recorded
from kehoach.models import Commune, Plan, User
from kehoach.places.in_force import place_of

REASON = "Thiết lập từ tệp Excel"


@dataclass
class CommuneSetup:
    """A commune that is set up; commune and plan are known once their own sheets were read.

    `by` is None where nobody is named on the command line: whoever runs it runs the installation.
    """

    by: User | None
    at: datetime
    commune: Commune | None = None
    plan: Plan | None = None

    def save(self, instance: models.Model) -> None:
        """Saves with a history; what the database refuses takes back this row alone."""
        with transaction.atomic():
            save_recorded(instance, by=self.by, at=self.at, reason=REASON)

    def delete(self, instance: models.Model) -> None:
        """Deletes with a history."""
        delete_recorded(instance, by=self.by, at=self.at, reason=REASON)


def commune_in_force(code: str) -> Commune | None:
    """The commune of the list with this code, unsaved; None where the list has none."""
    place = place_of(code)
    if place is None:
        return None
    return Commune(code=place.code, kind=place.kind, name=place.name, province=place.province)
