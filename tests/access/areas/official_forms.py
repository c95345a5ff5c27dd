"""The other official forms: the list, the commune's forms, a library's own, and what they ask."""

from tests.access.table import Area, always
from tests.cast import OPEN_YEAR

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
official_forms    -         GET       in       200     200      200      200     404       403       403
official_forms    -         POST      in       405
official_form     commune   GET       in       403     403      200      200     404       403       403
official_form     commune   POST      in       405
official_form     unknown   GET       in       404     404      404      404     404       404       404
library_form      own       GET       in       200     404      200      200     404       403       403
library_form      own       POST      in       405
library_form      foreign   GET       in       404     404      404      404     404       403       403
form_answers      year      GET       in       403     403      200      403     404       403       403
form_answers      year      POST      in       403     403      302      403     404       403       403
library_answers   of_own    GET       in       200     404      200      403     404       403       403
library_answers   of_own    POST      in       302     404      302      403     404       403       403
library_answers   of_other  GET       in       404     404      404      404     404       403       403
library_answers   of_other  POST      in       404     404      404      404     404       403       403
"""

AREA = Area(
    TABLE,
    parameters={
        "commune": always(slug="cong-dong-hoc-tap", year=2025),
        "unknown": always(slug="khong-co", year=2025),
        "own": always(slug="thu-vien-05-2020", year=2025, code="TV-TH"),
        "foreign": always(slug="thu-vien-05-2020", year=2025, code="TV-QK"),
        "year": always(year=OPEN_YEAR),
        "of_own": always(year=OPEN_YEAR, code="TV-TH"),
        "of_other": always(year=OPEN_YEAR, code="TV-QK"),
    },
    sent={
        "form_answers": always(version=0, citizens_counted="3.100"),
        "library_answers": always(version=0, classes="15"),
    },
    reasons=(
        "Biểu đang làm là việc của xã; cấp trên nhận biểu khi xã gửi.",
        "Câu hỏi cho xã do công chức Văn hóa - Xã hội trả lời.",
    ),
)
