"""What `kehoach` needs to know to collect cultural centres' figures."""

from kehoach.models import ActivityKind, Scope
from kehoach.models.kinds import FigureKind, Recorded, register
from vanhoa.checks import CHECKS, THRESHOLDS
from vanhoa.enums import CentreKind
from vanhoa.layout import LAYOUT
from vanhoa.models import CentreFigures, CentreMembership, CentreTally, CulturalCentre

CENTRES = FigureKind(
    slug="van-hoa",
    title="Thiết chế văn hóa",
    noun="thiết chế",
    icon="landmark",
    facility_model=CulturalCentre,
    membership_model=CentreMembership,
    figures_model=CentreFigures,
    tally_model=CentreTally,
    layout=LAYOUT,
    checks=CHECKS,
    thresholds=THRESHOLDS,
    demo_files=("demo/centres.csv", "demo/centre_figures.csv"),
    scopes_of=dict.fromkeys(CentreKind, (Scope.ALL_CENTRES,)),
    recorded={
        "activities_arts": Recorded(frozenset({ActivityKind.ARTS})),
        "activities_sports": Recorded(frozenset({ActivityKind.SPORTS})),
        "participants": Recorded(frozenset({ActivityKind.ARTS, ActivityKind.SPORTS}), people=True),
    },
)
register(CENTRES)
