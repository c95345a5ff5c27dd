"""What people type into the fields of every form, and what the portal makes of it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.test import RequestFactory

from kehoach.common.fields import DayField, PercentField, TextField, YearField
from kehoach.common.reading import parse_day_of_year
from kehoach.models import YearFigures
from tests.house import ROOT

ROOMS = ("kehoach", "thuvien", "vanhoa", "baocao")
# Fields that read what is typed in Django's way; ours are those of kehoach.common.fields.
DJANGOS = re.compile(r"forms\.(CharField|DateField|IntegerField|DecimalField|FloatField|RegexField)\((?!.*HiddenInput)")
LINES = forms.Textarea()


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_is_typed_into_a_field_that_knows_no_vietnamese_keyboard(room: str) -> None:
    files = [*(ROOT / room).rglob("forms.py"), *(ROOT / room).rglob("forms/*.py")]

    assert files or room in ("thuvien", "vanhoa")
    assert [path.name for path in files if DJANGOS.search(path.read_text())] == []


def test_a_line_break_counts_once_whatever_the_browser_sends() -> None:
    field = TextField(max_length=11, widget=LINES)

    assert field.clean("Buổi 1\r\nABCD") == "Buổi 1\nABCD"
    assert field.clean(" Buổi 1 \r\r\n \u200bABC\r\n\r\n") == "Buổi 1\n\nABC"
    with pytest.raises(ValidationError):
        field.clean("Buổi 1\r\nABCDE")
    assert 'maxlength="11"' in str(field.widget.render("x", "", field.widget_attrs(field.widget)))


def test_text_of_one_line_stays_one_and_drops_what_nobody_sees() -> None:
    assert TextField().clean("\ufeffTrường\u00a0 Tiểu\r\nhọc\u200b ") == "Trường Tiểu học"


def test_what_is_only_unseen_letters_is_nothing() -> None:
    with pytest.raises(ValidationError):
        TextField().clean("\u200b\ufeff")
    assert TextField(required=False).clean("\u200b") == ""
    assert DayField(required=False).clean("\u200b") is None


@pytest.mark.parametrize("typed", ["31122026", "31 12 2026", "31/12/26", "31.12.2026", "31-12-2026", "2026-12-31"])
def test_a_day_is_read_as_a_phone_types_it(typed: str) -> None:
    assert DayField().clean(typed) == date(2026, 12, 31)


def test_a_day_that_is_none_is_said_in_a_sentence() -> None:
    with pytest.raises(ValidationError, match=r"Không có ngày 31/02/2026\. Hãy xem lại"):
        DayField().clean("31/02/2026")


def test_the_administration_reads_days_alike() -> None:
    request = RequestFactory().get("/quan-tri/")
    pages = [page for page in admin.site._registry.values() if page.model.__module__.split(".")[0] in ROOMS]
    pages = [page for page in pages if not issubclass(page.model, YearFigures)]  # which nobody changes there
    pages += [inline(page.model, admin.site) for page in pages for inline in page.inlines]
    days = [
        (page, column)
        for page in pages
        for column in page.model._meta.get_fields()
        if isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField)
    ]

    assert len(days) > 5
    wrong = [
        (page, day.name) for page, day in days if not isinstance(page.formfield_for_dbfield(day, request), DayField)
    ]
    assert wrong == []


@pytest.mark.parametrize("typed", ["20/11", "20-11", "20.11", "20 11", "2011", "ngày 20 tháng 11", "\u200b20/11"])
def test_a_day_of_every_year_is_read(typed: str) -> None:
    assert parse_day_of_year(typed) == (11, 20)


@pytest.mark.parametrize("typed", ["31/2", "20/13", "20", "hôm nay", "20/11/2026"])
def test_what_is_no_day_of_a_year_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="ngày"):
        parse_day_of_year(typed)


@pytest.mark.parametrize(
    ("typed", "number"), [("9,5", "9.5"), ("9.5", "9.5"), ("−3 %", "-3"), ("\u200b10%", "10"), (" 10 ", "10")]
)
def test_percent_is_read(typed: str, number: str) -> None:
    assert PercentField(max_digits=5, decimal_places=2).clean(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["\u200b2026\ufeff", " 2026 ", "２０２６"])
def test_a_year_is_read(typed: str) -> None:
    assert YearField(min_value=2000, max_value=2099).clean(typed) == 2026
