#!/bin/sh
# In a PDF of WeasyPrint 70.0 the first time that a letter is printed decides how it is read back everywhere. Vietnamese
# letters come composed ("ộ" is one code point) or, pasted from a Mac, taken apart (three); both are drawn with the same
# glyph, and the file notes once for each glyph and font which text it stands for. After one pasted name at the top of a
# report its letters come out taken apart in all the composed text below, and an index or a search by exact letters does
# not find the words there that were typed on Windows; the other way round a composed name heals the pasted one. The page
# looks the same either way.
#
# Seen: WeasyPrint 70.0 with Pango 1.50, pypdf 7.1.1 and pypdfium2 5.15.2, Python 3.11: as below.
# What helps: unicodedata.normalize("NFC", html) before the HTML is set.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" --quiet --disable-pip-version-check install \
    weasyprint==70.0 pypdf==7.1.1 pypdfium2==5.15.2 font-roboto==0.0.1
# WeasyPrint's own requirement, of the system's packages.
"$folder/env/bin/python" -c "import weasyprint" 2>/dev/null >/dev/null ||
    { apt-get update; apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0; } >"$folder/log" 2>&1
"$folder/env/bin/python" - <<'PYTHON'
from io import BytesIO
from unicodedata import is_normalized, normalize

import font_roboto
import pypdf
import pypdfium2
import weasyprint

COMPOSED = "Thôn Hội Một được công nhận"
APART = normalize("NFD", COMPOSED)
STYLE = f'<style>@font-face {{font-family: R; src: url("file://{font_roboto.Roboto}")}} body {{font-family: R}}</style>'


def read_back(*paragraphs):
    """Whether each paragraph is read back composed, by two readers that agree."""
    pdf = weasyprint.HTML(string=STYLE + "".join(f"<p>{text}" for text in paragraphs)).write_pdf()
    by_pypdf = pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text().splitlines()
    by_pdfium = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().splitlines()
    assert by_pypdf == by_pdfium
    assert [normalize("NFC", line) for line in by_pypdf] == [COMPOSED] * len(paragraphs)
    return ["composed" if is_normalized("NFC", line) else "apart" for line in by_pypdf]


for paragraphs, expected in [
    ([COMPOSED], ["composed"]),
    ([APART, COMPOSED], ["apart", "apart"]),
    ([COMPOSED, APART], ["composed", "composed"]),
]:
    typed = ["composed" if is_normalized("NFC", text) else "apart" for text in paragraphs]
    print("typed", typed, "read back", read_back(*paragraphs))
    assert read_back(*paragraphs) == expected, "WeasyPrint behaves otherwise by now"
PYTHON
echo "As described."
