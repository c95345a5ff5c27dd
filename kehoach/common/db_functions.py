"""What happens to a connection when it opens: SQLite learns text without marks and capitals, as PostgreSQL knows it.

And its file is nobody's business but the portal's.
"""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Func, TextField

from kehoach.common import formats

# Grave, acute, circumflex, tilde, breve, hook, horn and dot below are all that Vietnamese has; names of foreigners
# may have the others.
MARKS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u031b\u0323\u0326\u0327\u0328"


class Plain(Func):
    """`formats.plain` of a column, computed by the database; only runs of blanks stay as they are."""

    function = "PLAIN"
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """In PostgreSQL's own functions. TRANSLATE drops the marks; what is left is ASCII, whatever the locale."""
        template = f"LOWER(TRANSLATE(NORMALIZE(%(expressions)s, NFD), 'Đđ{MARKS}', 'dd'))"
        return self.as_sql(compiler, connection, template=template, **context)


# A row is asked about once for every word and once more for its rank.
@lru_cache(maxsize=64)
def _plain(text: str | None) -> str | None:
    return None if text is None else formats.plain(text)


def _teach_sqlite(connection: BaseDatabaseWrapper, **signal: Any) -> None:
    if connection.vendor != "sqlite":
        return
    connection.connection.create_function("PLAIN", 1, _plain, deterministic=True)
    for ending in ("", "-wal", "-shm"):
        # SQLite creates them as the umask says; what is not there, or another's, stays.
        with suppress(OSError):
            file = Path(f"{connection.settings_dict['NAME']}{ending}")
            if file.stat().st_mode & 0o077:
                file.chmod(0o600)


connection_created.connect(_teach_sqlite)
