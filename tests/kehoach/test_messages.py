"""Django speaks Vietnamese here: its messages, its dates and its numbers."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import django
import polib
import pytest
from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.utils import formats

OURS = Path(__file__).resolve().parents[2] / "kehoach/locale/vi/LC_MESSAGES"
DJANGO = Path(django.__file__).parent
CATALOGUES = ["conf", "contrib/admin", "contrib/auth", "contrib/contenttypes", "contrib/sessions"]
# The names of languages, the page of an empty project, and views of Django's that are not used here.
NEVER_SEEN = re.compile(r"conf/global_settings\.py|default_urlconf\.html|views/generic/|views/static\.py")
# No Vietnamese word has the first four letters, nor is one of these without its marks.
ENGLISH = re.compile(
    r"[fjwz]|\b(at|choice|ensure|enter|is|least|must|not|of|or|select|this|valid|value)\b", re.IGNORECASE
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")


class Entry(forms.Form):
    """One field for each kind of message."""

    needed = forms.CharField()
    text = forms.CharField(min_length=5, max_length=8, required=False)
    whole = forms.IntegerField(min_value=0, max_value=100, required=False)
    amount = forms.DecimalField(max_digits=6, decimal_places=1, required=False, localize=True)
    day = forms.DateField(required=False)
    moment = forms.DateTimeField(required=False)
    pick = forms.ChoiceField(choices=[("a", "Một")], required=False)
    picks = forms.MultipleChoiceField(choices=[("a", "Một")], required=False)
    mail = forms.EmailField(required=False)
    link = forms.URLField(required=False, assume_scheme="https")
    slug = forms.SlugField(required=False)
    attached = forms.FileField(required=False)


def assert_vietnamese(text: str) -> None:
    """The text has letters that only Vietnamese has, and no English word."""
    assert re.search(r"[à-ỹÀ-Ỹ]", text), text
    assert not ENGLISH.search(text), text


def messages(path: Path) -> list[polib.POEntry]:
    """The messages of one catalogue, translated or not."""
    return list(polib.pofile(str(path))) if path.exists() else []


def key(message: polib.POEntry) -> tuple[str | None, str]:
    """What gettext finds a message by."""
    return message.msgctxt, message.msgid


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("needed", ""),
        ("text", "ab"),
        ("text", "dài hơn tám"),
        ("whole", "mười"),
        ("whole", "-1"),
        ("whole", "101"),
        ("amount", "1.234.567,8"),
        ("amount", "1,25"),
        ("day", "31/02/2026"),
        ("moment", "hôm qua"),
        ("pick", "b"),
        ("picks", ["b"]),
        ("mail", "xa.quangnghiep"),
        ("link", "không phải"),
        ("slug", "có dấu"),
    ],
)
def test_a_form_refuses_in_vietnamese(field: str, value: object) -> None:
    assert_vietnamese(" ".join(Entry({"needed": "có", field: value}).errors[field]))


def test_an_empty_upload_is_refused_in_vietnamese() -> None:
    entry = Entry({"needed": "có"}, {"attached": SimpleUploadedFile("a.pdf", b"")})

    assert_vietnamese(" ".join(entry.errors["attached"]))


@pytest.mark.django_db
def test_a_name_that_is_taken_is_refused_in_vietnamese() -> None:
    Group.objects.create(name="Ban chỉ đạo")

    with pytest.raises(ValidationError) as refused:
        Group(name="Ban chỉ đạo").validate_unique()

    assert_vietnamese(" ".join(refused.value.messages))


@pytest.mark.django_db
def test_a_wrong_password_is_refused_in_vietnamese() -> None:
    sign_in = AuthenticationForm(None, {"username": "cong-chuc", "password": "sai"})

    assert_vietnamese(" ".join(sign_in.non_field_errors()))


def test_a_constraint_without_words_of_its_own_refuses_in_vietnamese() -> None:
    constraint = models.CheckConstraint(condition=models.Q(pk__gt=0), name="so_duong")

    assert_vietnamese(constraint.get_violation_error_message())


@pytest.mark.parametrize("script", ["django", "djangojs"])
def test_no_message_that_people_see_is_left_in_english(script: str) -> None:
    ours = messages(OURS / f"{script}.po")
    theirs = [
        found for place in CATALOGUES for found in messages(DJANGO / place / f"locale/vi/LC_MESSAGES/{script}.po")
    ]
    translated = {key(message) for message in ours + theirs if message.translated()}
    shown = [found for place in CATALOGUES for found in messages(DJANGO / place / f"locale/en/LC_MESSAGES/{script}.po")]

    assert [
        message.msgid
        for message in shown
        if key(message) not in translated and not all(NEVER_SEEN.search(file) for file, _ in message.occurrences)
    ] == []


@pytest.mark.parametrize("script", ["django", "djangojs"])
def test_our_translations_keep_the_placeholders(script: str) -> None:
    ours = messages(OURS / f"{script}.po")
    changed = [
        message.msgid
        for message in ours
        if {*PLACEHOLDER.findall(message.msgid)} != {*PLACEHOLDER.findall(message.msgstr or message.msgstr_plural[0])}
    ]

    assert ours
    assert changed == []


@pytest.mark.parametrize("typed", ["31/12/2026", "31-12-2026", "31.12.2026", "2026-12-31"])
def test_a_date_is_read_as_it_is_written_here(typed: str) -> None:
    assert Entry().fields["day"].clean(typed) == date(2026, 12, 31)


@pytest.mark.parametrize(("typed", "read"), [("1234,5", "1234.5"), ("12,0", "12.0"), ("1234", "1234")])
def test_a_number_is_read_as_it_is_written_here(typed: str, read: str) -> None:
    assert Entry().fields["amount"].clean(typed) == Decimal(read)


@pytest.mark.parametrize(
    ("value", "shown"), [(date(2026, 1, 5), "05/01/2026"), (2026, "2026"), (Decimal("1234.5"), "1234,5")]
)
def test_dates_and_numbers_are_printed_as_they_are_written_here(value: object, shown: str) -> None:
    assert formats.localize(value) == shown


def test_thousands_are_grouped_by_dots_where_grouping_is_asked_for() -> None:
    assert formats.number_format(-1234567, force_grouping=True) == "-1.234.567"
