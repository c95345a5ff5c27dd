"""Which province's communes are looked at."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from baocao.rollup.provinces import provinces


class ProvinceForm(forms.Form):
    """A choice out of the address, so that it can be sent to somebody; one that is not there is left aside."""

    tinh = forms.ChoiceField(label="Tỉnh, thành phố", required=False)

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked)
        names = [(name, name[0].upper() + name[1:]) for name in provinces() if name]
        self.fields["tinh"] = forms.ChoiceField(
            label="Tỉnh, thành phố",
            required=False,
            choices=[("", "Tất cả"), *names],
            error_messages={"invalid_choice": "Cổng không có xã nào của tỉnh, thành phố này. Đây là tất cả các xã."},
        )

    @property
    def province(self) -> str:
        """The chosen one; empty where all are looked at."""
        return str(self.cleaned_data.get("tinh", "")) if self.is_valid() else ""
