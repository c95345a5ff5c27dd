"""The portal as it is served, with the time that a file says."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

from tests.moved_time import move

CLOCK = Path(os.environ["DATA_DIR"]).with_name("clock")
move(lambda: float(CLOCK.read_text()))
application = import_module("kehoach.wsgi").application
