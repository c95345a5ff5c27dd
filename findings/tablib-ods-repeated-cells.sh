#!/bin/sh
# tablib 3.10.0 moves the cells of an .ods to the left. OpenDocument writes equal neighbours once, with how often they
# are repeated, and LibreOffice saves every row that way. tablib counts such a cell as one, and leaves a repeated empty
# one out: of the row "Thôn Một, –, –, 7, 8" the 7 is read in the second column, and of "Thôn Hai, 7, 7, 7, 8" the 8 in
# the third, without an error, since short rows are filled up at their end. One empty cell alone is kept. A table of
# figures by village, in which zeros and blanks stand side by side, comes in under the wrong headings.
#
# Seen: tablib 3.10.0, odfpy 1.4.1, Python 3.11, as below; python-calamine 0.9.1 reads the same file in its right
# columns.
# What helps: spread the repeated cells with odfpy before tablib sees them, or another reader.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" --quiet --disable-pip-version-check install 'tablib[ods]==3.10.0' odfpy==1.4.1 python-calamine==0.9.1
"$folder/env/bin/python" - <<'PYTHON'
from io import BytesIO

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from python_calamine import CalamineWorkbook
from tablib import Dataset


def cell(content="", **attributes):
    """A cell of text, of a number, or empty."""
    if content == "":
        return TableCell(**attributes)
    if isinstance(content, str):
        filled = TableCell(valuetype="string", **attributes)
    else:
        filled = TableCell(valuetype="float", value=content, **attributes)
    filled.addElement(P(text=str(content)))
    return filled


ROWS = [
    [cell(heading) for heading in ("Thôn", "Trẻ em", "Lớp học", "Sách", "Máy tính")],
    [cell("Thôn Một"), cell(numbercolumnsrepeated=2), cell(7), cell(8)],
    [cell("Thôn Hai"), cell(7, numbercolumnsrepeated=3), cell(8)],
    [cell("Thôn Ba"), cell(1), cell(), cell(7), cell(8)],
]
document, table = OpenDocumentSpreadsheet(), Table(name="S")
document.spreadsheet.addElement(table)
for cells in ROWS:
    row = TableRow()
    for element in cells:
        row.addElement(element)
    table.addElement(row)
file = BytesIO()
document.save(file)

by_tablib = [list(row) for row in Dataset().load(file.getvalue(), format="ods")]
by_calamine = CalamineWorkbook.from_filelike(BytesIO(file.getvalue())).get_sheet_by_index(0).to_python()[1:]
for left, right in zip(by_tablib, by_calamine):
    print("tablib", left, "calamine", right)
assert by_tablib == [["Thôn Một", 7, 8, "", ""], ["Thôn Hai", 7, 8, "", ""], ["Thôn Ba", 1, "", 7, 8]]
assert by_calamine == [["Thôn Một", "", "", 7, 8], ["Thôn Hai", 7, 7, 7, 8], ["Thôn Ba", 1, "", 7, 8]]
PYTHON
echo "As described."
