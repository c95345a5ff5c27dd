"""What may stand in an address; anything else is no page, so that no view has to look twice."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter

from kehoach.common import periods


class CodeConverter(StringConverter):
    """A facility's, task's or commune's code. No control characters: PostgreSQL refuses to look for some of them."""

    regex = r"[^/\x00-\x1f]+"


class YearConverter(IntConverter):
    """A year that a plan or a report can mean."""

    regex = periods.YEAR


register_converter(CodeConverter, "code")
register_converter(YearConverter, "year")
