"""Tables as CSV that spreadsheets and programs read alike. Imports no Django."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

# A cell that begins so would be calculated by a spreadsheet that opens the file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """With the mark by which Excel knows UTF-8, and no cell that it would take for a formula."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([f"'{cell}" if str(cell).startswith(_FORMULA) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")
