"""Which commune is to be set up."""

from __future__ import annotations

from django import forms
from django.utils.functional import cached_property

from kehoach.common.fields import TextField
from kehoach.places.finding import FoundPlaces, find_places, source_words


class PlaceForm(forms.Form):
    """A few words of a commune's name, of what it was made of, of its province, or its code."""

    tim = TextField(
        label="Tên xã, phường hoặc mã",
        max_length=100,
        required=False,
        help_text="Gõ tên hiện nay, tên xã cũ đã nhập vào, hoặc mã, ví dụ Tân Kỳ Hải Phòng.",
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search", "autocomplete": "off"}),
    )

    @cached_property
    def found(self) -> FoundPlaces | None:
        """What the list has; None where nothing is asked."""
        typed = self.cleaned_data["tim"] if self.is_valid() else ""
        return find_places(typed) if typed else None

    @property
    def source(self) -> str:
        """Where the list comes from and of which day it is."""
        return source_words()
