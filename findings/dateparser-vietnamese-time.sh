#!/bin/sh
# dateparser 1.5.0 loses the date of a Vietnamese invitation. "14 giờ 00 phút ngày 05/9/2026", the way in which offices
# write when a meeting begins, is read as fourteen hours before now: "giờ" is both "o'clock" and "hours", and once it is
# taken for hours the date beside it is dropped. The order does not matter, nor "lúc" (at) before the time. The
# result is a plausible moment, of yesterday or today, so no check for None finds it. With a colon instead of the word
# both date and time are right.
#
# Seen: dateparser 1.5.0, Python 3.11, asked on 30/11/2026 at noon, with languages=["vi"] and without: as below.
# What helps: write "14 giờ 30 phút" as "14:30" by a regular expression first.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" --quiet --disable-pip-version-check install dateparser==1.5.0
"$folder/env/bin/python" - <<'PYTHON'
from datetime import datetime

import dateparser

NOON = {"RELATIVE_BASE": datetime(2026, 11, 30, 12)}
READ = {
    "14:00 ngày 05/9/2026": "2026-09-05 14:00:00",
    "14 giờ ngày 05/9/2026": "2026-11-29 22:00:00",
    "14 giờ 00 phút ngày 05/9/2026": "2026-11-29 22:00:00",
    "14 giờ 30 phút, ngày 05/9/2026": "2026-11-29 21:30:00",
    "ngày 05/9/2026 lúc 14 giờ": "2026-11-29 22:00:00",
}
for text, expected in READ.items():
    known, guessed = dateparser.parse(text, languages=["vi"], settings=NOON), dateparser.parse(text, settings=NOON)
    print(f"{text}: {known}")
    assert str(known) == str(guessed) == expected, "dateparser behaves otherwise by now"
PYTHON
echo "As described."
