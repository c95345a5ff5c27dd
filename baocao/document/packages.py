"""Office files as packages of parts: the same parts always as the same bytes. Imports no Django."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO

# Where a library writes its clock although the file has a date of its own.
_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def dated_package(content: bytes, day: date) -> bytes:
    """The package with this day instead of the clock's, on every part and in its properties, packed in one way."""
    moment = f"{day.isoformat()}T00:00:00Z".encode()
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == _PROPERTIES:
                part = _MOMENT.sub(rb"\g<1>" + moment, part)
            new.writestr(zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return file.getvalue()
