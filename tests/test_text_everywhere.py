"""Texts that no document can hold, kept before there was a gate: every file still comes, and in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.db import models
from django.db.models import CharField, F, Value
from django.db.models.functions import Concat
from lxml import etree
from pytest_django import Settings

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
