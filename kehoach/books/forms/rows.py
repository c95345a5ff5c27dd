"""The forms of the books, built from what each book asks."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db import models

from kehoach.books import Book, BookYear
from kehoach.books.forms.choices import BookChoices, by_key, choice_field
from kehoach.books.occasions import occurrence
from kehoach.common.fields import CountField, DayField, MoneyField
from kehoach.evidence.forms import FileForm
from kehoach.models import TaskRole, UnitKind
from kehoach.questionnaire.values import LARGEST_COUNT, LARGEST_MONEY

# Nghị định 30/2020/NĐ-CP, Điều 7: those that a commune and its units issue.
DOCUMENT_KINDS = (
    *("Kế hoạch", "Công văn", "Quyết định", "Quy chế", "Chương trình", "Hướng dẫn", "Thông báo", "Báo cáo"),
    *("Tờ trình", "Biên bản", "Dự toán", "Văn bản khác"),
)
MOST_RADIOS = 3
LONG = 200
# The largest number that a column of one word holds; what is plausible the table itself says.
_LARGEST: dict[type[models.Field[Any, Any]], int] = {
    models.PositiveSmallIntegerField: 32_767,
    models.PositiveIntegerField: LARGEST_COUNT,
}
_CHOSEN = ("unit", "task", "occasion", "facility", "year")
_HINTS = {
    "planned": "Gõ đủ số đồng (12.500.000) hoặc gõ gọn (12,5 triệu).",
    "participants": "Mỗi lần đến tính một lượt. Chưa đếm thì để trống.",
    "donor": "Chỉ ghi với nguồn xã hội hóa. Cá nhân thì ghi “một hộ dân”, “một cựu học sinh”.",
    "name": "Ghi chức danh và đơn vị, ví dụ: Một nhân viên thư viện Trường Tiểu học.",
    "number": "Ví dụ: 15/KH-TH.",
    "people": "Cộng số người của từng buổi.",
}


def field_for(column: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """The input for a column: days, counts and money as Vietnamese write them."""
    label, required = str(column.verbose_name).capitalize(), not column.blank
    hint = _HINTS.get(column.name, "")
    if isinstance(column, models.DateField):
        return DayField(label=label, required=required)
    if isinstance(column, models.PositiveBigIntegerField):
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        return MoneyField(largest=LARGEST_MONEY, label=label, required=required, widget=widget, help_text=hint)
    if type(column) in _LARGEST:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        largest = _LARGEST[type(column)]
        return CountField(largest=largest, label=label, required=required, widget=widget, help_text=hint)
    if column.name == "kind" and not column.choices:
        return forms.ChoiceField(label=label, choices=[("", "Chọn loại"), *((kind, kind) for kind in DOCUMENT_KINDS)])
    if column.choices:
        options = list(column.choices)
        if len(options) <= MOST_RADIOS:
            return forms.ChoiceField(label=label, choices=options, widget=forms.RadioSelect)
        return forms.ChoiceField(label=label, choices=[("", "Chọn"), *options])
    if isinstance(column, models.CharField) and column.max_length and column.max_length > LONG:
        kwargs["widget"] = forms.Textarea(attrs={"rows": 2})
    return column.formfield(label=label, help_text=hint, **kwargs)


class RowForm(forms.ModelForm):
    """One row of a book; cleans to the `values` that the actions take. A unit's own people are not asked for the unit.

    `years` are those that a row kept by the year can belong to.
    """

    asked: ClassVar[tuple[str, ...]]
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, choices: BookChoices, years: list[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        self.fields["version"].initial = self.instance.version if self.instance.pk else None
        for name in _CHOSEN:
            if name in choices.book.fields:
                self._offer(name, years)
        self.order_fields(self.asked)

    def _offer(self, name: str, years: list[int]) -> None:
        """Puts the list to choose from in the place of a column's own input."""
        offered = _year(years) if name == "year" else getattr(self, f"_{name}")()
        if offered is None:
            self.fields.pop(name, None)
        elif name in self.fields or name == "facility":
            self.fields[name] = offered

    def _unit(self) -> forms.Field | None:
        if self.choices.is_own:
            return None
        column = self._meta.model._meta.get_field("unit")
        required = not column.blank
        units = by_key(self.choices.units)
        present = self.instance.unit if self.instance.pk else None
        if present is not None:
            units.setdefault(str(present.pk), present)
        nothing = "Chọn đơn vị" if required else "Không của riêng đơn vị nào"
        if len(units) == 1:
            self.initial.setdefault("unit", next(iter(units)))
        label = str(column.verbose_name).capitalize()
        return choice_field(label, units, nothing=nothing, required=required)

    def _task(self) -> forms.Field:
        tasks, shown = by_key(self.choices.tasks), self.choices.task_groups
        return choice_field("Cho nhiệm vụ nào", tasks, nothing="Không gắn nhiệm vụ", required=False, shown=shown)

    def _occasion(self) -> forms.Field | None:
        occasions = by_key(self.choices.occasions)
        return choice_field("Nhân dịp", occasions, nothing="Không nhân dịp nào", required=False) if occasions else None

    def _facility(self) -> forms.Field | None:
        facilities = self.choices.facilities
        if not facilities:
            return None
        key = next(
            (key for key, facility in facilities.items() if facility == getattr(self.instance, "facility", None)), ""
        )
        self.initial.setdefault("facility", key)
        hint = "Hoạt động được đếm cạnh phiếu số liệu của cơ sở."
        return choice_field("Tại thư viện, nhà văn hóa", facilities, nothing="Nơi khác", required=False, hint=hint)

    def clean(self) -> dict[str, Any]:
        """An activity of one of the plan's days is for the task of those days, unless somebody says otherwise."""
        cleaned = super().clean() or {}
        if cleaned.get("occasion") and not cleaned.get("task"):
            cleaned["task"] = self.choices.task_of(TaskRole.OCCASIONS)
        return cleaned

    def has_changed(self) -> bool:
        """Whether somebody has written something: a day and a unit alone, which stand there already, say nothing."""
        return bool(set(self.changed_data) - {self.choices.book.when, "unit"})

    def show_version(self, version: int) -> None:
        """The next save is over this version, which the page now shows."""
        self.data = {**{name: self.data[name] for name in self.data}, "version": str(version)}

    @property
    def values(self) -> dict[str, Any]:
        """What was entered, and for a new row what follows without being asked: the unit, and the task by default."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        if self.instance.pk is None:
            if self.choices.is_own:
                given["unit"] = self.choices.user.unit
            if "task" not in given:
                given["task"] = default_task(self.choices)
        return given


def _year(years: list[int]) -> forms.Field:
    return forms.TypedChoiceField(label="Năm", choices=[(year, str(year)) for year in years], coerce=int)


def default_task(choices: BookChoices) -> Any:
    """The plan's task that a new row is for unless somebody says otherwise."""
    unit = choices.user.unit if choices.is_own else None
    return choices.task_of(choices.book.task_for(UnitKind(unit.kind) if unit else None))


def form_class(book: Book, names: tuple[str, ...]) -> type[RowForm]:
    """The form for a book's rows with some of its fields."""
    columns = [name for name in names if name != "facility"]
    made: Any = forms.modelform_factory(book.model, form=RowForm, fields=columns, formfield_callback=field_for)
    form: type[RowForm] = made
    form.asked = names
    return form


def row_form(book: Book, choices: BookChoices, years: list[int], *args: Any, **kwargs: Any) -> RowForm:
    """The form for one row."""
    return form_class(book, book.fields)(choices, years, *args, **kwargs)


def initial_of(choices: BookChoices, page: BookYear, today: date, occasion: str = "") -> dict[str, Any]:
    """What a new row begins with: the day, the year of the page, the task; `occasion` is the code of a chosen day.

    The day is today's while today belongs to the page's year; another year's rows begin without a day, because nobody
    can guess it and a proposed one is soon saved.
    """
    chosen = next((known for known in choices.occasions if known.code == occasion), None) if occasion else None
    task = choices.task_of(TaskRole.OCCASIONS) if chosen else default_task(choices)
    held = occurrence(chosen, page.window) if chosen else None
    in_year = page.window.start <= today <= page.window.end
    return {
        "happened_on": min(held[0], today) if held else today if in_year else None,
        "year": page.year,
        "occasion": chosen.pk if chosen else None,
        "task": task.pk if task else None,
    }


class PhotoForm(FileForm):
    """A photo or paper that may be sent along with a new row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False
