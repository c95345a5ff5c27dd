"""What a process of gunicorn, as it is deployed, holds in memory after the pages that are opened most."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.conf import settings

from tests.faults.installation import ROOT, Portal
from tests.faults.processes import children_of, free_port

ROUNDS = 5


def memory_of_a_worker(sessions: Mapping[str, str], pages: Sequence[tuple[str, str]]) -> float:
    """Megabytes at most of the process that has opened every page some times, one after the other.

    `sessions` are the cookies by user, `pages` each a user and an address. Asserts that each page is there.
    """
    port, folder = free_port(), Path(settings.DATA_DIR)
    environment = {
        **os.environ,
        "DEBUG": "0",
        "SECRET_KEY": settings.SECRET_KEY,
        "HTTPS": "0",
        "SECOND_FACTOR": "0",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "EMAIL_URL": "dummymail://",
        "WEB_WORKERS": "1",
        "METRICS_PORT": str(free_port()),
        "PROMETHEUS_MULTIPROC_DIR": str(folder / "metrics"),
    }
    manage = [sys.executable, str(ROOT / "manage.py"), "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(manage, env=environment, check=True)
    portal = Portal(environment, port)
    portal.start()
    try:
        for user, address in [*pages] * ROUNDS:
            _open(port, address, sessions[user])
        (worker,) = children_of(portal.leader)
        status = Path(f"/proc/{worker}/status").read_text()
    finally:
        portal.stop()
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024


def _open(port: int, address: str, session: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"})
    response = connection.getresponse()
    response.read()
    connection.close()
    assert response.status == 200, f"{address}: {response.status} {response.getheader('Location')}"
