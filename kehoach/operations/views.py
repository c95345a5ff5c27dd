"""Whether the process lives and can serve, and what is said where it could not."""

from __future__ import annotations

import errno
import sys

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kehoach.operations.busy import busy
from kehoach.operations.readiness import faults

DISK_FAULTS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EFBIG, errno.EIO})
# PostgreSQL's, where it takes no writes for now, as a standby, and where a transaction was left open too long.
DATABASE_FAULTS = frozenset({"25006", "25P03"})
TEXT = "text/plain; charset=utf-8"


@require_safe
@never_cache
@login_not_required
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing of anybody."""
    return HttpResponse("sống\n", content_type=TEXT)


@require_safe
@never_cache
@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """Database, tables and disk are fit to serve; else 503 with what is wrong, a line each."""
    wrong = faults()
    text = "\n".join(wrong) or "sẵn sàng"
    return HttpResponse(f"{text}\n", content_type=TEXT, status=503 if wrong else 200)


def server_error(request: HttpRequest) -> HttpResponse:
    """What is shown after an error. A database that is locked, slow, gone or takes no writes, or a disk that is full or
    must not be written to, is told as that, and for a while only.

    Neither page asks the database; the device keeps what was typed, because nothing has said that it is saved, and the
    page of a busy portal has it besides.
    """
    error = sys.exc_info()[1]
    is_of_database = isinstance(error, OperationalError | InterfaceError) or (
        isinstance(error, InternalError) and getattr(error.__cause__, "pgcode", None) in DATABASE_FAULTS
    )
    if is_of_database or (isinstance(error, OSError) and error.errno in DISK_FAULTS):
        return busy(request)
    return HttpResponse(render_to_string("500.html"), status=500)
