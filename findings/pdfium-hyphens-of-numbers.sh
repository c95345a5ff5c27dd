#!/bin/sh
# pypdfium2 5.15.2 (PDFium) takes the hyphen out of a document's number that is broken over two lines. "45/QĐ-UBND",
# broken after its hyphen, is read as "45/QĐ" + U+FFFE + "UBND" on one line: a hyphen between letters at a line's end
# counts as that of a divided word, though Vietnamese divides no words, and U+FFFE, which is no character, stands for it.
# A search for the number does not find it, and no XML can hold the text, so neither can Word or Excel. Between digits,
# as in "2021-2030", the hyphen and the line break stay. pypdf gives both as they are printed.
#
# Seen: pypdfium2 5.15.2, pypdf 7.1.1, fpdf2 2.8.9, Python 3.11: as below.
# What helps: replace U+FFFE by a hyphen in what pypdfium2 reads; U+2011 or white-space: nowrap where one writes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" --quiet --disable-pip-version-check install \
    fpdf2==2.8.9 pypdfium2==5.15.2 pypdf==7.1.1 font-roboto==0.0.1
"$folder/env/bin/python" - <<'PYTHON'
from io import BytesIO

import font_roboto
import pypdf
import pypdfium2
from fpdf import FPDF


def read_back(*lines):
    """The text of a page of these lines, by PDFium and by pypdf."""
    writer = FPDF()
    writer.add_page()
    writer.add_font("Roboto", fname=font_roboto.Roboto)
    writer.set_font("Roboto", size=12)
    for line in lines:
        writer.cell(text=line, new_x="LMARGIN", new_y="NEXT")
    pdf = bytes(writer.output())
    by_pdfium = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    return by_pdfium, pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text()


READ = {
    ("Căn cứ Quyết định số 45/QĐ-", "UBND ngày 05/9"): "Căn cứ Quyết định số 45/QĐ\ufffeUBND ngày 05/9",
    ("Giai đoạn 2021-", "2030"): "Giai đoạn 2021-\r\n2030",
}
for lines, expected in READ.items():
    by_pdfium, by_pypdf = read_back(*lines)
    print(f"pypdfium2 {ascii(by_pdfium)}, pypdf {ascii(by_pypdf)}")
    assert by_pypdf == "\n".join(lines)
    assert by_pdfium == expected, "PDFium behaves otherwise by now"
PYTHON
echo "As described."
