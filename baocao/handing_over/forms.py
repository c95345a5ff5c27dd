"""The codes of the agencies that a report comes from and goes to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from django import forms
from django.http import QueryDict

from baocao.models.agencies import LONGEST_CODE, agency_code
from kehoach.common.fields import TextField


class CodesForm(forms.Form):
    """A field for each agency, in the order of the sheet."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, sent: QueryDict | None, *, agencies: Sequence[str], codes: Mapping[str, str]) -> None:
        present = {agency: codes.get(agency, "") for agency in agencies}
        super().__init__(sent, initial={"seen": json.dumps(present, ensure_ascii=False)})
        self._agencies = agencies
        for number, agency in enumerate(agencies):
            self.fields[f"code_{number}"] = TextField(
                label=agency, max_length=LONGEST_CODE, required=False, validators=[agency_code], initial=present[agency]
            )

    @property
    def codes(self) -> dict[str, str]:
        """The codes by agency."""
        return {agency: self.cleaned_data[f"code_{number}"] for number, agency in enumerate(self._agencies)}

    def clean_seen(self) -> dict[str, str]:
        """What the page showed; what cannot be read was nothing."""
        try:
            seen = json.loads(self.cleaned_data["seen"] or "{}")
        except (ValueError, RecursionError):
            return {}
        return {str(name): str(code) for name, code in seen.items()} if isinstance(seen, dict) else {}
