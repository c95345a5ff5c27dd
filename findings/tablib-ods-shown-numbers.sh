#!/bin/sh
# tablib 3.10.0, and with it django-import-export, reads the numbers of an .ods from the text that the cell shows, not
# from the value that stands beside it. 1234 people, shown as a Vietnamese office shows them, 1.234, are read as 1.234,
# a little more than one; 2,75 shown without decimals is 3; a number that is shown with a comma is an error, and a
# percentage is no number but text. Whether a file can be read, and as what, depends on the writer's language and on the
# width of a format. The same cells as .xlsx give their values.
#
# Seen: tablib 3.10.0, odfpy 1.4.1, openpyxl 3.1.5, Python 3.11, as below.
# What helps: do not offer .ods among the formats of an import, or read it by office:value.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" --quiet --disable-pip-version-check install 'tablib[ods,xlsx]==3.10.0' odfpy==1.4.1 openpyxl==3.1.5
"$folder/env/bin/python" - <<'PYTHON'
from io import BytesIO

import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from tablib import Dataset


def from_ods(kind, value, shown):
    """What tablib gives for a cell of this value that shows this text."""
    document, table = OpenDocumentSpreadsheet(), Table(name="S")
    document.spreadsheet.addElement(table)
    heading = TableCell(valuetype="string")
    heading.addElement(P(text="heading"))
    cell = TableCell(valuetype=kind, value=value)
    cell.addElement(P(text=shown))
    for content in (heading, cell):
        row = TableRow()
        row.addElement(content)
        table.addElement(row)
    file = BytesIO()
    document.save(file)
    try:
        return Dataset().load(file.getvalue(), format="ods")[0][0]
    except ValueError as error:
        return f"error: {error}"


def from_xlsx(value, number_format):
    """What tablib gives for the same cell of an .xlsx."""
    workbook, file = openpyxl.Workbook(), BytesIO()
    workbook.active.append(["heading"])
    workbook.active.append([value])
    workbook.active["A2"].number_format = number_format
    workbook.save(file)
    return Dataset().load(file.getvalue(), format="xlsx")[0][0]


CELLS = [
    ("float", "1234", "1.234", "#,##0", 1.234),
    ("float", "2.75", "3", "0", 3.0),
    ("float", "1234.5", "1.234,50", "#,##0.00", "error: could not convert string to float: '1.234,50'"),
    ("percentage", "0.85", "85%", "0%", "85%"),
]
for kind, value, shown, number_format, expected in CELLS:
    ods, xlsx = from_ods(kind, value, shown), from_xlsx(float(value), number_format)
    print(f"{value} shown as {shown}: .ods {ods!r}, .xlsx {xlsx!r}")
    assert ods == expected, "tablib behaves otherwise by now"
    assert xlsx == float(value)
PYTHON
echo "As described."
