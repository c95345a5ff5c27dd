"""The codes that stand behind sentences and lead to the appendix of sources; a target's own code is one too."""

from thuvien.kind import LIBRARIES
from vanhoa.kind import CENTRES

PLAN, VERDICTS = "KH", "CT"
FACILITIES, MONEY, PLAN_MONEY, BOOKS, TASKS = "CS", "KP", "KPKH", "SO", "NV"
OF_KIND = {LIBRARIES.slug: "TV", CENTRES.slug: "VH"}
