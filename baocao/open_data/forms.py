"""The switch of open data."""

from __future__ import annotations

from django import forms


class PublishingForm(forms.Form):
    """Whether everybody may read the figures."""

    is_public = forms.BooleanField(
        label="Cho mọi người xem và tải, không cần tài khoản",
        required=False,
        help_text="Bỏ dấu này thì trang dữ liệu mở và các tệp không còn mở được.",
    )
