"""Whether the tables are those that this version of the portal expects; two early states are told by name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

# Steps of the builds before the first migrations were written anew. A database that has taken all of them has the
# tables of today's first step; after fewer, `migrate` would say OK and leave tables out.
EARLY_STEPS = frozenset(
    {
        ("kehoach", "0002_links_exceptions_evidence_notices_thresholds"),
        ("kehoach", "0003_reportingyear_closing_reason"),
        ("kehoach", "0004_tasks_progress_records_ledger"),
        ("kehoach", "0005_sent_workbooks"),
        ("kehoach", "0006_notices_of_tasks"),
        ("kehoach", "0007_workbooks_of_foundings"),
        ("thuvien", "0002_what_a_library_may_add"),
        ("vanhoa", "0002_what_a_centre_may_add"),
        ("baocao", "0001_report_heads"),
        ("baocao", "0002_reports"),
    }
)
TOO_EARLY = (
    "Cơ sở dữ liệu này do một bản thử nghiệm ban đầu của cổng tạo ra và không nâng cấp được. "
    "Hãy dùng một cơ sở dữ liệu trống (đổi DATABASE_URL hoặc DATA_DIR) rồi nhập lại số liệu từ tệp Excel."
)


def leaves() -> list[tuple[str, str]]:
    """The last migration of every app, as this version has them."""
    return sorted(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())


def is_too_early(applied: Collection[tuple[str, str]]) -> bool:
    """Whether a database with these steps has taken only some of an app's early ones.

    For a while a new database noted those of one app as taken together with its first step.
    """
    apps = {app for app, _ in EARLY_STEPS}
    of_apps = [{step for step in EARLY_STEPS if step[0] == app} for app in apps]
    return any(early.intersection(applied) and not early.issubset(applied) for early in of_apps)


def refuse_too_early(**signal: Any) -> None:
    """Stops `migrate` on such a database before it changes anything. Raises CommandError."""
    if is_too_early(MigrationRecorder(connection).applied_migrations()):
        raise CommandError(TOO_EARLY)


def fault_of_schema() -> str | None:
    """Why this version must not work on this database, in a sentence that says what to do; None where they fit."""
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    applied = {name for name in loader.applied_migrations if name[0] in loader.migrated_apps}
    if is_too_early(applied):
        return TOO_EARLY
    foreign = sorted(".".join(name) for name in applied - set(loader.disk_migrations) - EARLY_STEPS)
    if foreign:
        return (
            f"Cơ sở dữ liệu có bước nâng cấp mà phiên bản này không biết ({', '.join(foreign[:3])}). "
            "Hãy chạy phiên bản mới hơn của cổng, hoặc phục hồi bản sao lưu của phiên bản này."
        )
    missing = sorted(".".join(name) for name in set(loader.graph.nodes) - set(loader.applied_migrations))
    if missing:
        return f"Cơ sở dữ liệu chưa nâng cấp: còn {len(missing)} bước. Hãy sao lưu rồi chạy: manage.py migrate"
    return None
