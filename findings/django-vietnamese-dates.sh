#!/bin/sh
# Django 5.2.19 in Vietnamese shows dates day first and reads them month first. Its Vietnamese formats name how a date is
# shown (d-m-Y) but not how one is typed, so a form falls back to the American order: 05/09/2026, Khai giảng, is the 9th
# of May, silently; 25/09/2026 is refused, and so is 05-09-2026, the very form that the page shows. The number of digits
# in a group is not named either, so USE_THOUSAND_SEPARATOR and even the filter intcomma, which asks for groups, group
# nothing, although the separator itself is named and is taken off what people type.
#
# Seen: Django 5.2.19, Python 3.11: shown 05-09-2026; typed 05/09/2026 is 2026-05-09, 25/09/2026 and 05-09-2026 are
# refused; intcomma of 1234567 is 1234567, and 1.234 that is typed is 1234.
# What helps: a module of one's own in FORMAT_MODULE_PATH with DATE_INPUT_FORMATS and NUMBER_GROUPING, tried below.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" --quiet --disable-pip-version-check install Django==5.2.19
mkdir -p "$folder/own/vi"
touch "$folder/own/__init__.py" "$folder/own/vi/__init__.py"
cat > "$folder/own/vi/formats.py" <<'PYTHON'
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"]
NUMBER_GROUPING = 3
PYTHON
cat > "$folder/form.py" <<'PYTHON'
import sys
from datetime import date

import django
from django import forms
from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.utils import formats

settings.configure(LANGUAGE_CODE="vi", USE_THOUSAND_SEPARATOR=True, FORMAT_MODULE_PATH=sys.argv[1:])
django.setup()


def typed(text):
    """The day that a form takes this for."""
    try:
        return forms.DateField().clean(text).isoformat()
    except ValidationError:
        return "refused"


print(formats.date_format(date(2026, 9, 5), "SHORT_DATE_FORMAT"), end="; ")
print(*(typed(text) for text in ("05/09/2026", "25/09/2026", "05-09-2026")), end="; ")
print(intcomma(1234567), forms.IntegerField(localize=True).clean("1.234"))
PYTHON
cd "$folder"
plain=$(env/bin/python form.py)
helped=$(env/bin/python form.py own)
echo "Django alone:         $plain"
echo "with formats of ours: $helped"
[ "$plain" = "05-09-2026; 2026-05-09 refused refused; 1234567 1234" ]
[ "$helped" = "05-09-2026; 2026-09-05 2026-09-25 2026-09-05; 1.234.567 1234" ]
echo "As described."
