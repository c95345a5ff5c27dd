"""Uploading a form of a superior, and saying what a cell of it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zipfile import ZipFile

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from baocao.superior_forms.files.gate import LARGEST_BYTES, FileKind, NotAForm, checked_package
from baocao.superior_forms.files.word import WordForm
from baocao.superior_forms.files.workbook import SpreadsheetForm
from baocao.superior_forms.marks import Mark
from baocao.superior_forms.sources import Source
from kehoach.common.fields import TextField
from kehoach.common.uploads import name_to_show
from kehoach.models import Facility


class FileForm(forms.Form):
    """A file of a form; cleans to its kind, file_name and content, and the `places` of marks that it has.

    Places are the names of sheets or, in Word, of placeholders.
    """

    file = forms.FileField(
        label="Tệp mẫu",
        help_text="Tệp Excel (.xlsx), hoặc Word (.docx) đã gõ sẵn chỗ trống như {{ lượt học sinh }}, đến 5 MB. "
        "Cổng không đổi gì ngoài chỗ anh chị đánh dấu.",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.docx"}),
        error_messages={"required": "Hãy chọn tệp mẫu."},
    )

    def clean(self) -> dict[str, Any]:
        """The file looked at: whether it is safe, and can be filled."""
        cleaned = super().clean() or {}
        sent: UploadedFile[bytes] | None = cleaned.pop("file", None)
        if sent is None:
            return cleaned
        content = sent.read(LARGEST_BYTES + 1)
        try:
            kind, package = checked_package(content)
            places = self._places(kind, package)
        except NotAForm as problem:
            raise ValidationError({"file": str(problem)}) from problem
        name = name_to_show(sent.name or "", f".{kind}")
        return {**cleaned, "kind": kind, "file_name": name, "content": content, "places": places}

    @staticmethod
    def _places(kind: FileKind, package: ZipFile) -> frozenset[str]:
        if kind is FileKind.WORD:
            return frozenset(WordForm(package).placeholders)
        form = SpreadsheetForm(package)
        for title in form.sheets:
            form.shown(title)
        return frozenset(form.sheets)


class UploadForm(FileForm):
    """A new form: what it is called, who asks for it, and its file."""

    field_order = ("title", "issuer", "file")
    title = TextField(label="Tên mẫu", max_length=200, help_text="Ví dụ: Biểu số liệu thư viện gửi Sở, năm.")
    issuer = TextField(label="Cơ quan yêu cầu", max_length=200, required=False)


class MarkForm(forms.Form):
    """Of whom and of which days a source is told at a cell; cleans to a Mark. `likely` stands chosen at first."""

    scope = forms.ChoiceField(label="Của cơ sở nào")
    window = forms.ChoiceField(label="Số liệu của kỳ nào", required=False)
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        source: Source,
        facilities: Mapping[str, Facility],
        present: Mark | None,
        likely: str = "",
    ) -> None:
        initial = {"seen": present.digest if present else "", "scope": likely}
        if present and present.source == source.code:
            initial |= {"scope": present.scope, "window": present.window}
        super().__init__(sent, initial=initial)
        self.source = source
        for name, choices in (("scope", source.scopes(facilities)), ("window", source.windows)):
            if choices:
                self.fields[name] = forms.ChoiceField(
                    label=self.fields[name].label, choices=choices, required=name == "scope"
                )
            else:
                del self.fields[name]

    def mark_at(self, sheet: str, cell: str) -> Mark:
        """What was chosen, for this cell."""
        chosen = {name: self.cleaned_data.get(name, "") for name in ("scope", "window")}
        return Mark(sheet, cell, self.source.code, **chosen)
