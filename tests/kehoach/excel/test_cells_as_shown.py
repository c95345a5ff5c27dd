"""A cell means what people see in it, whatever wrote the file; what a program may write otherwise is read alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from kehoach.common.workbook_writer import saved
from kehoach.excel.workbooks.answers import Unreadable, parser_of
from kehoach.excel.workbooks.guard import DAMAGED, NotAWorkbook
from kehoach.excel.workbooks.identity import Identity, identity_of, write_identity
from kehoach.excel.workbooks.opening import open_book
from kehoach.setup.widgets import Percent, Words
from tests.hostile_workbooks import parts_of, with_part, zipped
from thuvien.layout import LAYOUT

OURS = Identity("11122", "TH", 2026)


def form() -> bytes:
    """A workbook with our identity and nothing else."""
    workbook = Workbook()
    write_identity(workbook, OURS)
    return saved(workbook)


def shown(value: Any, number_format: str) -> Any:
    """What our reader makes of a cell with this format."""
    workbook = Workbook()
    workbook.active["A1"] = value
    workbook.active["A1"].number_format = number_format
    book = open_book(saved(workbook), 10_000)
    return next(book.rows(book.sheets[0]))[1][0]


@pytest.mark.parametrize(
    ("value", "number_format", "cell"),
    [
        *(
            (0.85, "0%", "85%"),
            (0.125, "0.00%", "12,5%"),
            (1, "0%", "100%"),
            (12, "0%", "1200%"),
            (0.7, "0.0%;-0.0%", "70%"),
        ),
        *(
            (0.07 * 3, "0%", "21%"),
            (0.85, '0.00"%"', 0.85),
            (0.85, "0.00\\%", 0.85),
            (85, "0", 85),
            (0.29, "0%", "29%"),
        ),
    ],
)
def test_a_percentage_is_read_as_it_is_shown(value: float, number_format: str, cell: object) -> None:
    assert shown(value, number_format) == cell


@pytest.mark.case("SC-113")
def test_a_count_that_shows_a_percentage_is_asked_about_and_a_share_is_taken() -> None:
    with pytest.raises(Unreadable, match="không phải là một số nguyên"):
        parser_of(LAYOUT.field("loans"))(shown(1, "0%"))
    assert Percent().clean(shown(0.85, "0%")) == 85
    assert Percent().clean(shown(0.125, "0.0%")) == Decimal("12.5")
    assert Words().clean(shown(0.85, "0%")) == "85%"


@pytest.mark.parametrize(("share", "hint"), [(0.98, "98 % hoặc 0,98 %"), (0.005, "0,5 % hoặc 0,005 %")])
def test_a_share_without_the_format_of_a_percentage_is_asked_about(share: float, hint: str) -> None:
    with pytest.raises(ValueError, match=f"Hãy gõ {hint}"):
        Percent().clean(shown(share, "General"))
    assert Percent().clean(shown(share, "0.00%")) == Decimal(str(share)) * 100


@pytest.mark.parametrize("percent", ["0.50", "70.00", "12.50"])
def test_a_percentage_that_was_written_is_read_back(percent: str) -> None:
    assert Percent().clean(Percent().render(Decimal(percent))) == Decimal(percent)


@pytest.mark.parametrize(
    ("iso", "cell"),
    [("15:30:00", time(15, 30)), ("2026-03-15T00:00:00", datetime(2026, 3, 15)), ("hôm qua", "hôm qua")],  # noqa: DTZ001
)
def test_a_time_of_day_does_not_damage_a_file(iso: str, cell: object) -> None:
    content = with_part(
        form(),
        "xl/worksheets/sheet1.xml",
        lambda part: re.sub(
            b"<sheetData ?/>|<sheetData>.*</sheetData>",
            f"<sheetData><row r='1'><c r='A1' t='d'><v>{iso}</v></c></row></sheetData>".encode(),
            part,
        ),
    )
    book = open_book(content, 10_000)

    assert next(book.rows(book.sheets[0]))[1] == [cell]
    assert identity_of(book) == OURS


def in_names(edit: Callable[[str], str]) -> bytes:
    """The form with its defined names written otherwise."""
    return with_part(form(), "xl/workbook.xml", lambda part: edit(part.decode()).encode())


def twins(part: str) -> str:
    """Each name once more, for one sheet alone and pointing nowhere good, before or after ours."""
    found = re.findall(r"<definedName [^>]*>[^<]*</definedName>", part)
    local = [
        re.sub(r"\$B\$\d", "$C$30", name.replace("<definedName ", '<definedName localSheetId="0" ')) for name in found
    ]
    return part.replace(found[0], "".join(local[:2]) + found[0]).replace(found[-1], found[-1] + "".join(local[2:]))


@pytest.mark.parametrize(
    "content",
    [
        in_names(lambda part: re.sub(r"(\$B\$\d)<", r"\1:\1<", part)),
        in_names(lambda part: re.sub(r"\$B\$(\d)<", r"$b$\1<", part)),
        in_names(lambda part: re.sub(r">('[^<]*\$\d)<", r"> \1 <", part)),
        in_names(lambda part: part.replace("kehoach_", "KeHoach_")),
        in_names(lambda part: part.replace("'Mã tệp'!", "'MÃ TỆP'!")),
        in_names(twins),
        zipped({name.upper() if "sheet" in name else name: part for name, part in parts_of(form()).items()}),
        zipped({name.lower(): part for name, part in parts_of(form()).items()}),
    ],
    ids=["area", "small", "blanks", "name", "sheet", "twins", "parts", "types"],
)
def test_the_identity_is_found_however_a_program_writes_it(content: bytes) -> None:
    assert identity_of(open_book(content, 10_000)) == OURS


def zip64(content: bytes, size: int | None = None) -> bytes:
    """The same zip with the end records of a large one; `size` is what its directory is said to take."""
    end = content.rindex(b"PK\x05\x06")
    entries, length, start = content[end + 10 : end + 12], content[end + 12 : end + 16], content[end + 16 : end + 20]
    said = length + b"\0" * 4 if size is None else size.to_bytes(8, "little")
    number = entries + b"\0" * 6
    record = (
        b"PK\x06\x06" + (44).to_bytes(8, "little") + b"\x2d\0\x2d\0" + b"\0" * 8 + number * 2 + said + start + b"\0" * 4
    )
    locator = b"PK\x06\x07" + b"\0" * 4 + end.to_bytes(8, "little") + (1).to_bytes(4, "little")
    return content[:end] + record + locator + b"PK\x05\x06" + b"\0" * 4 + b"\xff" * 12 + b"\0\0"


def test_the_end_record_of_a_large_zip_is_read_and_guarded() -> None:
    assert identity_of(open_book(zip64(form()), 10_000)) == OURS
    with pytest.raises(NotAWorkbook, match="quá lớn"):
        open_book(zip64(form(), 10**9), 10_000)
    end = form().rindex(b"PK\x05\x06")
    with pytest.raises(NotAWorkbook, match=re.escape(DAMAGED)):
        open_book(form()[: end + 12] + b"\xff" * 8 + b"\0\0", 10_000)
