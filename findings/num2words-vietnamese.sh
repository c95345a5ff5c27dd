#!/bin/sh
# num2words 0.5.14 in Vietnamese says other numbers than it is given. A number below zero is looked up from the end of the
# table of words, so −3 is "seventeen" and −20 is "zero", without a word of minus. What follows the comma is cut to two
# digits and said as a whole number: 1,5 is "one comma fifty" and 1,05 is "one comma five", which is how people say 1,5;
# 1,005 is "one". Nothing warns; the same numbers in English are right.
#
# Seen: num2words 0.5.14, Python 3.11, as below. vn-money 0.1.0 says whole numbers below zero right.
# What helps: give it whole numbers of zero or more alone, say "âm" and each digit behind the comma oneself.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" --quiet --disable-pip-version-check install num2words==0.5.14 vn-money==0.1.0
"$folder/env/bin/python" - <<'PYTHON'
from num2words import num2words
from vn_money import to_words

SAID = {
    21: "hai mươi mốt",
    -3: "mười bảy",
    -20: "không",
    1.5: "một phẩy năm mươi",
    1.05: "một phẩy năm",
    1.005: "một",
}
for number, expected in SAID.items():
    said = num2words(number, lang="vi")
    print(f"{number}: {said!r}; in English {num2words(number)!r}")
    assert said == expected, "num2words behaves otherwise by now"
assert num2words(-3) == "minus three" and num2words(1.05) == "one point zero five"
assert to_words(-3) == "âm ba"
PYTHON
echo "As described."
