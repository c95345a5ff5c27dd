"""The processor's time of dashboard and living plan, beside a bare view with one aggregate, same middleware.

With BENCH_BASELINE=FOLDER, a clone of another commit with its own .venv, also beside that build, page by page in turn
in one run, each build with a demonstration of its own: dashboard, living plan, the officer's home and the grid, for the
demonstration and for a thousand facilities more.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

import kehoach.wsgi  # noqa: F401 - as a server's process starts
from kehoach.common import formats
from kehoach.models import Commune, State, User
from tests.bench.child import Counter
from tests.bench.running import BASELINE, Line, Section, alone, beside_baseline
from tests.cast import BACKEND, assemble
from tests.test_query_growth import grow
from thuvien.models import LibraryFigures

# So many facilities beside the nine of the demonstration, half of each kind, with five years each.
FEW, MANY = 10, 1_000
TIMES = 5
DASHBOARD, PLAN, BARE = "/bang-dieu-hanh/2025/", "/ke-hoach/", "/tong/"
# Beside the other build: the page, who opens it, and how many times as fast it has to be for the demonstration (None:
# nothing is asked) and for many facilities.
PAGES = (
    ("bảng điều hành", "chu-tich", DASHBOARD, 2, 4),
    ("kế hoạch sống", "chu-tich", PLAN, 1.7, 4),
    ("trang đầu của công chức", "cong-chuc", "/", None, 3.4),
    ("lưới phiếu", "cong-chuc", "/so-lieu/2026/", None, 3.4),
)


def bare(request: HttpRequest) -> HttpResponse:
    """The least that a page about a year can do: one sum."""
    year = LibraryFigures.objects.filter(reporting_year__year=2025, state=State.ACCEPTED)
    return HttpResponse(str(year.aggregate(Sum("visits_pupils"))))


urlpatterns = [path("tong/", bare)]


def measure(folder: Path) -> Iterator[Line]:
    """All pages in a small commune and in a large one."""
    queries = set()
    for facilities in (FEW, MANY):
        data = folder / str(facilities)
        alone(prepare, data, str(facilities))
        least = alone(open_bare, data).told["milliseconds"]
        for name, page in (("bảng điều hành", open_dashboard), ("kế hoạch sống", open_plan)):
            ours = alone(page, data).told
            queries.add((name, ours["queries"]))
            told = ours["milliseconds"]
            yield Line(
                f"{name}, {formats.count(facilities)} cơ sở",
                f"{told:.0f} ms của bộ xử lý, {ours['queries']} câu lệnh SQL, {ours['bytes'] / 1000:.1f} KB đã nén; "
                f"trang chỉ có một phép cộng {least:.1f} ms: gấp {told / least:.0f} lần",
            )
    assert len(queries) == 2, "the number of queries grows"
    if BASELINE:
        for facilities in (0, MANY):
            yield from measure_beside(BASELINE, folder / "beside", facilities)


def measure_beside(baseline: Path, folder: Path, facilities: int) -> Iterator[Line]:
    """The pages here and in the other build."""
    ours, theirs = folder / f"ours-{facilities}", folder / f"theirs-{facilities}"
    alone(prepare, ours, str(facilities))
    alone(prepare, theirs, str(facilities), root=baseline)
    for name, username, address, of_demo, of_many in PAGES:
        here, there = beside_baseline(baseline, (ours, theirs), username, [address])[address]
        at_least = of_many if facilities else of_demo
        yield Line(
            f"{name}, {formats.count(facilities)} cơ sở thêm, so với bản đối chiếu",
            f"{here:.1f} ms so với {there:.1f} ms ({here / there:.2f} lần)",
            ratio=there / here if at_least else None,
            at_least=at_least,
        )


def prepare(facilities: str) -> None:
    """The demonstration, grown by so many facilities."""
    settings.DATA_DIR.mkdir(parents=True)
    call_command("prepare", demo=True, verbosity=0, stdout=(settings.DATA_DIR / "log").open("w"))
    grow(assemble(Commune.objects.get(code="11122")), int(facilities) // 2)


def open_dashboard() -> dict[str, Any]:
    """The leader's dashboard."""
    return _opened(DASHBOARD)


def open_plan() -> dict[str, Any]:
    """The living plan."""
    return _opened(PLAN)


def open_bare() -> dict[str, Any]:
    """The bare view, for the same person."""
    with override_settings(ROOT_URLCONF="tests.bench.dashboard"):
        return _opened(BARE)


def _opened(url: str) -> dict[str, Any]:
    """What a page takes that the process has opened before: the median of the times, statements, bytes on the wire."""
    client = Client(SERVER_NAME="127.0.0.1", headers={"Accept-Encoding": "gzip"})
    client.force_login(User.objects.get(username="chu-tich"), backend=BACKEND)
    client.get(url)  # what a process looks up only once is no part of it
    counter = Counter()
    with connection.execute_wrapper(counter):
        response = client.get(url)
    assert response.status_code == 200, response.status_code
    seconds = [_seconds(client, url) for _ in range(TIMES)]
    return {"milliseconds": median(seconds) * 1000, "queries": counter.queries, "bytes": len(response.content)}


def _seconds(client: Client, url: str) -> float:
    start = time.process_time()
    client.get(url)
    return time.process_time() - start


SECTION = Section("Bảng điều hành và kế hoạch sống trong máy chủ", measure)
