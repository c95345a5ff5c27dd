"""What is looked at before the tables of an existing database are changed, and what follows after."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from kehoach.operations.database_roles import grant_after_migrating
from kehoach.operations.schema import refuse_too_early


def connect(app: AppConfig) -> None:
    """Once for each `migrate`, when the portal's own app has its turn."""
    pre_migrate.connect(refuse_too_early, sender=app, dispatch_uid="refuse_too_early")
    post_migrate.connect(grant_after_migrating, sender=app, dispatch_uid="grant_after_migrating")
