"""python -P tests/bench/pages.py USER: opens the pages whose addresses come in, a line each, and says what each took.

It is run for another build of the portal too, in its folder and by its Python, so it names nothing of the project.
"""

from __future__ import annotations

import gc
import os
import sys
import time

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client


def main(username: str) -> None:
    """Answers each address with the milliseconds of the processor that its page took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehoach.settings")
    django.setup()
    client = Client(SERVER_NAME="127.0.0.1", headers={"Accept-Encoding": "gzip"})
    user = get_user_model().objects.get(username=username)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    for line in sys.stdin:
        gc.collect()
        start = time.process_time()
        response = client.get(line.strip())
        took = 1000 * (time.process_time() - start)
        assert response.status_code == 200, response.status_code
        sys.stdout.write(f"{took}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
