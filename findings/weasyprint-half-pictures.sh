#!/bin/sh
# Importing WeasyPrint 70.0 changes what Pillow says of other people's pictures. It sets ImageFile.LOAD_TRUNCATED_IMAGES
# for the whole process, so from then on a photo whose upload broke off is no error any more: load() gives half a picture
# and grey below it. A portal that checks uploads by opening them refuses the half or keeps it for evidence, depending on
# whether that worker has imported the module that makes PDF; a test sees one of the two.
#
# Seen: WeasyPrint 70.0, Pillow 13.0.0, Python 3.11: before the import "image file is truncated", after it a picture of
# full size whose last quarter is one colour.
# What helps: set ImageFile.LOAD_TRUNCATED_IMAGES = False around the check of an upload, or make PDF in a process of its
# own.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" --quiet --disable-pip-version-check install weasyprint==70.0 pillow==13.0.0
# WeasyPrint's own requirement, of the system's packages.
"$folder/env/bin/python" -c "import weasyprint" 2>/dev/null >/dev/null ||
    { apt-get update; apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0; } >"$folder/log" 2>&1
"$folder/env/bin/python" - <<'PYTHON'
from io import BytesIO

from PIL import Image

whole = BytesIO()
Image.effect_noise((200, 200), 60).save(whole, "JPEG")
half = whole.getvalue()[: len(whole.getvalue()) // 2]


def opened():
    """What opening the half file gives: the colours of its last quarter, or the error."""
    try:
        picture = Image.open(BytesIO(half))
        picture.load()
        return picture.size, picture.crop((0, 150, 200, 200)).getextrema()
    except OSError as error:
        return str(error)


before = opened()
import weasyprint  # noqa: E402, F401

after = opened()
print("before the import:", before)
print("after the import: ", after)
assert before.startswith("image file is truncated"), before
assert after == ((200, 200), (128, 128)), "WeasyPrint behaves otherwise by now"
PYTHON
echo "As described."
