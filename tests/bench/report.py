"""The report as PDF, beside WeasyPrint alone on the same HTML; its memory; other pages while one is made.

With BENCH_BASELINE=FOLDER, a clone of another commit with its own .venv, also what the report takes as a page (Document
and HTML, no WeasyPrint) beside that build, page by page in turn in one run.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from datetime import time as midnight
from pathlib import Path
from typing import Any

import weasyprint
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from baocao.attainment.queries import PlanAttainment
from baocao.document.pdf import _html_parts, render_pdf
from baocao.document.typesetting import VARIANT
from baocao.report import compose
from baocao.report.data import gather
from baocao.report.files import PDF
from kehoach.models import Commune, Plan, User
from tests.baocao.dashboard.growing import grow_commune
from tests.bench.child import peak
from tests.bench.running import BASELINE, Line, Section, alone, beside_baseline

YEAR = 2025
TURNS = 5
PAGES = 150
MEGABYTES = 200
BACKEND = "kehoach.people.backends.PeopleBackend"
# Every turn sets its pages.
settings.CACHES["pdf"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}


def measure(folder: Path) -> Iterator[Line]:
    """The demonstration's report, then that of a hundred facilities, then a page beside it."""
    demo = folder / "demo"
    alone(prepare, demo)
    seen = alone(speeds, demo).told
    ours, bare = seen["ours"], seen["bare"]
    yield Line(
        "báo cáo năm của dữ liệu minh họa, so với riêng WeasyPrint",
        f"{ours:.2f} s so với {bare:.2f} s ({ours / bare:.2f} lần)",
        ratio=1.10 * bare / ours,
        at_least=1,
    )
    if BASELINE:
        yield page_beside(BASELINE, demo, folder / "baseline")
    alone(grow, demo)
    big = alone(hundred, demo)
    size = f"{big.told['facilities']} cơ sở, {big.told['rows']} dòng bảng"
    asking, setting = big.told["asking"], big.told["setting"]
    yield Line(
        f"báo cáo {size}: {big.told['seconds']:.1f} s giờ máy, bộ nhớ của cả tiến trình",
        f"{setting:.0f} MB nơi dàn trang, {asking:.0f} MB nơi trả lời người dùng",
        ratio=MEGABYTES / max(asking, setting),
        at_least=1,
    )
    beside = alone(neighbours, demo).told
    yield Line(
        "trang đầu của công chức (trung vị) khi rỗi và khi đang tạo báo cáo 100 cơ sở",
        f"{beside['idle']:.1f} ms và {beside['busy']:.1f} ms ({beside['busy'] / beside['idle']:.2f} lần)",
        ratio=2 * beside["idle"] / beside["busy"],
        at_least=1,
    )


def page_beside(baseline: Path, demo: Path, its_demo: Path) -> Line:
    """The page of the report here and in the other build, each with a demonstration of its own."""
    alone(prepare, its_demo, root=baseline)
    address = f"/bao-cao/{YEAR}/hang-nam/"
    ours, others = beside_baseline(baseline, (demo, its_demo), "cong-chuc", [address])[address]
    return Line(
        "trang báo cáo năm, so với bản đối chiếu",
        f"{ours:.1f} ms so với {others:.1f} ms ({ours / others:.2f} lần)",
        ratio=others / ours,
        at_least=2,
    )


def prepare() -> None:
    """The demonstration."""
    call_command("prepare", "--demo", verbosity=0)


def grow() -> None:
    """Forty libraries and sixty centres, all of them reported."""
    commune, officer = Commune.objects.get(), User.objects.get(username="cong-chuc")
    grow_commune(commune, officer, libraries=40, centres=60, years=[YEAR])


def _plan() -> Plan:
    return Plan.objects.select_related("commune").get()


def speeds() -> dict[str, float]:
    """Seconds in turn, the least of each: from the database to the file, and WeasyPrint's part of it.

    Both are one thread's work, so the processor's time is counted, and the turn that was least disturbed.
    """
    ours, bare = [], []
    for turn in range(TURNS + 1):
        gc.collect()
        start = time.process_time()
        composed = compose(gather(PlanAttainment(_plan()), YEAR))
        pdf = PDF.make(composed.document, composed.content)
        middle = time.process_time()
        parts = _html_parts(composed.document)
        gc.collect()
        between = time.process_time()
        bare_pdf(parts, composed.content, composed.document.dated)
        end = time.process_time()
        if turn:  # the first of each is warm-up
            ours.append(middle - start)
            bare.append(end - between)
        assert pdf.startswith(b"%PDF")
    return {"ours": min(ours), "bare": min(bare)}


def bare_pdf(parts: list[str], content: Any, dated: Any) -> bytes:
    """What has to be done at the least: layout, and writing with the same variant and attachment."""
    stamp = datetime.combine(dated, midnight())
    told = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode()
    attached = weasyprint.Attachment(
        string=told, name="so-lieu.json", description="Số liệu", created=stamp, modified=stamp, relationship="Data"
    )
    rendered = [weasyprint.HTML(string=html).render(pdf_variant=VARIANT, presentational_hints=True) for html in parts]
    whole = rendered[0].copy([page for part in rendered for page in part.pages])
    made: bytes = whole.write_pdf(pdf_variant=VARIANT, attachments=[attached])
    return made


def hundred() -> dict[str, float]:
    """The report of a hundred facilities: seconds, rows, and the most memory of the process that is asked for it and
    of the one that sets its pages."""
    start = sum(os.times()[:4])
    composed = compose(gather(PlanAttainment(_plan()), YEAR))
    PDF.make(composed.document, composed.content)
    return {
        "facilities": composed.data.facilities,
        "rows": composed.document.table_rows,
        "seconds": sum(os.times()[:4]) - start,
        "asking": peak(),
        "setting": peak(resource.RUSAGE_CHILDREN),
    }


def neighbours() -> dict[str, float]:
    """Milliseconds of a page in one thread, alone and while another thread makes the big report."""
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="cong-chuc"), backend=BACKEND)
    document = compose(gather(PlanAttainment(_plan()), YEAR)).document
    client.get("/")
    idle = [_page(client) for _ in range(PAGES)]
    busy: list[float] = []
    with ThreadPoolExecutor(max_workers=1) as other:
        rendering = other.submit(render_pdf, document)
        while not rendering.done():
            busy.append(_page(client))
    rendering.result()
    return {"idle": statistics.median(idle), "busy": statistics.median(busy)}


def _page(client: Client) -> float:
    start = time.perf_counter()
    response = client.get("/")
    assert response.status_code == 200
    return 1000 * (time.perf_counter() - start)


SECTION = Section("Báo cáo PDF", measure)
