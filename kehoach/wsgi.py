"""Entry point of a WSGI server. Refuses to start where the tables are not those of this version."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connections

from kehoach.operations.schema import fault_of_schema

# For whoever waits for a page, not for commands: PostgreSQL's own library reads two of them.
os.environ.setdefault("PGCONNECT_TIMEOUT", "4")
os.environ.setdefault("SQLITE_PATIENCE", "4")
os.environ.setdefault(
    "PGOPTIONS", "-c lock_timeout=4s -c statement_timeout=25s -c idle_in_transaction_session_timeout=60s"
)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehoach.settings")
application = get_wsgi_application()
# All pages are loaded before the first process is forked: nobody's first request waits for them.
import_module("kehoach.urls")
try:
    fault = fault_of_schema()
except DatabaseError:
    fault = None  # it may come back; until then the page on readiness says so
finally:
    # What is forked from this process opens connections of its own.
    connections.close_all()
if fault:
    raise SystemExit(fault)
# What is loaded by now stays: the search for garbage would go over all of it with every large page.
gc.freeze()
