"""The reports and their files, and the form of one facility on paper."""

from tests.access.table import Area, always
from tests.cast import OPEN_YEAR

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
reports           -         GET       in       403     403      200      200     404       200       403
reports           -         POST      in       405
report            report    GET       in       403     403      200      200     404       200       403
report            report    POST      in       405
report_pdf        report    GET       in       403     403      200      200     404       200       403
report_pdf        report    POST      in       405
report_office     office    GET       in       403     403      200      200     404       200       403
report_office     office    POST      in       405
slip              form      GET       in       200     404      200      200     404       200       403
slip              form      POST      in       405
slip              foreign   GET       in       404     404      404      404     200       404       403
"""

AREA = Area(
    TABLE,
    parameters={
        "report": always(year=2025, kind="hang-nam"),
        "office": always(year=2025, kind="hang-nam", ending="docx"),
        "form": always(slug="thu-vien", code="TV-TH", year=OPEN_YEAR),
        "foreign": always(slug="thu-vien", code="TV-QK", year=OPEN_YEAR),
    },
)
