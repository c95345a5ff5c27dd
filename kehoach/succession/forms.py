"""What is asked of somebody who reorganises; a row of the workbook is read by the same form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from kehoach.common import formats
from kehoach.common.fields import DayField, TextField
from kehoach.models import Commune, CommuneKind, ReorganisationKind, Unit, UnitKind
from kehoach.models.kinds import FigureKind, kinds
from kehoach.succession.actions import done_already
from kehoach.succession.order import COMMUNE, UNIT, Order

_ONE = (ReorganisationKind.RENAME, ReorganisationKind.SPLIT, ReorganisationKind.MOVE)
_MOST_LETTERS, _LONGEST_CODE, _LONGEST_NAME = 2_000, 30, 200


def is_ended(row: Any) -> bool:
    """Whether a commune, unit or facility is no more, or has an end."""
    return (row.valid_until if isinstance(row, Commune) else row.closed_on) is not None


class RowField(forms.ChoiceField):
    """One of some rows by its code; those that have ended can be named, but not chosen. Cleans to the row or None."""

    default_error_messages = {"invalid_choice": "Không có mã «%(value)s» trong danh sách hiện có."}

    def __init__(self, rows: Iterable[Any], *, blank: str = "Hãy chọn", **kwargs: Any) -> None:
        self.rows = {row.code: row for row in sorted(rows, key=is_ended, reverse=True)}
        present = [(code, f"{row} ({code})") for code, row in self.rows.items() if not is_ended(row)]
        super().__init__(choices=[("", blank), *present], **kwargs)

    def valid_value(self, value: str) -> bool:
        """Whether there is or was such a row."""
        return value in self.rows

    def clean(self, value: Any) -> Any:
        """The row."""
        return self.rows.get(super().clean(value))


class RowsField(forms.MultipleChoiceField):
    """Several of some rows by their codes. Cleans to the rows, in the order of the list."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": "Không có mã «%(value)s» trong danh sách hiện có.",
        "required": "Hãy chọn ít nhất một.",
    }

    def __init__(self, rows: Iterable[Any], **kwargs: Any) -> None:
        self.rows = {row.code: row for row in sorted(rows, key=is_ended, reverse=True)}
        present = [(code, f"{row} ({code})") for code, row in self.rows.items() if not is_ended(row)]
        super().__init__(choices=present, **kwargs)

    def valid_value(self, value: str) -> bool:
        """Whether there is or was such a row."""
        return value in self.rows

    def clean(self, value: Any) -> Any:
        """The rows."""
        codes = super().clean(value)
        return tuple(row for code, row in self.rows.items() if code in codes)


class OrderForm(forms.Form):
    """One action on one level, by a decision that has to be named; `order` is what it comes to."""

    day = DayField(label="Có hiệu lực từ ngày", help_text="Ngày đầu tiên mà nơi cũ không còn, nơi mới bắt đầu.")
    document_number = TextField(label="Số, ký hiệu quyết định", max_length=50, help_text="Ví dụ: 125/QĐ-UBND.")
    document_date = DayField(label="Ngày quyết định")
    document_issuer = TextField(label="Cơ quan ban hành", max_length=_LONGEST_NAME)

    def __init__(
        self, action: ReorganisationKind, level: str, commune: Commune, *args: Any, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.action, self.level, self.commune, self.today = action, level, commune, today
        self.done: Any = None
        self.kind = next((kind for kind in kinds() if kind.slug == level), None)
        fields: dict[str, forms.Field] = {}
        if action != ReorganisationKind.OPEN:
            fields |= self._fields_of_ended(list(_rows_of(level, commune, self.kind)))
        if action in (ReorganisationKind.RENAME, ReorganisationKind.MERGE, ReorganisationKind.OPEN):
            fields |= self._fields_of_new()
        if action == ReorganisationKind.SPLIT:
            fields["names"] = TextField(
                label="Tên mới, mỗi dòng một tên",
                max_length=_MOST_LETTERS,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text="Tài khoản, phiếu đang mở, kết quả theo tên đứng đầu.",
            )
            fields["keeps"] = forms.BooleanField(label="Nơi cũ vẫn còn, chỉ tách bớt", required=False)
        if self.kind is not None and action in (
            ReorganisationKind.OPEN,
            ReorganisationKind.MOVE,
            ReorganisationKind.MERGE,
        ):
            is_needed = action != ReorganisationKind.MERGE
            blank = "Hãy chọn" if is_needed else "Như nơi được chọn đầu tiên"
            fields["unit"] = RowField(_units_of(commune), label="Thuộc đơn vị", required=is_needed, blank=blank)
        self.fields = fields | self.fields

    def _fields_of_ended(self, rows: list[Any]) -> dict[str, forms.Field]:
        if self.action in _ONE:
            return {"ended": RowField(rows, label="Nơi thay đổi")}
        ended = {"ended": RowsField(rows, label="Những nơi thôi hoạt động")}
        if self.action == ReorganisationKind.MERGE:
            ended["ended"].label = "Những nơi sáp nhập"
            into = RowField(rows, label="Nhập vào", required=False, blank="Lập nơi mới (ghi tên bên dưới)")
            return ended | {"into": into}
        return {**ended}

    def _fields_of_new(self) -> dict[str, forms.Field]:
        is_open, is_merge = self.action == ReorganisationKind.OPEN, self.action == ReorganisationKind.MERGE
        fields: dict[str, forms.Field] = {
            "names": TextField(label="Tên mới", max_length=_LONGEST_NAME, required=not is_merge)
        }
        if self.level == COMMUNE:
            fields["names"].help_text = "Tên riêng, không ghi chữ xã, phường. Ví dụ: Tân Kỳ."
            fields["kind"] = forms.ChoiceField(
                label="Loại", required=False, choices=[("", "Như cũ"), *CommuneKind.choices]
            )
            if is_merge:
                fields["code"] = TextField(label="Mã GSO của xã mới", max_length=10, required=False)
            return fields
        if is_open:
            model: Any = self.kind.facility_model if self.kind else None
            choices = model._meta.get_field("kind").choices if model else UnitKind.choices
            fields["kind"] = forms.ChoiceField(label="Loại", choices=[("", "Hãy chọn"), *choices])
        fields["code"] = TextField(
            label="Mã mới", max_length=_LONGEST_CODE, required=False, help_text="Để trống thì cổng tự đặt."
        )
        return fields

    def clean_document_date(self) -> date:
        """A decision has been made."""
        signed: date = self.cleaned_data["document_date"]
        if signed > self.today:
            raise forms.ValidationError("Ngày quyết định chưa đến. Hãy xem lại.")
        return signed

    def clean(self) -> dict[str, Any]:
        """As many rows and names as the action needs, and none that has ended, unless the same was done already."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        order, names = self.order, self.order.names
        if self.action == ReorganisationKind.MERGE:
            if len(order.ended) < (1 if order.into else 2):
                self.add_error("ended", "Sáp nhập cần ít nhất hai nơi. Hãy chọn thêm, hoặc chọn nơi nhận ở “Nhập vào”.")
            if bool(order.into) == bool(names):
                self.add_error("names", "Hãy ghi tên nơi mới, hoặc chọn nơi nhận ở “Nhập vào”, không ghi cả hai.")
            if self.level == COMMUNE and names and not order.code:
                self.add_error("code", "Hãy ghi mã GSO của xã mới.")
        if self.action == ReorganisationKind.SPLIT and len(names) < (1 if order.keeps else 2):
            self.add_error("names", "Tách cần ít nhất hai tên, mỗi dòng một tên; nơi cũ vẫn còn thì ghi một tên.")
        self.done = None if self.errors else done_already(order)
        if self.done is None:
            self._refuse_ended({"ended": order.ended, "into": (order.into,), "unit": (order.unit,)})
        return cleaned

    def _refuse_ended(self, named: Mapping[str, Iterable[Any]]) -> None:
        for name, rows in named.items():
            for row in rows:
                if row is not None and is_ended(row):
                    last: Any = row.valid_until if isinstance(row, Commune) else row.closed_on
                    day = formats.date_short(last)
                    self.add_error(name, f"{row} ({row.code}) đã thôi hoạt động ({day}).")

    @property
    def order(self) -> Order:
        """What was ordered."""
        given = self.cleaned_data
        ended, into = given.get("ended") or (), given.get("into")
        rows = ended if isinstance(ended, tuple) else (ended,)
        rows = tuple(row for row in rows if row != into)
        names = tuple(filter(None, given.get("names", "").splitlines()))
        return Order(
            action=self.action,
            level=self.level,
            commune=rows[0] if self.level == COMMUNE and rows else self.commune,
            ended=rows,
            into=into,
            names=names,
            **{name: given[name] for name in ("day", "document_number", "document_date", "document_issuer")},
            **{name: given[name] for name in ("code", "kind", "unit", "keeps") if name in given},
        )


class ConfirmForm(forms.Form):
    """The button below what will happen: the digest says what that was."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


def _rows_of(level: str, commune: Commune, kind: FigureKind | None) -> Iterable[Any]:
    """All that there is and was at a level."""
    if level == COMMUNE:
        return Commune.objects.all()
    if level == UNIT or kind is None:
        return _units_of(commune)
    return kind.facilities.filter(commune=commune).select_related("commune", "unit")


def _units_of(commune: Commune) -> list[Unit]:
    """Its units, first those that decisions are about: schools, then villages."""
    units = Unit.objects.filter(commune=commune).select_related("commune")
    return sorted(units, key=lambda unit: (unit.kind != UnitKind.SCHOOL, unit.kind != UnitKind.VILLAGE))
