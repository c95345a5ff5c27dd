"""Reports among what is searched."""

from __future__ import annotations

from django.db.models import Case, QuerySet, TextChoices, TextField, Value, When
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest
from django.urls import reverse

from baocao.issuing.access import reports_to_read
from baocao.models import Report, ReportKind, ReportState
from kehoach.people.access import commune_of
from kehoach.search.finding import Source, register


def _reports(request: HttpRequest) -> QuerySet[Report]:
    """The reports of the commune by kind and year (“Báo cáo năm 2024”), with state and number (57/BC-UBND)."""
    text = TextField()
    leading_zero = Case(When(entry__number__lt=10, then=Value("0")), default=Value(""))
    number = Concat(leading_zero, Cast("entry__number", text), Value("/"), "entry__symbol", output_field=text)
    return (
        reports_to_read(request)
        .filter(commune=commune_of(request))
        .annotate(
            called=Concat(_label("kind", ReportKind), Value(" "), Cast("year", text), output_field=text),
            stands=_label("state", ReportState),
            number=Case(When(entry=None, then=Value("")), default=number, output_field=text),
        )
    )


def _label(field: str, choices: type[TextChoices]) -> Case:
    """The words of a choice instead of its code."""
    return Case(
        *(When(**{field: choice}, then=Value(str(choice.label))) for choice in choices), output_field=TextField()
    )


def _editor(key: str) -> str:
    return reverse("report_editor", kwargs={"pk": key})


register(
    Source(
        "Báo cáo",
        "file-text",
        _reports,
        _editor,
        name="called",
        key="pk",
        code="number",
        detail="stands",
        order="-started_at",
    )
)
