"""What somebody looks for."""

from __future__ import annotations

from django import forms

from kehoach.common.fields import TextField
from kehoach.common.folding import words_of

SHORTEST, LONGEST = 2, 100


class SearchForm(forms.Form):
    """A few words, names or codes; one letter alone would find everything."""

    q = TextField(
        label="Tìm trong cổng",
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search", "autocomplete": "off"}),
    )

    def clean_q(self) -> str:
        """Nothing at all is no mistake: the page then says what can be found."""
        query: str = self.cleaned_data["q"]
        if query and sum(map(len, words_of(query))) < SHORTEST:
            raise forms.ValidationError(f"Hãy gõ ít nhất {SHORTEST} chữ cái hoặc chữ số.")
        return query
