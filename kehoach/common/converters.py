"""What may stand in an address, so that no view has to look twice.

Anything else in its path is no page; anything else behind the question mark counts as not there.
"""

from __future__ import annotations

import re

from django.http import HttpRequest, QueryDict
from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter

from kehoach.common import periods
from kehoach.common.text.gate import tidy_line

_MOST_DIGITS = 9
_LONGEST_WORD = 200


class CodeConverter(StringConverter):
    """A facility's, task's or commune's code. No control characters: PostgreSQL refuses to look for some of them."""

    regex = r"[^/\x00-\x1f]+"


class YearConverter(IntConverter):
    """A year that a plan or a report can mean."""

    regex = periods.YEAR


register_converter(CodeConverter, "code")
register_converter(YearConverter, "year")


def whole_number(text: str) -> int | None:
    """A whole number from 0 to 999,999,999 in plain digits; None for anything else."""
    return int(text) if re.fullmatch(f"[0-9]{{1,{_MOST_DIGITS}}}", text) else None


def query_of(request: HttpRequest) -> QueryDict:
    """All that an address says behind the question mark, as text is kept: nothing else reads it."""
    query = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        query.setlist(name, [tidy_line(value) for value in values])
    return query


def is_asked(request: HttpRequest, name: str) -> bool:
    """Whether an address says something under this name, be it nothing."""
    return name in query_of(request)


def word_asked(request: HttpRequest, name: str) -> str:
    """What an address says under this name, no longer than a name is."""
    return query_of(request).get(name, "")[:_LONGEST_WORD]


def number_asked(request: HttpRequest, name: str) -> int | None:
    """The whole number under this name; None where none is given, or something else."""
    return whole_number(word_asked(request, name))


def year_asked(request: HttpRequest) -> int | None:
    """The year in ?nam=; None where none is given, or something that no plan or report can mean."""
    word = word_asked(request, "nam")
    return int(word) if re.fullmatch(periods.YEAR, word) else None
