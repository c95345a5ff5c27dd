#!/bin/sh
# python-calamine 0.9.1 does not read an .ods whose content.xml is indented, as Gnumeric writes it: blanks between a row
# and its first cell are an error, "Expecting 'table-cell'" for a path, and for a file object "Cannot detect file
# format", though the format is not the trouble. Blanks between a cell and its paragraph are no error: they become part
# of the cell's text. Neither place may hold text in OpenDocument, so an indented file says the same as a flat one, and
# odfpy reads the same paragraph out of all of them.
#
# Seen: python-calamine 0.9.1, odfpy 1.4.1, Python 3.11: flat "here", between rows "here", before a paragraph
# "\n  here", before a cell an error.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" --quiet --disable-pip-version-check install python-calamine==0.9.1 odfpy==1.4.1
cd "$folder"
"$folder/env/bin/python" - <<'PYTHON'
import zipfile

from odf.opendocument import load
from odf.teletype import extractText
from odf.text import P
from python_calamine import CalamineError, CalamineWorkbook

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2" '
    + " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "table", "text"))
    + '><office:body><office:spreadsheet><table:table table:name="S"><table:table-row>'
    '<table:table-cell office:value-type="string"><text:p>here</text:p></table:table-cell>'
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{SPREADSHEET}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def saved(before):
    """A spreadsheet of one cell, with a line break and two blanks before the tag of this name."""
    name = f"{before.replace(':', '-')}.ods"
    with zipfile.ZipFile(name, "w") as package:
        package.writestr("mimetype", SPREADSHEET)
        package.writestr("META-INF/manifest.xml", MANIFEST)
        package.writestr("content.xml", CONTENT.replace(f"<{before}", f"\n  <{before}") if before != "flat" else CONTENT)
    return name


def by_calamine(name):
    """What calamine gives for the cell, or says."""
    try:
        return CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python()[0][0]
    except CalamineError as error:
        return f"error: {str(error)[:22]}"


def by_odfpy(name):
    """What stands in the file's paragraph."""
    (paragraph,) = load(name).getElementsByType(P)
    return extractText(paragraph)


files = {before: saved(before) for before in ("flat", "table:table-row", "text:p", "table:table-cell")}
for before, name in files.items():
    print(f"blanks before {before}: calamine {by_calamine(name)!r}, odfpy {by_odfpy(name)!r}")
assert by_calamine(files["flat"]) == by_calamine(files["table:table-row"]) == "here"
assert by_calamine(files["text:p"]) == "\n  here"
assert by_calamine(files["table:table-cell"]) == "error: Expecting 'table-cell'"
assert {by_odfpy(name) for name in files.values()} == {"here"}
with open(files["table:table-cell"], "rb") as stream:
    try:
        CalamineWorkbook.from_filelike(stream)
        raise AssertionError("calamine behaves otherwise by now")
    except CalamineError as error:
        print("as a file object:", error)
        assert str(error) == "Cannot detect file format"
PYTHON
echo "As described."
