"""How a commune's reports look: the form of a letterhead, and the day on which one ends."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from baocao.models import ReportHead, Signing
from baocao.models.heads import NEEDS_A_HEAD
from kehoach.common.fields import DayField, TextField

_KEPT = "Lưu:"
_SYMBOL = re.compile(r"[A-ZĐ0-9]+(-[A-ZĐ0-9]+)*")
_SEVERAL = {name: forms.Textarea(attrs={"rows": 2}) for name in ("parent", "issuer", "addressees")}
_WORDS = (
    *("parent", "issuer", "symbol", "place", "addressees", "recipients"),
    *("collective", "head", "position", "signer"),
)
_GROUPS = (
    ("Dùng khi nào", ("purpose", "valid_from", "valid_until")),
    ("Đầu văn bản", ("parent", "issuer", "symbol", "place")),
    ("Nơi gửi, nơi nhận", ("addressees", "recipients", "archive")),
    ("Người ký", ("signing", "collective", "head", "position", "signer")),
)


class HeadForm(forms.ModelForm):
    """One head. Where copies are kept is asked apart from the other recipients, since every document says it."""

    archive = TextField(
        label="Lưu",
        max_length=60,
        help_text="In ở dòng cuối của Nơi nhận sau chữ Lưu, ví dụ VT, VHXH.",
        error_messages={"required": "Hãy ghi nơi lưu, ví dụ VT."},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ReportHead
        fields: ClassVar[list[str]] = [
            *("purpose", "valid_from", "valid_until", "parent", "issuer", "symbol", "place", "addressees"),
            *("recipients", "signing", "collective", "head", "position", "signer"),
        ]
        widgets: ClassVar[dict[str, Any]] = {
            "recipients": forms.Textarea(attrs={"rows": 3}),
            **_SEVERAL,
        }
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {
            **dict.fromkeys(("valid_from", "valid_until"), DayField),
            **dict.fromkeys(_WORDS, TextField),
        }
        help_texts: ClassVar[dict[str, str]] = {"recipients": "Mỗi nơi một dòng, không ghi dòng Lưu."}

    def __init__(self, *args: Any, seen: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen
        recipients = self.initial.get("recipients", "").splitlines()
        if recipients and recipients[-1].startswith(_KEPT):
            self.initial["archive"] = recipients.pop().removeprefix(_KEPT).strip()
            self.initial["recipients"] = "\n".join(recipients)

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields below their headings."""
        return [(title, [self[name] for name in names]) for title, names in _GROUPS]

    def clean_symbol(self) -> str:
        """Capital letters and hyphens: the number and the stroke before it come from the register."""
        symbol: str = self.cleaned_data["symbol"].strip().upper()
        if symbol and not _SYMBOL.fullmatch(symbol):
            raise ValidationError("Ký hiệu chỉ có chữ in hoa, số và dấu gạch nối, ví dụ BC-UBND.")
        return symbol

    def clean(self) -> dict[str, Any]:
        """What the way of signing asks for, and the line “Lưu” put behind the recipients."""
        cleaned = super().clean() or {}
        first, last, signing = (cleaned.get(name) for name in ("valid_from", "valid_until", "signing"))
        if first and last and last < first:
            self.add_error("valid_until", "Ngày cuối không được trước ngày đầu.")
        if signing == Signing.COLLECTIVE and not cleaned.get("collective"):
            self._miss("collective", "Ký TM. thì phải ghi thay mặt cơ quan nào, ví dụ Ủy ban nhân dân.")
        if signing in NEEDS_A_HEAD and not cleaned.get("head"):
            self._miss("head", "Ký KT., Q., TL. hoặc TUQ. thì phải ghi chức vụ người đứng đầu, ví dụ Chủ tịch.")
        if signing not in (Signing.REPORTER, Signing.ACTING, None) and not cleaned.get("position"):
            self._miss("position", "Hãy ghi chức vụ người ký, ví dụ Trưởng phòng.")
        if cleaned.get("recipients") and cleaned.get("archive"):
            cleaned["recipients"] = f"{cleaned['recipients'].strip()}\n{_KEPT} {cleaned['archive'].strip(' .;')}"
        return cleaned

    def _miss(self, name: str, message: str) -> None:
        if name not in self.errors:
            self.add_error(name, message)

    @property
    def values(self) -> dict[str, Any]:
        """The columns as the actions take them."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class EndForm(forms.Form):
    """The last day on which a head holds."""

    last_day = DayField(
        label="Dùng đến hết ngày",
        help_text="Từ ngày sau đó, báo cáo dùng thể thức khác của xã, nếu không có thì dùng mẫu A.",
    )
