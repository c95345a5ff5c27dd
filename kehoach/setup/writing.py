"""The set-up workbook: empty, or with a commune's own plan as a start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from kehoach.common.workbook_writer import (
    HEAD_FILL,
    LACKING_FILL,
    Lists,
    Look,
    explain,
    heighten,
    on_a4,
    only_listed,
    put,
    saved,
)
from kehoach.excel.workbooks.answers import expected
from kehoach.excel.workbooks.entries import ROWS, corner
from kehoach.excel.workbooks.labels import NOTE, heading_of
from kehoach.models import YearFigures
from kehoach.models.kinds import FigureKind, kinds
from kehoach.questionnaire.cells import cell_of
from kehoach.setup.pattern import NAME_HERE, YEAR_HERE
from kehoach.setup.reading import mark
from kehoach.setup.resource import SheetResource
from kehoach.setup.widgets import OneOf, SomeOf, Whole

# A sheet with its rows, each in the order of its columns.
Table = tuple[SheetResource, Iterable[Sequence[Any]]]

_MARK_ROW, HEAD_ROW = 4, 5
_ROOM = 300
_LONG = frozenset({"wording", "text", "body", "preamble", "general_objective", "closing", "title", "expected"})
_ABOUT_FIGURES = (
    "Không có gì thì ghi 0; không biết thì ghi “Chưa thống kê”. Số liệu vào cổng là bản nháp của năm gốc. "
    f"Số nào cần giải trình thì thêm một dòng có mã cơ sở kèm “{NOTE}”, ghi lời giải trình vào đúng cột của số đó."
)
_STEPS = (
    "Mỗi trang là một danh sách. Điền từ trang Xã đến trang cuối; mã ở trang này được nhắc lại ở trang kia.",
    "Cột có dấu * không được để trống; ô vàng là ô còn phải điền.",
    f"Chỗ ghi “{NAME_HERE}” cổng tự thay bằng tên ở trang Xã. Chỗ ghi “{YEAR_HERE}” thì thay bằng năm của kế hoạch.",
    "Tên riêng khác (trường, cơ quan) phải sửa cho đúng. Căn cứ và thôn của xã thì tự điền.",
    "Không xóa cột và dòng ẩn. Có thể thêm dòng, đổi chỗ dòng; thứ tự dòng là thứ tự trong kế hoạch.",
    "Dòng đã có trên cổng (cùng mã) được cập nhật; dòng không có trong tệp vẫn giữ nguyên trên cổng.",
    "Điền xong, quản trị gửi tệp ở trang Thiết lập xã: cổng cho xem trước mọi thay đổi, rồi mới ghi.",
)


def set_up_workbook(tables: Iterable[Table], base: Mapping[str, Iterable[YearFigures]]) -> bytes:
    """A sheet for each of the tables, and one for each kind of figures in `base`."""
    workbook = Workbook()
    front: Any = workbook.active
    front.title = "Hướng dẫn"
    put(front, 1, 1, "THIẾT LẬP XÃ", font=Look.title, align=Look.plain, framed=False)
    for row, step in enumerate(_STEPS, start=2):
        put(front, row, 1, f"{row - 1}. {step}", align=Look.left, framed=False)
    front.column_dimensions["A"].width = 110
    lists = Lists(workbook)
    for resource, rows in tables:
        _write(workbook.create_sheet(resource.heading), resource, rows, lists)
    for kind in kinds():
        if kind.slug in base:
            _write_figures(workbook.create_sheet(base_year_sheet(kind)), kind, base[kind.slug])
    workbook.active = 0
    return saved(workbook)


def base_year_sheet(kind: FigureKind) -> str:
    """What the sheet of a kind's figures is called."""
    return f"Năm gốc {kind.title}"


def _write(sheet: Any, resource: SheetResource, rows: Iterable[Sequence[Any]], lists: Lists) -> None:
    put(sheet, 1, 2, resource.heading, font=Look.title, align=Look.plain, framed=False)
    put(sheet, 2, 2, resource.about, font=Look.small, align=Look.plain, framed=False)
    put(sheet, _MARK_ROW, 1, mark(resource.slug), framed=False)
    for column, name in enumerate(resource.columns, start=2):
        put(sheet, _MARK_ROW, column, name, framed=False)
        _head(sheet, column, resource, name, lists)
    names, required = resource.columns, resource.required
    empty = [[None] * len(names)] if resource.sole else []
    for row, cells in enumerate(list(rows) or empty, start=HEAD_ROW + 1):
        for column, (name, value) in enumerate(zip(names, cells, strict=True), start=2):
            lacks = name in required and value in (None, "")
            plain = "0" if type(resource.fields[name].widget) is Whole else ""
            put(sheet, row, column, value, fill=LACKING_FILL if lacks else None, number_format=plain)
        heighten(sheet, row, range(2, len(names) + 2))
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[_MARK_ROW].hidden = True
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 3)
    on_a4(sheet, landscape=True, repeated_rows=f"{HEAD_ROW}:{HEAD_ROW}")


def _write_figures(sheet: Any, kind: FigureKind, forms: Iterable[YearFigures]) -> None:
    """A facility a row, by its code; read as the yearly form is read."""
    put(sheet, 1, 1, f"Số liệu năm gốc: {kind.title}", font=Look.title, align=Look.plain, framed=False)
    put(sheet, 2, 1, _ABOUT_FIGURES, font=Look.small, align=Look.plain, framed=False)
    put(sheet, HEAD_ROW, 1, corner(kind.slug, ROWS), framed=False)
    put(sheet, _MARK_ROW, 1, "Mã cơ sở", font=Look.strong, align=Look.middle, fill=HEAD_FILL)
    for column, question in enumerate(kind.layout.fields, start=2):
        put(sheet, HEAD_ROW, column, question.name, framed=False)
        head = put(sheet, _MARK_ROW, column, heading_of(question), font=Look.strong, align=Look.middle, fill=HEAD_FILL)
        explain(head, f"{question.definition} Ghi {expected(question)}.".strip())
        sheet.column_dimensions[get_column_letter(column)].width = 18
    for row, (code, cells) in enumerate(_lines(kind, forms), start=HEAD_ROW + 1):
        for column, value in enumerate((code, *cells), start=1):
            put(sheet, row, column, value)
    sheet.column_dimensions["A"].width = 22
    sheet.row_dimensions[_MARK_ROW].height = 90
    sheet.row_dimensions[HEAD_ROW].hidden = True
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 2)
    on_a4(sheet, landscape=True, repeated_rows=f"{_MARK_ROW}:{_MARK_ROW}")


def _lines(kind: FigureKind, forms: Iterable[YearFigures]) -> Iterator[tuple[str, list[Any]]]:
    """A row with the answers of each facility, and below it one with the notes on them where there are any."""
    questions = kind.layout.fields
    for figures in forms:
        yield figures.facility.code, [cell_of(question, figures.value(question.name)) for question in questions]
        if figures.notes:
            yield figures.facility.code + NOTE, [figures.notes.get(question.name) for question in questions]


def _head(sheet: Any, column: int, resource: SheetResource, name: str, lists: Lists) -> None:
    """The head of a column, what may stand in it, and the list to choose from where there is one."""
    widget = resource.fields[name].widget
    title = f"{resource.label(name)} *" if name in resource.required else resource.label(name)
    cell = put(sheet, HEAD_ROW, column, title, font=Look.strong, align=Look.middle, fill=HEAD_FILL)
    letter = get_column_letter(column)
    sheet.column_dimensions[letter].width = 60 if name in _LONG else 22
    if isinstance(widget, OneOf):
        labels = tuple(widget.labels.values())
        explain(cell, f"Một{' hoặc nhiều' if isinstance(widget, SomeOf) else ''} trong: {'; '.join(labels)}.")
        if not isinstance(widget, SomeOf):
            rule = only_listed(lists.area(labels))
            rule.add(f"{letter}{HEAD_ROW + 1}:{letter}{HEAD_ROW + _ROOM}")
            sheet.add_data_validation(rule)
