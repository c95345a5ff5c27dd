"""The small forms of the workflow's steps."""

from __future__ import annotations

from django import forms


class SubmitForm(forms.Form):
    """Who stands by the figures; cleans to what the action takes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label="Họ và tên người chịu trách nhiệm", max_length=100)
    position = forms.CharField(label="Chức vụ", max_length=100)


class AcceptForm(forms.Form):
    """The version that the officer has in front of them."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(forms.Form):
    """Why the figures go back."""

    reason = forms.CharField(
        label="Lý do trả lại",
        help_text="Đơn vị sẽ thấy lý do này ở đầu phiếu. Hãy ghi rõ mục nào cần sửa, sửa thế nào.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
