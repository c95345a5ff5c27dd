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
from django.db.models.functions import Concat, Substr
from django.test import Client
from django.urls import reverse
from lxml import etree
from pytest_django import Settings

from baocao.document import pdf
from kehoach.common.text.columns import NotesField, TidyText
from kehoach.models import User
from tests.access.files import FILES as FILES_OF_TABLE
from tests.access.table import ROLES, areas, rows
from tests.cast import OPEN_YEAR, Cast, signed_in

CHOOSERS = ("overseer", "administrator")
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


# Columns that hold no text of people's: what the portal writes itself, codes and secrets, names of files and parts, and
# what an input or a validator of its own lets through; each with its model, those of histories left out.
OWN_WORDS = {
    *("AgencyCode.code", "AuditEvent.address", "AuditEvent.guess_key", "AuditEvent.network", "CalendarFeed.nonce"),
    *("CalendarFeed.token_hash", "CentreFigures.absences", "CentreFigures.equipment", "CentreFigures.return_questions"),
    *("CentreFigures.saved_from", "CentreTally.amounts", "CheckSetting.code", "CheckSetting.kind"),
    *("CheckThreshold.code", "CheckThreshold.kind", "DutySetting.code", "EntryLink.nonce", "EntryLink.token_hash"),
    *("Evidence.media_type", "Evidence.question", "Evidence.sha256", "Invitation.code_hash", "Invitation.email"),
    *("Invitation.nonce", "LibraryFigures.absences", "LibraryFigures.it_applications"),
    *("LibraryFigures.return_questions", "LibraryFigures.saved_from", "LibraryFigures.services"),
    *("LibraryTally.amounts", "Notice.about", "Passkey.credential", "Passkey.credential_id", "Remark.section"),
    *("Reorganisation.level", "ReportFile.sha256", "SectionText.section", "SentDuty.code", "SentWorkbook.sha256"),
    *("SignedInSession.address", "SignedInSession.session_data", "SignedInSession.session_key", "SuperiorForm.sha256"),
    *("Task.named_kinds", "User.email", "User.password", "User.username"),
    # Sheets and cells as the file has them; what was asked for, by inputs that tidy, and what became of it; a report as
    # it was frozen, out of tidied rows; who signed, as the certificate says; programs as they call themselves.
    *("SuperiorForm.marks", "Reorganisation.order", "Reorganisation.effects", "Reorganisation.steps"),
    *("ReportSnapshot.content", "ReportFile.signatures", "AuditEvent.who", "AuditEvent.about", "AuditEvent.device"),
    *("SignedInSession.device", "User.folded_name"),
}


def test_every_column_for_text_is_a_gate_or_holds_none_of_peoples() -> None:
    text = models.CharField | models.TextField | models.JSONField
    others = {
        f"{model.__name__}.{column.name}"
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if not hasattr(model, "history_id")
        for column in model._meta.local_concrete_fields
        if isinstance(column, text) and not isinstance(column, TidyText | NotesField) and not column.choices
    }

    assert others == OWN_WORDS


def put_past_the_gate() -> None:
    """Writes into every row what the gate would not let through, and into the reasons that histories tell."""
    for model in apps.get_models():
        if hasattr(model, "history_change_reason"):
            told = Substr(Concat(F("history_change_reason"), Value(NASTY), output_field=CharField()), 1, 100)
            model._default_manager.exclude(history_change_reason=None).update(history_change_reason=told)
    for model, name in columns():
        nasty = Concat(F(name), Value(NASTY), output_field=CharField())
        model._default_manager.exclude(**{name: ""}).update(**{name: nasty})
    for model in apps.get_models():
        for column in model._meta.local_concrete_fields:
            if isinstance(column, NotesField):
                rows = list(model._default_manager.exclude(**{column.name: {}})[:5])
                for row in rows:
                    written = {
                        # Codes and days, which an answer may be too, have no blank.
                        key: f"{note}{NASTY}" if isinstance(note, str) and " " in note else note
                        for key, note in getattr(row, column.name).items()
                    }
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
        return letters_of(unescape(re.sub("<[^>]*>", "", text)) if text.lstrip().startswith("<") else text)
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


def addresses(cast: Cast) -> dict[str, str]:
    """Every address of the table of access that gives a file, with the first role that gets it; and further ones."""
    known = {**dict.fromkeys((*FILES, *MORE_FILES), "officer"), "/thiet-lap/mau.xlsx?xa=11122": "administrator"}
    for area in areas():
        area.set_up(cast)
    of_table = {row.name: row for row in reversed(list(rows())) if row.method == "GET" and "200" in row.statuses}
    for name, words in FILES_OF_TABLE.items():
        row = of_table[name]
        url, role = reverse(name, kwargs=row.parameters()), ROLES[row.statuses.index("200")]
        known |= {f"{url}?dang={word}" if word else url: role for word in words or ("",)}
    return known


def files_of(clients: dict[str, Client], paths: dict[str, str]) -> dict[str, str]:
    """What every file says now. A PDF's pages are taken as HTML, before they are set."""
    files = {}
    for path, role in paths.items():
        response = clients[role].get(path)
        assert response.status_code == 200, path
        files[path] = said(response.content)
    mail.outbox.clear()
    call_command("remind", "--today", date(OPEN_YEAR, 12, 20).isoformat(), "--dry-run", stdout=StringIO())
    return files


@pytest.mark.once
def test_every_file_says_what_was_pasted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """First a mark in each column tells which files say it; then the same files say any text beside its mark."""
    monkeypatch.setattr(pdf, "typeset", lambda parts, *_, **__: "".join(parts).encode())
    paths = addresses(cast)
    clients = {role: signed_in(getattr(cast, role), cast.commune if role in CHOOSERS else None) for role in ROLES[1:]}
    clients["anonymous"] = Client()
    marks = put_into_every_column(lambda number: f"Qzj{number:03}")
    where = {
        path: [number for number, mark in marks.items() if mark in text]
        for path, text in files_of(clients, paths).items()
    }
    assert sum(map(len, where.values())) >= 250, where

    texts = pasted(Random(OPEN_YEAR))
    kept = put_into_every_column(lambda number: f"{next(texts)} Qzj{number:03}")

    files = files_of(clients, paths)
    lost = [
        (path, number, kept[number])
        for path, numbers in where.items()
        for number in numbers
        if number in kept and kept[number] not in files[path]
    ]
    assert lost == []
    put_past_the_gate()
    files_of(clients, {path: role for path, role in paths.items() if path not in FILES})
