"""A report with all that hangs on it."""

from __future__ import annotations

from operator import attrgetter

from django.db.models import Model, Q, QuerySet

from baocao.models import RegisterEntry, Remark, Report, ReportFile, SectionText, Waiver
from kehoach.models import Commune, Plan, User
from kehoach.together import hold, know, together

# What hangs on a report: its name there, whose it is, and its order.
_PARTS: dict[type[Model], tuple[str, str, tuple[str, ...]]] = {
    SectionText: ("texts", "saved_by", ("section",)),
    Remark: ("remarks", "made_by", ("made_at", "pk")),
    Waiver: ("waivers", "waived_by", ("guard",)),
    ReportFile: ("files", "added_by", ("part", "added_at", "pk")),
}


def whole_report(asked: QuerySet[Report]) -> Report | None:
    """The one report that was asked for; None where there is none.

    One query reads it with its plan, its number, its texts, remarks, waivers and files (without their bytes), their
    people, the report that it replaces and the one that replaces it: `report.texts.all()` and the like ask no further.
    """
    key = asked.values("pk")
    parts = [part._default_manager.filter(report__in=key) for part in _PARTS]
    people = [rows.values(by) for rows, (_, by, _) in zip(parts, _PARTS.values(), strict=True)]
    neighbours = Report.objects.filter(Q(replaces__in=key) | Q(replacements__in=key))
    found, communes, plans, entries, related, users, *rows = together(
        asked,
        Commune.objects.filter(pk__in=asked.values("commune")),
        Plan.objects.filter(pk__in=asked.values("plan")),
        RegisterEntry.objects.filter(Q(report__in=key) | Q(report__in=neighbours.values("pk"))),
        neighbours,
        User.objects.filter(Q(*(("pk__in", keys) for keys in people), _connector=Q.OR)),
        *parts,
    )
    if not found:
        return None
    know([*found, *plans], "commune", communes)
    know(found, "plan", plans)
    know(found, "replaces", related)
    know(entries, "report", [*found, *related])
    hold(found, "replacements", "replaces", [one for one in related if one.replaces_id])
    for of_part, (name, by, order) in zip(rows, _PARTS.values(), strict=True):
        know(of_part, by, users)
        hold(found, name, "report", sorted(of_part, key=attrgetter(*order)))
    report: Report = found[0]
    return report
