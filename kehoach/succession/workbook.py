"""Orders in a workbook, one a row: the empty template, and all of what a filled one does or what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from openpyxl import Workbook

from kehoach.common import formats
from kehoach.common.text.gate import tidy_line
from kehoach.common.workbook_writer import HEAD_FILL, Lists, Look, explain, on_a4, only_listed, put, saved
from kehoach.excel.workbooks.entries import Fault
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.labels import UNMARKED, Label, Uncoded, as_word, has_words, label_in
from kehoach.excel.workbooks.package import Book
from kehoach.excel.workbooks.rows import Cell, ErrorCell, Row, Uncalculated
from kehoach.models import Commune, CommuneKind, ReorganisationKind, Unit, UnitKind, User
from kehoach.models.kinds import kinds
from kehoach.people.rules import Refused
from kehoach.succession.actions import Outcome, reorganise
from kehoach.succession.forms import OrderForm
from kehoach.succession.order import COMMUNE, UNIT, actions_on, levels

PATIENCE = 500_000
_MARK, _MARK_ROW, _HEAD_ROW, _ROOM = "kehoach:sap-xep-1:", 4, 5, 200
# A row takes some tenths of a second.
_MOST_ROWS = 200
_DEEPEST_HEAD = 60
COLUMNS = {
    "action": ("Việc", "Một trong: Đổi tên; Sáp nhập; Tách; Thôi hoạt động; Lập mới; Chuyển sang đơn vị khác."),
    "level": ("Cấp", "Xã, đơn vị, hay loại cơ sở."),
    "ended": ("Mã nơi thay đổi", "Mã ở trang Hiện có; nhiều mã cách nhau bằng dấu chấm phẩy. Lập mới thì để trống."),
    "into": ("Nhập vào (mã)", "Khi sáp nhập vào một nơi đang có; lập nơi mới thì để trống và ghi tên mới."),
    "names": ("Tên mới", "Khi tách: các tên cách nhau bằng dấu chấm phẩy."),
    "code": ("Mã mới", "Để trống thì cổng tự đặt; xã mới phải ghi mã GSO."),
    "kind": ("Loại", "Bắt buộc khi lập mới; xã mới để trống thì như cũ."),
    "unit": ("Thuộc đơn vị (mã)", "Cơ sở lập mới hoặc chuyển đi thuộc đơn vị nào."),
    "keeps": ("Nơi cũ vẫn còn", "Khi tách bớt: ghi x."),
    "day": ("Hiệu lực từ ngày", "Ví dụ 01/08/2026."),
    "document_number": ("Số quyết định", "Ví dụ 125/QĐ-UBND."),
    "document_date": ("Ngày quyết định", "Ví dụ 15/07/2026."),
    "document_issuer": ("Cơ quan ban hành", "Ví dụ Ủy ban nhân dân xã."),
}
_WORDS = {as_word(word) for name, (title, _) in COLUMNS.items() for word in (name, title)}


@dataclass
class Intake:
    """What a workbook does: its rows, what each of them does, and everything that speaks against it."""

    rows: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def changed(self) -> int:
        """How many rows of the portal's tables it writes; none where there are faults."""
        return 0 if self.faults else sum(len(outcome.record.steps) for outcome in self.outcomes)


def template_of(commune: Commune) -> bytes:
    """An empty sheet of orders, and what there is in the commune with its codes."""
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = "Sắp xếp"
    put(sheet, 1, 2, f"Sắp xếp đơn vị, cơ sở: {commune}", font=Look.title, align=Look.plain, framed=False)
    about = "Mỗi dòng một việc theo một quyết định, làm lần lượt từ trên xuống; hoặc tất cả, hoặc không việc nào."
    put(sheet, 2, 2, about, font=Look.small, align=Look.plain, framed=False)
    put(sheet, _MARK_ROW, 1, f"{_MARK}{commune.code}", framed=False)
    lists = Lists(workbook)
    words = {"action": tuple(kind.label for kind in ReorganisationKind), "level": tuple(levels().values())}
    for column, (name, (title, note)) in enumerate(COLUMNS.items(), start=2):
        put(sheet, _MARK_ROW, column, name, framed=False)
        head = put(sheet, _HEAD_ROW, column, title, font=Look.strong, align=Look.middle, fill=HEAD_FILL)
        explain(head, note)
        sheet.column_dimensions[head.column_letter].width = 30 if name in ("names", "document_issuer") else 18
        if name in words:
            rule = only_listed(lists.area(words[name]))
            rule.add(f"{head.column_letter}{_HEAD_ROW + 1}:{head.column_letter}{_HEAD_ROW + _ROOM}")
            sheet.add_data_validation(rule)
    sheet.column_dimensions["A"].hidden = sheet.row_dimensions[_MARK_ROW].hidden = True
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 2)
    on_a4(sheet, landscape=True, fitted=True, repeated_rows=f"{_HEAD_ROW}:{_HEAD_ROW}")
    _put_present(workbook.create_sheet("Hiện có"), commune)
    return saved(workbook)


def _put_present(sheet: Any, commune: Commune) -> None:
    """What can be named in an order: by level, code and name."""
    for column, title in enumerate(("Cấp", "Mã", "Tên", "Loại", "Thuộc đơn vị"), start=1):
        head = put(sheet, 1, column, title, font=Look.strong, align=Look.middle, fill=HEAD_FILL)
        sheet.column_dimensions[head.column_letter].width = 45 if column == 3 else 18
    titles = levels()
    rows = [(titles[COMMUNE], commune.code, commune.full_name, commune.get_kind_display(), "")]
    for unit in Unit.objects.filter(commune=commune, closed_on=None):
        rows.append((titles[UNIT], unit.code, unit.name, unit.get_kind_display(), ""))
    for kind in kinds():
        for facility in kind.facilities.filter(commune=commune, closed_on=None).select_related("unit"):
            rows.append((kind.title, facility.code, facility.name, facility.get_kind_display(), facility.unit.code))
    for number, cells in enumerate(rows, start=2):
        for column, text in enumerate(cells, start=1):
            put(sheet, number, column, text)
    sheet.freeze_panes = "A2"
    on_a4(sheet, landscape=False)


@transaction.atomic
def reorganise_from(book: Book, *, by: User, at: datetime, keep: bool, code: str | None = None) -> Intake:
    """Does one order after the other; without `keep`, or with faults, everything is taken back again.

    `code` is the commune that is meant. Raises NotAWorkbook where it is no workbook of ours or another commune's, or
    has more rows than a request has time for.
    """
    intake = Intake()
    for title, commune, places, number, cells in _rows(book, code):
        intake.rows += 1
        values = {name: cells[at - 1] if at <= len(cells) else None for name, at in places.items()}
        try:
            with transaction.atomic():
                outcome = _done(values, commune, by, at)
            if outcome is not None:
                intake.outcomes.append(outcome)
        except ValidationError as problem:
            faults = problem.message_dict if hasattr(problem, "error_dict") else {NON_FIELD_ERRORS: problem.messages}
            for name, sentences in faults.items():
                label = f"{COLUMNS[name][0]}: " if name in COLUMNS else ""
                column = places.get(name, min(places.values()))
                intake.faults += [Fault(title, number, column, f"{label}{sentence}") for sentence in sentences]
        except Refused as refusal:
            intake.faults.append(Fault(title, number, min(places.values()), str(refusal)))
    if intake.faults or not keep:
        transaction.set_rollback(True)
    return intake


def _rows(book: Book, wanted: str | None) -> Iterator[tuple[str, Commune, Mapping[str, int], int, list[Cell]]]:
    """Every order: the sheet, its commune, where its columns stand (from 1), the row's number and its cells."""
    is_ours = False
    for part in book.sheets:
        commune: Commune | None = None
        places: dict[str, int] = {}
        count = 0
        above: list[Row] = []
        for number, cells in book.rows(part):
            first = tidy_line(str(cells[0])) if cells and isinstance(cells[0], str) else ""
            if first.startswith(_MARK):
                commune, places = _marked(part.title, first.removeprefix(_MARK), cells, wanted)
                is_ours, head, uncoded = True, number + 1, Uncoded({1, *places.values()})
            elif commune is not None and number == head:
                _check_heads(part.title, {name: label_in(number, cells, at) for name, at in places.items()})
            elif commune is not None and any(cell not in (None, "") for cell in cells):
                count += 1
                if count > _MOST_ROWS:
                    raise NotAWorkbook(f"Trang {part.title} có hơn {_MOST_ROWS} dòng. Hãy chia ra nhiều tệp.")
                _check_columns(part.title, number, uncoded, cells)
                yield part.title, commune, places, number, cells
            elif commune is None and len(above) < _DEEPEST_HEAD:
                above.append((number, cells))
        if commune is None and has_words(above, _WORDS):
            raise NotAWorkbook(f"{part.title}: {UNMARKED}")
    if not is_ours:
        raise NotAWorkbook("Tệp không phải là mẫu sắp xếp của cổng. Hãy tải mẫu, điền vào rồi gửi lại.")


def _marked(title: str, code: str, cells: Iterable[Cell], wanted: str | None) -> tuple[Commune, dict[str, int]]:
    """The commune that the row of the mark names, and where the columns stand. Raises NotAWorkbook with a sentence."""
    if wanted not in (None, code):
        raise NotAWorkbook(f"Tệp là mẫu của xã mang mã «{code}», không phải «{wanted}».")
    commune = Commune.objects.filter(code=code).order_by("-pk").first()
    if commune is None:
        raise NotAWorkbook(f"Tệp là mẫu của xã mang mã «{code}», cổng không có xã này.")
    named = {tidy_line(str(cell)): at for at, cell in enumerate(cells, start=1)}
    places = {name: at for name, at in named.items() if name in COLUMNS}
    if len(places) < len(COLUMNS):
        raise NotAWorkbook(f"Trang {title} thiếu cột. Hãy tải mẫu mới của cổng.")
    return commune, places


def _check_columns(title: str, row: int, uncoded: Uncoded, cells: list[Cell]) -> None:
    """That nothing stands in a column that is not read. Raises NotAWorkbook where something does."""
    for column, question in uncoded.found(cells):
        raise NotAWorkbook(f"{Fault(title, row, column, '').place}: {question}")


def _check_heads(title: str, heads: Mapping[str, Label]) -> None:
    """That each column's hidden code means what its head says. Raises NotAWorkbook where one does not."""
    for name, head in heads.items():
        if head.says_another(COLUMNS[name][0]):
            place = Fault(title, head.row, head.column, "").place
            raise NotAWorkbook(f"{place}: {head.question(COLUMNS[name][0])}")


def _done(values: Mapping[str, Cell], commune: Commune, by: User, at: datetime) -> Outcome | None:
    """Carries out a row's order; None where the same was done before. Raises ValidationError by column, and Refused."""
    text = {name: _text(name, cell) for name, cell in values.items()}
    action = _chosen("action", text["action"], {kind.value: kind.label for kind in ReorganisationKind})
    level = _chosen("level", text["level"], levels())
    kind = ReorganisationKind(action)
    if kind not in actions_on(level):
        raise ValidationError({"action": f"Không có việc này ở cấp {levels()[level]}."})
    codes = [code for code in map(tidy_line, text["ended"].split(";")) if code]
    is_one = kind in (ReorganisationKind.RENAME, ReorganisationKind.SPLIT, ReorganisationKind.MOVE)
    if is_one and len(codes) > 1:
        raise ValidationError({"ended": "Việc này chỉ ghi được một mã. Hãy ghi mỗi nơi một dòng."})
    names = text["names"].replace(";", "\n") if kind == ReorganisationKind.SPLIT else text["names"]
    typed = {name: [value] for name, value in (text | {"names": names, "kind": ""}).items()} | {"ended": codes}
    typed["keeps"] = ["on"] if text["keeps"] else []
    if text["kind"]:
        typed["kind"] = [_chosen("kind", text["kind"], _kinds_of(level))]
    form = OrderForm(kind, level, commune, MultiValueDict(typed), today=timezone.localdate(at))
    if not form.is_valid():
        raise ValidationError({name: [*map(str, sentences)] for name, sentences in form.errors.items()})
    return None if form.done else reorganise(order=form.order, by=by, at=at)


def _text(name: str, cell: Cell) -> str:
    """What a cell says, as somebody would type it."""
    if isinstance(cell, ErrorCell | Uncalculated):
        raise ValidationError({name: "Ô này là công thức hoặc báo lỗi. Hãy gõ chữ hoặc số vào ô."})
    if isinstance(cell, date):
        return formats.date_short(cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else tidy_line(str(cell))


def _chosen(name: str, word: str, choices: Mapping[str, str]) -> str:
    """The code of what is called so, in capitals or not, with or without marks."""
    for code, label in choices.items():
        if formats.plain(word) == formats.plain(label):
            return code
    raise ValidationError({name: f"Hãy ghi một trong: {'; '.join(choices.values())}."})


def _kinds_of(level: str) -> dict[str, str]:
    """What can be opened at a level."""
    if level == COMMUNE:
        return dict(CommuneKind.choices)
    if level == UNIT:
        return dict(UnitKind.choices)
    model: Any = next(kind.facility_model for kind in kinds() if kind.slug == level)
    return dict(model._meta.get_field("kind").choices)
