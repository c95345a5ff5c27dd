"""Fresh cells of the same kinds: numbers as words, moments, what is no number, names of parts and of cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kehoach.excel.workbooks.labels import NOTE
from tests.foreign_workbooks import as_ods, as_xls
from tests.hostile_workbooks import parts_of, zipped
from tests.small_forms import (
    ASKED,
    BOOK,
    FILLED,
    NO_CELL,
    PLAIN,
    RELATIONS,
    SHEET,
    answers,
    centre,
    edited,
    form,
    number,
    ods,
    renamed,
)


def words(raw: str, style: str = "General") -> bytes:
    """The form whose decision is this raw number in this format."""
    content = form({"standard_decision": 1}, {"standard_decision": style})
    return edited(content, SHEET, lambda part: part.replace("<v>1</v>", f"<v>{raw}</v>"))


def remark(raw: str, style: str = "General") -> bytes:
    """The form whose note is this raw number in this format."""
    return edited(form({}, {NOTE: style}, note=1), SHEET, lambda part: part.replace("<v>1</v>", f"<v>{raw}</v>"))


def house(name: str, raw: str) -> bytes:
    """The village house's form with this raw number."""
    return edited(centre({name: 1}), SHEET, lambda part: part.replace("<v>1</v>", f"<v>{raw}</v>"))


def named(edit: Callable[[str], str]) -> bytes:
    """The form with what its names point to written otherwise."""
    return edited(
        PLAIN, BOOK, lambda part: re.sub("(<definedName [^>]*>)([^<]*)", lambda found: found[1] + edit(found[2]), part)
    )


def titled(title: str) -> bytes:
    """The form whose hidden sheet has another title."""
    reference = "'" + title.replace("'", "''") + "'"
    return edited(PLAIN, BOOK, lambda part: part.replace("'Mã tệp'", reference).replace('"Mã tệp"', f'"{title}"'))


def moved(part: str, target: str, name: str) -> bytes:
    """The form with a part under another name, and the relation to it as it is written."""
    return edited(
        renamed(PLAIN, **{part: name}),
        RELATIONS,
        lambda text: re.sub(f'Target="[^"]*{part.rpartition("/")[2]}"', lambda _: f'Target="{target}"', text),
    )


MOMENT = "dd/mm/yyyy hh:mm"
AGAIN: dict[str, tuple[bytes, dict[str, Any]]] = {
    **{
        f"words {raw}": (words(raw), {"standard_decision": said})
        for raw, said in (
            ("12.00", "12"),
            ("1.2E1", "12"),
            ("0.1", "0,1"),
            ("-3.5", "-3,5"),
            ("1234567.25", "1234567,25"),
            ("0.30000000000000004", "0,3"),
            ("2.50", "2,5"),
            ("0", "0"),
            ("0.0", "0"),
            ("99999999999", "99999999999"),
            ("6.999999999999999", "7"),
            ("NaN", ASKED),
            ("-INF", ASKED),
        )
    },
    **{
        f"note {raw} {style}": (remark(raw, style), {"loans" + NOTE: said})
        for raw, style, said in (
            ("12.00", "0", "12"),
            ("1.5", "0.0", "1,5"),
            ("0.145", "0.0%", "14,5%"),
            ("46143", "dd/mm/yyyy", "01/05/2026"),
            ("46143.0", "d/m/yy", "01/05/2026"),
            ("46143.3368055556", MOMENT, "01/05/2026 08:05"),
            ("46143.999305555555", MOMENT, "01/05/2026 23:59"),
            ("46142.999999999999", MOMENT, "01/05/2026"),
            ("0.322916666666667", "h:mm", "07:45:00"),
            ("0.999988425925926", "h:mm AM/PM", "23:59:59"),
            ("0.5", "hh:mm:ss", "12:00:00"),
            ("7", '"lần "0', "7"),
        )
    },
    **{
        f"day {raw}": (
            edited(
                form({"standard_date": 1}, {"standard_date": "dd/mm/yyyy"}),
                SHEET,
                lambda part, r=raw: part.replace("<v>1</v>", f"<v>{r}</v>"),
            ),
            {"standard_date": day},
        )
        for raw, day in (
            ("46143", date(2026, 5, 1)),
            ("46143.75", date(2026, 5, 1)),
            ("46142.999999999999", date(2026, 5, 1)),
            ("4.6143E4", date(2026, 5, 1)),
            ("-5", ASKED),
            ("0.5", ASKED),
            ("1e9", ASKED),
            ("NaN", ASKED),
            ("INF", ASKED),
            ("99999", ASKED),
        )
    },
    **{
        f"house {name} {raw}": (house(name, raw), {name: value})
        for name, raw, value in (
            ("has_internet", "0.0", False),
            ("has_internet", "1E0", True),
            ("has_internet", "1.5", ASKED),
            ("has_internet", "2.0", ASKED),
            ("renewed_in", "2.019E3", 2019),
            ("renewed_in", "2019.5", ASKED),
            ("renewed_in", "2018.9999999999999", 2019),
            ("renewed_in", "NaN", ASKED),
            ("person_in_charge", "7.0", "7"),
            ("hall_land_m2", "250.0", 250),
            ("hall_land_m2", "250.4", ASKED),
        )
    },
    "no percentage": (
        edited(form({"loans": 1}, {"loans": "0%"}), SHEET, lambda part: part.replace("<v>1</v>", "<v>NaN</v>")),
        {"loans": ASKED},
    ),
    **{
        f"name {number}": (named(edit), FILLED)
        for number, edit in enumerate(
            (
                lambda area: f"={area}",
                lambda area: f"\n {area}\t",
                lambda area: area + ":" + area.rpartition("!")[2].replace("$", ""),
                lambda area: area.replace("$B", "$b").replace("Mã", "MÃ"),
                lambda area: area.replace("!$B$", "!B") + ":$B$" + area[-1],
            )
        )
    },
    **{
        f"title {title}": (titled(title), FILLED)
        for title in ("Mã! tệp", "Mã 'tệp'", "Mã-tệp (2)", "Ma\u0303 te\u0323\u0302p", "1", "$Mã$")
    },
    "a title without quotes": (
        edited(PLAIN, BOOK, lambda part: part.replace("'Mã tệp'", "Matep").replace('"Mã tệp"', '"Matep"')),
        FILLED,
    ),
    **{
        f"part {target}": (moved(SHEET, target, name), FILLED)
        for target, name in (
            ("worksheets/../worksheets/a+b.xml", "xl/worksheets/a+b.xml"),
            ("worksheets//s1.xml", "xl/worksheets/s1.xml"),
            ("/XL/Sheets/S1.XML", "xl/sheets/s1.xml"),
            ("worksheets\\s1.xml", "xl/worksheets/s1.xml"),
            ("/xl/b%E1%BA%A3ng.xml", "xl/bảng.xml"),
            ("b%E1%BA%A3ng.xml", "xl/b%E1%BA%A3ng.xml"),
            ("bảng.xml", "xl/ba\u0309ng.xml"),
            ("100%.xml", "xl/100%.xml"),
            ("../s1.xml", "s1.xml"),
            ("a b.xml", "xl/a%20b.xml"),
        )
    },
    "styles elsewhere": (
        edited(
            renamed(form({"loans": 0.5}, {"loans": "0%"}), **{"xl/styles.xml": "xl\\kiểu.xml"}),
            RELATIONS,
            lambda part: part.replace("styles.xml", "ki%E1%BB%83u.xml"),
        ),
        {"loans": ASKED},
    ),
    "everything by backslashes": (
        zipped(
            {
                name.replace("/", "\\") if name.startswith(("xl/w", "xl/_")) else name: part
                for name, part in parts_of(PLAIN).items()
            }
        ),
        FILLED,
    ),
    **{
        f"note {name}": (save(form({}, note=note)), {"loans" + NOTE: said})
        for name, save, note, said in (
            ("ods 3.0", as_ods, 3.0, "3"),
            ("xls 3.0", as_xls, 3.0, "3"),
            ("ods 12.5", as_ods, 12.5, "12,5"),
            ("ods day", as_ods, date(2026, 5, 1), "01/05/2026"),
            ("xls day", as_xls, date(2026, 5, 1), "01/05/2026"),
        )
    },
    "a moment of an ods": (
        ods(NO_CELL * 4, '<table:table-cell office:value-type="date" office:date-value="2026-05-01T08:05:00"/>'),
        {"standard_decision": "01/05/2026 08:05"},
    ),
    "no number of an ods": (ods(number("NaN", "Err:502")), {"loans": ASKED}),
    "a whole number of an ods": (ods(number("34.00")), {"loans": 34}),
    "a decimal of an ods": (ods(NO_CELL * 4, number("0.30000000000000004", "0,3")), {"standard_decision": "0,3"}),
}


@pytest.mark.parametrize("name", AGAIN)
def test_fresh_cells_are_read_or_asked_about(name: str) -> None:
    content, expected = AGAIN[name]
    assert answers(content) == expected
