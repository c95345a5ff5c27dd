"""Whether what follows a PostgreSQL server keeps up: commits may wait for it for ever, and its log fills the disk."""

from __future__ import annotations

from django.db import connection

ALONE = """
    SELECT current_setting('synchronous_standby_names') <> '' AND NOT EXISTS (SELECT FROM pg_stat_replication)
"""


def fault_of_standby() -> str | None:
    """Why nothing can be saved for now, in a sentence; None where commits wait for nobody who is away.

    No time limit ends that wait: without this the portal would only seem slow.
    """
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
        (is_alone,) = cursor.fetchone()
    if not is_alone:
        return None
    return (
        "Máy chủ cơ sở dữ liệu dự phòng không nối được, mọi lần lưu phải chờ nó. "
        "Hãy khởi động lại máy dự phòng, hoặc bỏ tên nó khỏi synchronous_standby_names."
    )


def unread_slots() -> list[str]:
    """The names under which the server keeps its log for somebody who does not come for it."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT slot_name FROM pg_replication_slots WHERE NOT active ORDER BY slot_name")
        return [name for (name,) in cursor.fetchall()]
