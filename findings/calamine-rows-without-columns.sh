#!/bin/sh
# python-calamine 0.9.1: iter_rows() gives the empty rows above the first cell, but not the empty columns before it;
# to_python(skip_empty_area=False) gives both, to_python() neither. A cell read by its column through iter_rows() is
# taken for its neighbour as soon as column A is empty in the whole sheet.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet python-calamine==0.9.1 openpyxl==3.1.5
"$folder/venv/bin/python" - "$folder/sheet.xlsx" <<'PYTHON'
import sys

import openpyxl
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
book.active["C3"] = "here"
book.save(sys.argv[1])
sheet = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0)
rows, whole, bare = list(sheet.iter_rows()), sheet.to_python(skip_empty_area=False), sheet.to_python()
print("iter_rows", rows)
print("to_python(skip_empty_area=False)", whole)
print("to_python()", bare)
assert sheet.start == (2, 2)
assert rows == [[""], [""], ["here"]], "rows above are there, columns before are not"
assert whole == [["", "", ""], ["", "", ""], ["", "", "here"]]
assert bare == [["here"]]
PYTHON
