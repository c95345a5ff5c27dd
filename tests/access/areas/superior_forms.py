"""Forms of superiors: the officer's for the commune, the level above's for all communes."""

from __future__ import annotations

from django.core.files.base import ContentFile

from baocao.models import SuperiorForm
from kehoach.models import Commune, User
from tests.access.table import Area, Row
from tests.baocao.superior_forms.odd_forms import form, sheet
from tests.cast import NOW

#                              anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
superior_forms         -       GET   in  403  403  200  200  200  200  403
superior_forms         -       POST  in  405
add_superior_form      -       GET   in  403  403  200  403  200  200  403
add_superior_form      -       POST  in  403  403  302  403  302  302  403
superior_form          ours    GET   in  403  403  200  200  404  404  403
superior_form          ours    POST  in  405
superior_form          common  GET   in  403  403  200  200  200  200  403
mark_superior_form     ours    GET   in  403  403  200  403  404  404  403
mark_superior_form     ours    POST  in  403  403  200  403  404  404  403
mark_superior_form     common  GET   in  403  403  403  403  403  200  403
filled_superior_form   filled  GET   in  403  403  200  200  404  404  403
filled_superior_form   filled  POST  in  405
replace_superior_form  ours    GET   in  403  403  200  403  404  404  403
replace_superior_form  ours    POST  in  403  403  302  403  404  404  403
retire_superior_form   ours    GET   in  403  403  200  403  404  404  403
retire_superior_form   ours    POST  in  403  403  302  403  404  404  403
"""
_CONTENT = form(sheet(""))


def _kept(row: Row) -> dict[str, object]:
    commune = None if row.object == "common" else Commune.objects.get(code="11122")
    kept = SuperiorForm.objects.filter(commune=commune).first() or SuperiorForm.objects.create(
        commune=commune,
        title="Biểu gửi Sở",
        kind="xlsx",
        file_name="bieu.xlsx",
        content=_CONTENT,
        sha256="a" * 64,
        size=len(_CONTENT),
        added_at=NOW,
        added_by=User.objects.get(username="cong-chuc"),
    )
    return {"pk": kept.pk, **({"year": 2025} if row.object == "filled" else {})}


AREA = Area(
    TABLE,
    parameters={"ours": _kept, "common": _kept, "filled": _kept},
    sent={
        "add_superior_form": lambda row: {"title": "Mẫu", "file": ContentFile(_CONTENT, "a.xlsx")},
        "replace_superior_form": lambda row: {"file": ContentFile(_CONTENT, "a.xlsx")},
    },
    reasons=("Mẫu của cấp trên dành cho", "mẫu chung cho mọi xã do cấp trên đưa lên."),
)
