"""What `kehoach` needs to know to collect libraries' figures."""

from kehoach.models import ActivityKind, Scope, TaskRole
from kehoach.models.kinds import FigureKind, Recorded, register
from thuvien.checks import CHECKS, THRESHOLDS
from thuvien.enums import LibraryKind
from thuvien.layout import LAYOUT
from thuvien.models import Library, LibraryFigures, LibraryMembership, LibraryTally

_ALL = frozenset(ActivityKind)

LIBRARIES = FigureKind(
    slug="thu-vien",
    title="Thư viện",
    noun="thư viện",
    icon="library",
    facility_model=Library,
    membership_model=LibraryMembership,
    figures_model=LibraryFigures,
    tally_model=LibraryTally,
    layout=LAYOUT,
    checks=CHECKS,
    thresholds=THRESHOLDS,
    demo_files=("demo/libraries.csv", "demo/library_figures.csv"),
    scopes_of={
        kind: (
            Scope.COMMUNE_LIBRARY if kind == LibraryKind.COMMUNE else Scope.OTHER_LIBRARIES,
            Scope.ALL_LIBRARIES,
        )
        for kind in LibraryKind
    },
    recorded={"events": Recorded(_ALL), "event_participants": Recorded(_ALL, people=True)},
    counted_for={TaskRole.ROTATIONS: "rotation_rounds"},
)
register(LIBRARIES)
