"""Run as a process of its own: reads an .ods or .xls from standard input and writes its cells as lines of JSON.

The library behind it takes as much memory as a sheet claims to span, and ends the process instead of raising: so it is
this process that ends. Lines are one a sheet (`{"sheet": title, "hidden": …}`), then one a row that holds anything
(`[number, cells]`); what JSON does not know is `{"day": …}`, `{"moment": …}`, `{"time": …}`, `{"seconds": …}`.
Imports nothing of the project.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

# Exit statuses: what the file is that cannot be read.
DAMAGED, LOCKED = 3, 4
_MOST_MEMORY, _MOST_SECONDS = 768 * 1024 * 1024, 20


def plain(cell: Any) -> Any:
    """A cell as JSON writes it; None where it is empty."""
    match cell:
        case "":
            return None
        case datetime():
            return {"moment": cell.isoformat()}
        case date():
            return {"day": cell.isoformat()}
        case time():
            return {"time": cell.isoformat()}
        case timedelta():
            return {"seconds": cell.total_seconds()}
    return cell


def say(told: Any) -> None:
    """A line for the process that has asked."""
    sys.stdout.write(f"{json.dumps(told)}\n")


def main() -> int:
    """Returns the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    # Here, so that loading the library counts.
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum  # noqa: PLC0415

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
        for about in book.sheets_metadata:
            hidden = about.visible != SheetVisibleEnum.Visible
            say({"sheet": about.name, "hidden": hidden})
            sheet = book.get_sheet_by_name(about.name)
            # Rows above the first one are there, columns before the first one are not.
            left = [None] * (sheet.start or (0, 0))[1]
            for number, row in enumerate(sheet.iter_rows(), start=1):
                cells = left + [plain(cell) for cell in row]
                if any(cell is not None for cell in cells):
                    say([number, cells])
    except PasswordError:
        return LOCKED
    except CalamineError:
        return DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main())
