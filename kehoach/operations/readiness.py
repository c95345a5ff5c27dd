"""What stands in the way of serving anybody, in sentences; nothing of it is a secret."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from kehoach.operations.replication import fault_of_standby
from kehoach.operations.schema import fault_of_schema

# An upload has up to 10 MB, and both databases write before they delete.
LEAST_FREE_BYTES = 200 * 1024 * 1024


def faults() -> list[str]:
    """Everything that is wrong; empty where the portal can serve."""
    return [sentence for sentence in (_database(), disk_fault()) if sentence]


def _database() -> str | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return fault_of_schema() or fault_of_standby()
    except DatabaseError:
        return "Không kết nối được cơ sở dữ liệu. Hãy xem máy chủ cơ sở dữ liệu và DATABASE_URL."


def disk_fault() -> str | None:
    """Why nothing can be written where the portal keeps its data, in a sentence; None where it can."""
    folder = Path(settings.DATA_DIR)
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return f"Không ghi được vào thư mục dữ liệu {folder}. Hãy xem lại DATA_DIR và quyền ghi."
    if shutil.disk_usage(folder).free < LEAST_FREE_BYTES:
        return f"Đĩa chứa {folder} sắp đầy. Hãy dọn bớt hoặc thêm đĩa."
    return None
