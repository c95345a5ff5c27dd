"""Who is invited, and who takes over from whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kehoach.accounts.forms import NamesForm
from kehoach.accounts.rules import runs_everything
from kehoach.common.fields import DayField, TextField
from kehoach.common.text.ordering import order_of
from kehoach.models import Commune, Role, Unit, User

_OFFICES, _ABOVE = (Role.OFFICER, Role.LEADER), (Role.OVERSEER, Role.ADMINISTRATOR)


class InviteUnitsForm(forms.Form):
    """The units whose people are invited at once."""

    units = forms.ModelMultipleChoiceField(
        label="Đơn vị",
        queryset=Unit.objects.none(),
        to_field_name="code",
        error_messages={"required": "Hãy chọn ít nhất một đơn vị."},
    )

    def __init__(self, commune: Commune, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["units"]
        units.queryset = Unit.objects.filter(commune=commune)


class AreaField(TextField):
    """The codes of communes; cleans to the communes, or says which code is none's."""

    def __init__(self) -> None:
        super().__init__(
            label="Chỉ một số xã",
            help_text="Mã các xã, cách nhau bằng dấu phẩy, ví dụ 11122, 11125. Để trống là mọi xã của phạm vi trên.",
            max_length=900,
            required=False,
        )

    def clean(self, value: Any) -> Any:
        """The communes with these codes."""
        codes = [code.strip() for code in super().clean(value).split(",") if code.strip()]
        communes = [Commune.objects.with_code(code) for code in codes]
        unknown = [code for code, commune in zip(codes, communes, strict=True) if commune is None]
        if unknown:
            raise ValidationError(f"Cổng không có xã mang mã {', '.join(unknown)}.")
        return communes


class InviteOneForm(NamesForm):
    """One person, whose name one knows or not; the administrator invites officers and leaders too."""

    field_order = ("unit", "role")

    def __init__(self, commune: Commune, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        self.fields["unit"] = forms.ModelChoiceField(
            label="Đơn vị",
            queryset=commune.units.all(),
            to_field_name="code",
            empty_label="Chọn đơn vị",
            required=not runs_everything(by),
        )
        if by.is_administrator:
            above = _ABOVE if runs_everything(by) else ()
            roles = [(role.value, role.label) for role in (Role.REPORTER, *_OFFICES, *above)]
            self.fields["role"] = forms.ChoiceField(label="Vai trò", choices=roles)
        if runs_everything(by):
            provinces = sorted(set(Commune.objects.values_list("province", flat=True)), key=order_of)
            self.fields["area_province"] = forms.ChoiceField(
                label="Phạm vi của cấp trên, người quản trị",
                choices=[("", "Cả nước"), *((province, province) for province in provinces)],
                required=False,
            )
            self.fields["area_communes"] = AreaField()
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """A unit for those who have one, an area for those who have none."""
        cleaned = super().clean() or {}
        if cleaned.get("role") in _ABOVE:
            cleaned["unit"] = None
            codes = {commune.code: commune for commune in cleaned.get("area_communes", ())}
            province = cleaned.get("area_province")
            outside = [str(commune) for commune in codes.values() if province and commune.province != province]
            if outside:
                self.add_error("area_communes", f"Không thuộc {province}: {', '.join(outside)}.")
            cleaned["area_communes"] = ", ".join(codes)
        else:
            if not cleaned.get("unit") and "unit" not in self.errors:
                self.add_error("unit", "Hãy chọn đơn vị.")
            if "area_communes" in self.fields:
                cleaned["area_province"] = cleaned["area_communes"] = ""
        return cleaned


class HandOverForm(forms.Form):
    """Who is in charge next, and from which day; the name can be left to them."""

    since = DayField(label="Từ ngày")
    name = TextField(label="Họ và tên người phụ trách mới", max_length=100, required=False)
    position = TextField(label="Chức vụ", max_length=100, required=False)
