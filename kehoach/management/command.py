"""What every command of the portal is: one that says in a sentence why it cannot work with the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from kehoach.operations.schema import fault_of_schema

UNREACHABLE = (
    "Không làm việc được với cơ sở dữ liệu. Hãy xem cơ sở dữ liệu có đang chạy không, "
    "DATABASE_URL hoặc DATA_DIR có đúng không, rồi chạy lại lệnh này."
)

UNFINISHED = "Cơ sở dữ liệu không làm xong việc này. Hãy chạy lại lệnh này sau ít phút."


class PortalCommand(BaseCommand):
    """A command that whoever runs the server reads the answers of."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Runs it. Raises CommandError where the database cannot be reached or has other tables than are expected."""
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as problem:
            fault = _fault_of_database()
            if fault is None and isinstance(problem, ProgrammingError):
                raise
            raise CommandError(fault or f"{UNFINISHED} ({str(problem).strip()})") from problem


def _fault_of_database() -> str | None:
    try:
        return fault_of_schema()
    except (OperationalError, ProgrammingError):
        return UNREACHABLE
