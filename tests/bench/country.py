"""Many communes in one database, on a PostgreSQL server of its own: does a page of one commune grow, and what do the
sums over all of them cost beside one statement written by hand?

BENCH_COMMUNES says how many (else 300); all 3,321 take about a quarter of an hour to make. What is timed is the
processor, Python's and that of the server's process behind the connection, in turn with one commune and with many: what
else the machine does disturbs both alike.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from secrets import token_urlsafe
from statistics import median
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from baocao.rollup.summing import roll_up
from kehoach.common import formats
from kehoach.models import Commune, User
from kehoach.places.in_force import places
from tests.bench.child import peak
from tests.bench.pages import processor, server_of_the_connection
from tests.bench.running import Line, Section, alone, opening
from tests.bench.worker import memory_of_a_worker
from tests.plans import plans_of, whole_tables

COMMUNES = os.environ.get("BENCH_COMMUNES", "300")
PAGES = {
    "bảng điều hành": ("ct", "/bang-dieu-hanh/2025/"),
    "kế hoạch sống": ("ct", "/ke-hoach/"),
    "trang đầu của công chức": ("cb", "/"),
    "lưới phiếu": ("cb", "/so-lieu/2025/"),
}
# Those that are opened most, of them the four above; in a commune made by generate.
HOTTEST = (
    *PAGES.values(),
    ("ct", "/bao-cao/"),
    ("cb", "/nhiem-vu/"),
    ("cb", "/thu-vien/TV-XA/2025/"),
    ("cb", "/thu-vien/"),
    ("cb", "/hoat-dong/"),
    ("cb", "/tim/?q=th%C6%B0+vi%E1%BB%87n"),
)
LARGEST_WORKER = 200
ALONE = "alone"  # the database that stays with one commune
WARM_UP, TURNS, TURNS_OF_SUMS = 3, 40, 5
# What the sums are counted from, of every commune and both years that the verdicts of 2025 rest on.
BY_HAND = """
WITH of_year AS (
    SELECT c.id AS commune, p.regular_activities AS regular, v.year, y.id, coalesce(y.window_end, v.last_day) AS day
    FROM kehoach_commune c
    JOIN kehoach_plan p ON p.commune_id = c.id
    CROSS JOIN (VALUES (2022, date '2022-12-14'), (2025, date '2025-12-14')) AS v(year, last_day)
    LEFT JOIN kehoach_reportingyear y ON y.commune_id = c.id AND y.year = v.year
), library AS (
    SELECT y.commune, y.year, f.kind = 'commune' AS own, g.id IS NOT NULL AS accepted, a.*
    FROM thuvien_library f
    JOIN of_year y ON y.commune = f.commune_id
    LEFT JOIN thuvien_libraryfigures g ON g.facility_id = f.id AND g.reporting_year_id = y.id
        AND (g.state = 'accepted' OR g.accepted_version_id IS NOT NULL)
    LEFT JOIN LATERAL (
        SELECT g.services, g.it_applications, g.absences, g.visits_pupils, g.visits_staff, g.visits_public
        WHERE g.state = 'accepted'
        UNION ALL
        SELECT h.services, h.it_applications, h.absences, h.visits_pupils, h.visits_staff, h.visits_public
        FROM thuvien_historicallibraryfigures h WHERE h.history_id = g.accepted_version_id AND g.state <> 'accepted'
    ) a ON true
    WHERE (f.opened_on IS NULL OR f.opened_on <= y.day) AND (f.closed_on IS NULL OR f.closed_on > y.day)
        AND coalesce((SELECT m.counted FROM thuvien_librarymembership m
            WHERE m.facility_id = f.id AND m.since <= y.day ORDER BY m.since DESC LIMIT 1), true)
), centre AS (
    SELECT y.commune, y.year, y.regular, a.*
    FROM vanhoa_culturalcentre f
    JOIN of_year y ON y.commune = f.commune_id
    LEFT JOIN vanhoa_centrefigures g ON g.facility_id = f.id AND g.reporting_year_id = y.id
        AND (g.state = 'accepted' OR g.accepted_version_id IS NOT NULL)
    LEFT JOIN LATERAL (
        SELECT g.talent_classes + g.clubs + g.interest_groups AS groups, g.activities_arts + g.activities_sports AS held
        WHERE g.state = 'accepted'
        UNION ALL
        SELECT h.talent_classes + h.clubs + h.interest_groups, h.activities_arts + h.activities_sports
        FROM vanhoa_historicalcentrefigures h WHERE h.history_id = g.accepted_version_id AND g.state <> 'accepted'
    ) a ON true
    WHERE (f.opened_on IS NULL OR f.opened_on <= y.day) AND (f.closed_on IS NULL OR f.closed_on > y.day)
        AND coalesce((SELECT m.counted FROM vanhoa_centremembership m
            WHERE m.facility_id = f.id AND m.since <= y.day ORDER BY m.since DESC LIMIT 1), true)
)
SELECT commune, year, own::text, count(*),
    count(*) FILTER (WHERE services::text <> '[]'),
    count(*) FILTER (WHERE services::text = '[]' OR services IS NULL AND absences ->> 'services' = 'not_applicable'),
    count(*) FILTER (WHERE it_applications::text <> '[]'),
    count(*) FILTER (WHERE it_applications::text = '[]'
        OR it_applications IS NULL AND absences ->> 'it_applications' = 'not_applicable'),
    sum(coalesce(visits_pupils, CASE absences ->> 'visits_pupils' WHEN 'not_applicable' THEN 0 END)
        + coalesce(visits_staff, CASE absences ->> 'visits_staff' WHEN 'not_applicable' THEN 0 END)
        + coalesce(visits_public, CASE absences ->> 'visits_public' WHEN 'not_applicable' THEN 0 END))
FROM library GROUP BY commune, year, own
UNION ALL
SELECT commune, year, 'centre', count(*), count(*) FILTER (WHERE groups > 0 AND held >= regular),
    count(*) FILTER (WHERE groups = 0 OR held < regular), 0, 0, 0
FROM centre GROUP BY commune, year, regular
"""


def measure(folder: Path) -> Iterator[Line]:
    """Made and measured in a process of its own."""
    # Sessions that this process begins go on in gunicorn's, which takes no short key.
    os.environ.setdefault("SECRET_KEY", token_urlsafe(50))
    seen = alone(look, folder / "country", COMMUNES, through=(".ci/with-postgresql",)).told
    number, generated = formats.count(int(COMMUNES)), seen["generated"]
    minutes = generated / int(COMMUNES) * len(places()) / 60
    yield Line(
        f"tạo {number} xã",
        f"{generated:.0f} s của bộ xử lý; cả {formats.count(len(places()))} xã khoảng {minutes:.0f} phút",
        ratio=15 / minutes,
        at_least=1,
    )
    for name, (alone_ms, among_ms, queries) in seen["pages"].items():
        told = f"{among_ms:.1f} ms so với {alone_ms:.1f} ms khi chỉ có một xã, {queries} câu lệnh SQL"
        yield Line(f"{name} giữa {number} xã", told, ratio=alone_ms / among_ms, at_least=0.91)
    scans = seen["scans"]
    yield Line(
        f"{len(HOTTEST)} trang mở nhiều nhất giữa {number} xã",
        f"{seen['statements']} câu lệnh hỏi số liệu, {len(scans)} đọc cả bảng {' '.join(scans)}".strip(),
        ratio=float(not scans),
        at_least=1,
    )
    told = f"nhiều nhất {seen['worker']:.0f} MB sau các trang ấy"
    yield Line("một tiến trình gunicorn", told, ratio=LARGEST_WORKER / seen["worker"], at_least=1)
    told = (
        f"{seen['rollup']:.2f} s so với {seen['by_hand']:.2f} s của một câu lệnh viết tay, {seen['megabytes']:.0f} MB"
    )
    yield Line(f"tổng hợp {number} xã", told, ratio=seen["by_hand"] / seen["rollup"], at_least=0.67)


def look(communes: str) -> dict[str, Any]:
    """One commune alone in a database, the same among many in another; the pages of both in turn, and the sums."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    _generate("1")
    connection.close()
    subprocess.run(["createdb", "--template", os.environ["PGDATABASE"], ALONE], check=True)
    generated = _seconds(lambda: _generate(communes))
    subprocess.run(["vacuumdb", "--all", "--analyze-only", "--quiet"], check=True)
    code = Commune.objects.order_by("pk")[0].code
    plans, worker = _plans_and_memory(code)
    pages = {name: _pages(f"{user}-{code}", address) for name, (user, address) in PAGES.items()}
    with connection.cursor() as cursor:
        # What other processes of the server do for a statement is not seen.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    sums = [(_seconds(lambda: roll_up(2025)), _seconds(_by_hand)) for _ in range(TURNS_OF_SUMS + 1)][1:]
    return {
        "generated": generated,
        "statements": len(plans),
        "scans": whole_tables(plans),
        "worker": worker,
        "pages": pages,
        "rollup": median(rolled_up for rolled_up, _ in sums),
        "by_hand": median(by_hand for _, by_hand in sums),
        "megabytes": peak(),
    }


def _generate(communes: str) -> None:
    call_command("generate", communes=int(communes), seed="1", stdout=StringIO())


def _plans_and_memory(code: str) -> tuple[list[list[str]], float]:
    """How the pages opened most find figures, as the planner would have it, and what a process needs for them."""
    clients: dict[str, Client] = {}
    # Accounts of a demonstration are nobody's where the portal is deployed.
    User.objects.filter(commune__code=code).update(is_demo=False)
    for user in dict.fromkeys(user for user, _ in HOTTEST):
        clients[user] = Client(SERVER_NAME="127.0.0.1")
        account = User.objects.get(username=f"{user}-{code}")
        clients[user].force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    plans = [plan for user, address in HOTTEST for plan in plans_of(clients[user], address)]
    sessions = {user: client.cookies[settings.SESSION_COOKIE_NAME].value for user, client in clients.items()}
    return plans, memory_of_a_worker(sessions, HOTTEST)


def _pages(username: str, address: str) -> tuple[float, float, int]:
    """Milliseconds that a page takes alone and among many, and its queries."""
    url = os.environ["DATABASE_URL"]
    databases = url.rpartition("/")[0] + f"/{ALONE}", url
    with (
        opening(username, settings.DATA_DIR, database=databases[0]) as alone_there,
        opening(username, settings.DATA_DIR, database=databases[1]) as among_many,
    ):
        turns = [(alone_there(address), among_many(address)) for _ in range(WARM_UP + TURNS)][WARM_UP:]
    # Now and then a session is prolonged besides.
    alone_queries, among_queries = (min(turn[side][1] for turn in turns) for side in (0, 1))
    assert alone_queries == among_queries, "the number of queries grows"
    return median(turn[0][0] for turn in turns), median(turn[1][0] for turn in turns), alone_queries


def _by_hand() -> None:
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND)
        cursor.fetchall()


def _seconds(call: Callable[[], Any]) -> float:
    """Seconds of the processor, PostgreSQL's among them."""
    server = server_of_the_connection()
    start = processor(server)
    call()
    return processor(server) - start


SECTION = Section("Nhiều xã trong một cơ sở dữ liệu", measure)
