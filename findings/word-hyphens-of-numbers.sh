#!/bin/sh
# Four readers of Word files give three document numbers. Who does not want "45/QĐ-UBND" torn apart at a line's end types
# Word's non-breaking hyphen (Ctrl+Shift+_), which Word saves not as a character but as an element of its own between two
# texts. python-docx gives a hyphen, mammoth U+2011, which no search for the number finds, and docx2python and docx2txt
# give nothing: "45/QĐUBND", a number that no office has given.
#
# Seen: python-docx 1.2.0, docx2python 3.7.1, docx2txt 0.9, mammoth 1.13.0, Python 3.11: as below.
# What helps: read with python-docx, or turn w:noBreakHyphen into a hyphen before another reader sees the file; compare
# numbers without hyphens.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" --quiet --disable-pip-version-check install \
    python-docx==1.2.0 docx2python==3.7.1 docx2txt==0.9 mammoth==1.13.0
cd "$folder"
env/bin/python - <<'PYTHON'
import docx
import docx2txt
import mammoth
from docx.oxml import OxmlElement
from docx2python import docx2python

written = docx.Document()
run = written.add_paragraph().add_run("Số: 45/QĐ")
run._r.append(OxmlElement("w:noBreakHyphen"))
run.add_text("UBND")
written.save("number.docx")

with open("number.docx", "rb") as stream:
    by_mammoth = mammoth.extract_raw_text(stream).value
with docx2python("number.docx") as content:
    by_docx2python = content.text
READ = {
    "python-docx": (docx.Document("number.docx").paragraphs[0].text, "Số: 45/QĐ-UBND"),
    "mammoth": (by_mammoth, "Số: 45/QĐ\u2011UBND"),
    "docx2python": (by_docx2python, "Số: 45/QĐUBND"),
    "docx2txt": (docx2txt.process("number.docx"), "Số: 45/QĐUBND"),
}
for reader, (text, expected) in READ.items():
    print(f"{reader}: {ascii(text.strip())}")
    assert text.strip() == expected, f"{reader} behaves otherwise by now"
PYTHON
echo "As described."
