"""What an administrator sets about the checks; kinds and codes are chosen, never typed."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from kehoach.common import formats
from kehoach.common.fields import DecimalField, PercentField
from kehoach.models import CheckSetting, CheckThreshold
from kehoach.models.kinds import kinds
from kehoach.questionnaire.checks import Check, Threshold

Code = tuple[str, str]
GroupedChoices = list[tuple[str, list[Code]]]


def thresholds() -> dict[Code, Threshold]:
    """Every threshold by the slug of its kind and its code."""
    return {(kind.slug, threshold.code): threshold for kind in kinds() for threshold in kind.thresholds}


def checks() -> dict[Code, Check]:
    """Every check by the slug of its kind and its code."""
    return {(kind.slug, check.code): check for kind in kinds() for check in kind.checks}


def with_unit(threshold: Threshold) -> str:
    """The form's proposal: 15%, 50 lượt"""
    blank = "" if threshold.unit == "%" else " "
    return f"{formats.decimal(threshold.default, 2)}{blank}{threshold.unit}"


def kind_choices() -> list[Code]:
    """The kinds of figures by their titles."""
    return [(kind.slug, kind.title) for kind in kinds()]


def threshold_choices() -> GroupedChoices:
    """Số học sinh thay đổi quá (mặc định 15%), kind by kind."""
    return [
        (
            kind.title,
            [(threshold.code, f"{threshold.label} (mặc định {with_unit(threshold)})") for threshold in kind.thresholds],
        )
        for kind in kinds()
    ]


def check_choices() -> GroupedChoices:
    """Tên sách nhiều hơn bản sách (Lỗi phải sửa), kind by kind."""
    return [
        (kind.title, [(check.code, f"{check.title} ({check.severity.label})") for check in kind.checks])
        for kind in kinds()
    ]


def belonging(cleaned: dict[str, Any], known: Collection[Code]) -> str:
    """The chosen code, where it is one of the chosen kind: the same code may stand in both lists."""
    code: str = cleaned["code"]
    if "kind" in cleaned and (cleaned["kind"], code) not in known:
        raise ValidationError("Mục này không thuộc loại phiếu đã chọn.")
    return code


class ThresholdForm(forms.ModelForm):
    """Another number than the form's proposal."""

    kind = forms.ChoiceField(label="Loại phiếu", choices=kind_choices)
    code = forms.ChoiceField(label="Ngưỡng", choices=threshold_choices)

    class Meta:
        model = CheckThreshold
        fields = ("kind", "code", "value")
        # Django's own would read 1.250 as one and a quarter without a word.
        field_classes: ClassVar[dict[str, Any]] = {"value": DecimalField}
        widgets: ClassVar[dict[str, Any]] = {"value": forms.TextInput(attrs={"inputmode": "decimal"})}

    def clean_code(self) -> str:
        """One of the kind's thresholds."""
        return belonging(self.cleaned_data, thresholds())

    def clean_value(self) -> Decimal:
        """Where it is a number of percent, what may be a share is asked about."""
        threshold = thresholds().get((self.cleaned_data.get("kind", ""), self.cleaned_data.get("code", "")))
        value: Decimal = self.cleaned_data["value"]
        return PercentField().clean(self["value"].data) if threshold and threshold.unit == "%" else value


class CheckSettingForm(forms.ModelForm):
    """A check that counts for less than its author meant."""

    kind = forms.ChoiceField(label="Loại phiếu", choices=kind_choices)
    code = forms.ChoiceField(label="Phép kiểm tra", choices=check_choices)

    class Meta:
        model = CheckSetting
        fields = ("kind", "code", "weight", "reason")

    def clean_code(self) -> str:
        """One of the kind's checks."""
        return belonging(self.cleaned_data, checks())
