"""What people type about themselves and their commune."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator

from kehoach.common.fields import TextField
from kehoach.models.places import OFFICER_TITLE

phone_number = RegexValidator(r"^\+?\d[\d .\-]{7,18}\Z", "Số điện thoại gồm 9 đến 15 chữ số, ví dụ 0900 000 123.")


class ContactForm(forms.Form):
    """Whom units call when they are stuck; cleans to what the action takes."""

    name = TextField(label="Họ và tên", max_length=100)
    position = TextField(label="Chức vụ", max_length=100)
    phone = TextField(
        label="Số điện thoại",
        help_text="Hiện ở cuối phiếu, ở trang đăng nhập và ở đường dẫn của mọi đơn vị, bấm vào là gọi.",
        max_length=20,
        validators=[phone_number],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    officer_title = TextField(
        label="Các trang gọi người phụ trách là",
        help_text=f"Ví dụ: chuyên viên phòng Văn hóa - Xã hội. Để trống: {OFFICER_TITLE}.",
        max_length=80,
        required=False,
    )
