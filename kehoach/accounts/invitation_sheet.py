"""People to invite, from one sheet: what is handed out to be filled in, and what a filled one says, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from kehoach.accounts.actions import Invited
from kehoach.accounts.directory import UnitRow
from kehoach.accounts.forms import NamesForm
from kehoach.common.folding import name_key
from kehoach.common.formats import plain
from kehoach.common.sheets import Sheet, tables_workbook
from kehoach.common.text.gate import tidy_line
from kehoach.excel.workbooks.entries import Fault
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.labels import Uncoded
from kehoach.excel.workbooks.opening import open_book
from kehoach.excel.workbooks.rows import Cell
from kehoach.models import Commune, Invitation, Unit, User

HEADS = ("Mã", "Đơn vị", "Họ và tên", "Chức vụ", "Điện thoại", "Thư điện tử")
_COLUMNS = {
    "ma": "code",
    "ma don vi": "code",
    "don vi": "unit",
    "ten don vi": "unit",
    "ho va ten": "name",
    "ho ten": "name",
    "chuc vu": "position",
    "chuc danh": "position",
    "dien thoai": "phone",
    "so dien thoai": "phone",
    "thu dien tu": "email",
    "email": "email",
    "e-mail": "email",
}
_NUMBERS = ("stt", "tt", "so tt", "so thu tu")
_PERSON = ("name", "position", "phone", "email")
_PATIENCE, _MOST_ROWS, _DEEPEST_HEAD = 200_000, 500, 60
_DIGITS_WITHOUT_ZERO = 9
Typed = dict[str, str]


@dataclass(frozen=True)
class InvitationRow:
    """A row of a filled sheet: where it stands, what was typed, and whom it invites, or why nobody."""

    number: int
    typed: Typed
    invited: Invited | None
    reason: str


def template_of(commune: Commune, directory: Iterable[UnitRow]) -> bytes:
    """A row for each unit, those without anybody first; only the person has to be added."""
    rows = sorted((row for row in directory if row.unit), key=lambda row: not row.is_empty)
    lines = [(row.unit.code, row.unit.name, None, None, None, None) for row in rows if row.unit]
    about = "Ghi người phụ trách cạnh đơn vị. Dòng không ghi ai thì cổng bỏ qua; một đơn vị nhiều người thì chép dòng."
    return tables_workbook([Sheet(f"Mời người của {commune}", about, HEADS, lines)])


def typed_rows(content: bytes) -> list[tuple[int, Typed]]:
    """Every row that names somebody, with its number. Raises NotAWorkbook with a sentence."""
    book = open_book(content, _PATIENCE)
    for part in book.sheets:
        if rows := list(_people(part.title, book.rows(part))):
            return rows
    raise NotAWorkbook(
        "Trong tệp không có ai để mời. Hãy tải mẫu, ghi tên hoặc số điện thoại cạnh từng đơn vị rồi gửi lại."
    )


def _people(title: str, rows: Iterable[tuple[int, list[Cell]]]) -> Iterator[tuple[int, Typed]]:
    places: dict[str, int] = {}
    for count, (number, cells) in enumerate(rows, start=1):
        if not places:
            known = {_COLUMNS.get(plain(_text(cell))): place for place, cell in enumerate(cells)}
            if {"name", "unit"} <= known.keys() or {"name", "code"} <= known.keys():
                places = {name: place for name, place in known.items() if name}
                numbered = (place for place, cell in enumerate(cells, start=1) if plain(_text(cell)) in _NUMBERS)
                unknown = Uncoded({*numbered, *(place + 1 for place in places.values())})
            elif count > _DEEPEST_HEAD:
                return
            continue
        given = {name: _text(cells[place]) for name, place in places.items() if place < len(cells)}
        typed = dict.fromkeys(("code", "unit", *_PERSON), "") | given
        if any(typed[name] for name in _PERSON):
            _check_columns(title, number, unknown, cells)
            yield number, typed
        if count > _MOST_ROWS:
            raise NotAWorkbook(f"Tệp có hơn {_MOST_ROWS} dòng. Hãy chia làm nhiều tệp.")


def _check_columns(title: str, row: int, unknown: Uncoded, cells: list[Cell]) -> None:
    """That nothing stands beside a person that is not read. Raises NotAWorkbook where something does."""
    for column, _ in unknown.found(cells):
        place = Fault(title, row, column, "").place
        raise NotAWorkbook(
            f"{place}: không rõ cột này ghi gì, nên chưa đọc được. Hãy đặt tên cột theo mẫu ({', '.join(HEADS)}), "
            "hoặc xóa cột này."
        )


def _text(cell: Cell) -> str:
    """What a cell shows; a telephone number that Excel took for a number has its 0 again."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return f"0{cell}" if len(str(cell)) == _DIGITS_WITHOUT_ZERO else str(cell)
    return tidy_line(cell) if isinstance(cell, str) else ""


def judged(rows: Iterable[tuple[int, Typed]], commune: Commune, today: date, at: datetime) -> list[InvitationRow]:
    """Every row with whom it invites, or why it does not; as many queries for one row as for hundreds."""
    units = list(commune.units.filter(Q(closed_on=None) | Q(closed_on__gt=today)))
    by_code = {plain(unit.code): unit for unit in units}
    by_name = {name_key(unit.name): unit for unit in units}
    known = set(_known(commune, at))
    result = []
    for number, typed in rows:
        unit = by_code.get(plain(typed["code"])) or by_name.get(name_key(typed["unit"]))
        form = NamesForm({name: typed[name] for name in _PERSON})
        form.fields["name"].required = False
        reason = _reason(unit, typed, form)
        if not reason:
            person = Invited(unit=unit, **form.cleaned_data)
            keys = set(_keys(person))
            reason = next((words for key, words in keys if (key, words) in known), "")
            known |= keys
        result.append(InvitationRow(number, typed, None if reason else person, reason))
    return result


def _reason(unit: Unit | None, typed: Mapping[str, str], form: NamesForm) -> str:
    if unit is None:
        name = typed["unit"] or typed["code"]
        return f"Xã không có đơn vị “{name}”." if name else "Chưa ghi đơn vị."
    if typed["unit"] and name_key(typed["unit"]) != name_key(unit.name):
        return f"Dòng ghi đơn vị “{typed['unit']}”, nhưng mã {unit.code} là của “{unit.name}”. Hãy sửa mã hoặc tên."
    return " ".join(f"{form.fields[name].label}: {errors[0]}" for name, errors in form.errors.items())


def _keys(person: Any) -> Iterator[tuple[tuple[str, str], str]]:
    """By what somebody is the same person, each with why they are not invited twice."""
    name = person.get_full_name() if isinstance(person, User) else person.name
    unit = person.unit.pk if person.unit else 0
    if name:
        yield (("name", f"{unit} {name_key(name)}"), "Người này của đơn vị đã có tài khoản hoặc giấy mời.")
    if person.phone:
        yield (("phone", person.phone), "Số điện thoại này đã có tài khoản hoặc giấy mời.")
    if person.email:
        yield (("email", person.email.casefold()), "Thư điện tử này đã có tài khoản hoặc giấy mời.")


def _known(commune: Commune, at: datetime) -> Iterator[tuple[tuple[str, str], str]]:
    """The keys of everybody who is in, or invited."""
    for account in User.objects.filter(commune=commune, is_link=False, is_active=True).select_related("unit"):
        yield from _keys(account)
    for invitation in Invitation.objects.living(at).filter(commune=commune).select_related("unit"):
        yield from _keys(invitation)
