"""How gunicorn serves the portal behind nginx; systemd hands it the socket."""

import os
from typing import Any

from prometheus_client import CollectorRegistry, multiprocess, start_http_server

bind = "unix:/run/kehoach/http.sock"
# One process for SQLite, which has one writer; a few for PostgreSQL. Threads wait for the database and for slow phones;
# five of them may write at once (WEB_WRITERS), so that others read while writers wait.
workers = int(os.environ.get("WEB_WORKERS", "3"))
worker_class = "gthread"
threads = 8
preload_app = True
# A report takes up to half a minute to set.
timeout = 90
graceful_timeout = 60
# What a process may have kept is given back now and then, not by all at once.
max_requests = 10_000
max_requests_jitter = 1_000
worker_tmp_dir = "/dev/shm"  # noqa: S108 its sign of life, which must not wait for a disk
# nginx writes a line for each request; errors go to the journal.
accesslog = None
errorlog = "-"
control_socket_disable = True
# The proxy at the socket is the only one that there is.
forwarded_allow_ips = "*"
METRICS_PORT = int(os.environ.get("METRICS_PORT", "9117"))


def when_ready(server: Any) -> None:
    """The figures of all processes in Prometheus' format, for this machine alone."""
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    start_http_server(METRICS_PORT, addr="127.0.0.1", registry=registry)


def child_exit(server: Any, worker: Any) -> None:
    """What a process that has ended was just doing is no longer done."""
    multiprocess.mark_process_dead(worker.pid)
