"""Run as a process of its own: reads an .xls from standard input and writes its cells as lines of JSON.

The library behind it holds the whole workbook in memory, and a damaged one may keep it busy: so it is this process that
ends. Lines are one a sheet (`{"sheet": title, "hidden": …}`), then one a row that holds anything (`[number, cells]`);
what JSON does not know is `{"moment": …}`, `{"time": …}`, `{"percent": share}`, `{"error": "#N/A"}`. Where the file
cannot be read, the last line is `{"problem": "damaged" or "locked"}`. Imports nothing of the project.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from io import StringIO
from typing import Any

import xlrd

_MOST_MEMORY, _MOST_SECONDS = 512 * 1024 * 1024, 20
# What a number's format says beside the number.
_WORDS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def plain(book: Any, percents: set[int], cell: Any) -> Any:
    """A cell as JSON writes it; None where it is empty."""
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return cell.value or None
        case xlrd.XL_CELL_NUMBER:
            return {"percent": cell.value} if cell.xf_index in percents else cell.value
        case xlrd.XL_CELL_DATE:
            return day(cell.value, book.datemode)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return {"error": xlrd.error_text_from_code.get(cell.value, "#N/A")}
    return None


def day(serial: float, epoch: int) -> Any:
    """A serial number as the day that the cell shows; as a time of day where it is less than one."""
    try:
        moment = xlrd.xldate.xldate_as_datetime(serial, epoch)
    except (OverflowError, ValueError):
        return {"error": "#NUM!"}
    return {"time": moment.time().isoformat()} if 0 < serial < 1 else {"moment": moment.isoformat()}


def percent_styles(book: Any) -> set[int]:
    """The styles that show a number as a percentage."""
    formats = {key: _WORDS.sub("", number_format.format_str or "") for key, number_format in book.format_map.items()}
    return {number for number, style in enumerate(book.xf_list) if "%" in formats.get(style.format_key, "")}


def say(told: Any) -> None:
    """A line for the process that has asked."""
    sys.stdout.write(f"{json.dumps(told)}\n")


def main() -> None:
    """Ends with an error where memory or time runs out."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    content = sys.stdin.buffer.read()
    try:
        # With the formats; what it remarks on odd files goes nowhere.
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=StringIO())
        percents = percent_styles(book)
        for sheet in book.sheets():
            say({"sheet": sheet.name, "hidden": sheet.visibility != 0})
            for number in range(sheet.nrows):
                cells = [plain(book, percents, cell) for cell in sheet.row(number)]
                if any(cell is not None for cell in cells):
                    say([number + 1, cells])
    except MemoryError:
        raise
    except Exception as problem:
        # Over a damaged file the library stumbles in a hundred ways.
        say({"problem": "locked" if "encrypted" in str(problem) else "damaged"})


if __name__ == "__main__":
    main()
