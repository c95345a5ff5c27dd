"""Whatever text is kept, every file comes, in order, and says it; what was kept before there was a gate too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Concat
from lxml import etree
from pytest_django import Settings

from baocao.document import pdf
from baocao.models import OpenData
from kehoach.common.text.columns import NotesField, TidyText
from kehoach.models import User
from tests.cast import OPEN_YEAR, Cast, signed_in

ROOMS = ("kehoach", "baocao", "thuvien", "vanhoa")
NASTY = " \x02\v\x1b\u202e\ufffe\u2028&<]]>"
FILES = (
    *(f"/{path}/?nam=2025&dang=xlsx" for path in ("hoat-dong", "kinh-phi", "khen-thuong", "nhiem-vu")),
    *("/thu-vien/?dang=xlsx", "/van-hoa/?dang=xlsx", "/thu-vien/TV-TH/?dang=xlsx", "/so-lieu/2025/?dang=xlsx"),
    *(f"/bao-cao/2025/hang-nam/tai/{ending}" for ending in ("", "docx/", "xlsx/")),
    *("/phieu/thu-vien/TV-TH/2025/", "/bang-dieu-hanh/2025/?dang=xlsx"),
)


def columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every column of people's text; codes stand in addresses and are never more than letters there."""
    for model in (model for room in ROOMS for model in apps.get_app_config(room).get_models()):
        for column in model._meta.local_concrete_fields:
            if isinstance(column, TidyText) and column.name != "code" and not column.unique:
                yield model, column.name


def put_past_the_gate() -> None:
    """Writes into every row what the gate would not let through."""
    for model, name in columns():
        nasty = Concat(F(name), Value(NASTY), output_field=CharField())
        model._default_manager.exclude(**{name: ""}).update(**{name: nasty})
    for model in apps.get_models():
        for column in model._meta.local_concrete_fields:
            if isinstance(column, NotesField):
                rows = list(model._default_manager.exclude(**{column.name: {}})[:5])
                for row in rows:
                    written = {key: f"{note}{NASTY}" for key, note in getattr(row, column.name).items()}
                    model._default_manager.filter(pk=row.pk).update(**{column.name: Value(written, models.JSONField())})


def check_package(content: bytes) -> None:
    """Every part of an Excel or Word file is XML that a strict reader takes."""
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


@pytest.mark.once
def test_every_file_comes_in_order_whatever_was_kept_before(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    settings.PUBLIC_URL = "https://hoc-tap.example"
    put_past_the_gate()
    User.objects.update(email="thu@hoc-tap.example")
    officer = signed_in(cast.officer)

    for path in FILES:
        response = officer.get(path)
        assert response.status_code == 200, path
        if "xlsx" in path or "docx" in path:
            check_package(response.content)
    for command in ("figures_template", "plan_template"):
        file, year = tmp_path / f"{command}.xlsx", ("--year", str(OPEN_YEAR)) if command == "figures_template" else ()
        call_command(command, *year, "--commune", cast.commune.code, "--output", str(file), stdout=StringIO())
        check_package(file.read_bytes())
    call_command("remind", "--today", date(OPEN_YEAR, 12, 20).isoformat(), stdout=StringIO())
    letters = [f"{message.subject} {message.body}" for message in mail.outbox]
    assert letters
    assert not [text for text in letters if "\x02" in text]


# Beside FILES: pages of programs, of telephones and of everybody, other official forms, templates.
MORE_FILES = (
    *(f"/du-lieu-mo/11122/2025/{ending}/" for ending in ("csv", "json")),
    *(f"/bieu-mau/{form}/2025/?dang=docx" for form in ("cong-dong-hoc-tap", "thu-vien-truong", "ngay-sach")),
    *("/so-lieu/2026/excel/mau/", "/so-lieu/2026/excel/mau/TH/", "/lich/2026/?dang=xlsx"),
)
# What means something to Excel, to a page or to a program.
PIECES = (
    *('=HYPERLINK("a")', "+84 912", "-5", "@SUM(1)", "a\tb\nc", "<b>&lt</b>", "]]>", "_x0041_", "'--", "{{ x }}"),
    *("\x02\v", "\u202eabc", "đã", "Thư viện", "a\u0301", "“x”", "\\n", "%s", "{0}", "# x"),
)


def pasted(dice: Random) -> Iterator[str]:
    """Texts without end: Latin letters, signs, what nobody sees, and pieces.

    What the font lacks, the PDF replaces; a title's first part, to the semicolon, is all that the brief says.
    """
    while True:
        letters = [chr(dice.choice((dice.randrange(0x180), dice.randrange(0x1E00, 0x1F00)))) for _ in range(8)]
        yield "".join(dice.sample([*letters, *dice.choices(PIECES, k=2)], 10)).replace(";", ",")


def letters_of(text: str) -> str:
    """The letters and digits of a text that every font has, by which it is found again wherever it stands."""
    return re.sub("[^0-9a-zß-ſơưạ-ỹ]", "", unicodedata.normalize("NFKC", text).casefold())


def said(content: bytes) -> str:
    """What a file says, of whatever kind it is."""
    if not content.startswith(b"PK"):
        text = content.decode("utf-8-sig", "replace")
        return letters_of(unescape(re.sub("<[^>]*>", "", text)) if text.startswith("<") else text)
    check_package(content)
    with ZipFile(BytesIO(content)) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
    return letters_of(" ".join("".join(etree.fromstring(part).itertext()) for part in parts))


def put_into_every_column(text_of: Callable[[int], str]) -> dict[int, str]:
    """Writes a text of its own into each column of people's text; by number what is kept there."""
    kept = {}
    for number, (model, name) in enumerate(columns()):
        column = model._meta.get_field(name)
        text = text_of(number)[: column.max_length]  # type: ignore[union-attr]
        try:
            with transaction.atomic():
                model._default_manager.exclude(**{name: ""}).update(**{name: text})
        except IntegrityError:
            continue
        kept[number] = letters_of(str(column.to_python(text)))  # type: ignore[union-attr]
    return kept


def files_of(cast: Cast) -> dict[str, str]:
    """What every file says now. A PDF's pages are taken as HTML, before they are set."""
    officer, files = signed_in(cast.officer), {}
    for path in (*FILES, *MORE_FILES):
        response = officer.get(path)
        assert response.status_code == 200, path
        files[path] = said(response.content)
    mail.outbox.clear()
    call_command("remind", "--today", date(OPEN_YEAR, 12, 20).isoformat(), "--dry-run", stdout=StringIO())
    return files


@pytest.mark.once
def test_every_file_says_what_was_pasted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """First a mark in each column tells which files say it; then the same files say any text beside its mark."""
    monkeypatch.setattr(pdf, "typeset", lambda parts, *_, **__: "".join(parts).encode())
    OpenData.objects.create(commune=cast.commune, is_public=True)
    marks = put_into_every_column(lambda number: f"Qzj{number:03}")
    where = {path: [number for number, mark in marks.items() if mark in text] for path, text in files_of(cast).items()}
    assert sum(map(len, where.values())) >= 50, where

    texts = pasted(Random(OPEN_YEAR))
    kept = put_into_every_column(lambda number: f"{next(texts)} Qzj{number:03}")

    files = files_of(cast)
    lost = [
        (path, number, kept[number])
        for path, numbers in where.items()
        for number in numbers
        if number in kept and kept[number] not in files[path]
    ]
    assert lost == []
