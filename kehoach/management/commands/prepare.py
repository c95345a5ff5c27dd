"""manage.py prepare: from an empty database to one with tables; in development with plan 04 and, with --demo, figures.

In production no commune is anybody's but those that are set up: their administrator sends the workbook.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from kehoach.demo.load import ACCOUNTS, load_demo
from kehoach.management.command import PortalCommand
from kehoach.models import Assignment, Commune, Plan, User
from kehoach.tasks.actions.assignment import assign_named_units

PLAN = "plan-04"
DEMO_PASSWORD = "hoc-tap-suot-doi-2030"  # noqa: S105 - published on purpose, and refused where DEBUG is off


class Command(PortalCommand):
    """Migrates, and in development loads the plan; safe to repeat, nothing that people changed is touched."""

    # Whatever serves the portal afterwards runs the checks of the whole project.
    requires_system_checks = ()
    help = "Chuẩn bị cơ sở dữ liệu; khi phát triển nạp thêm kế hoạch 04 và (--demo) dữ liệu minh họa. Chạy lại được."

    def add_arguments(self, parser: CommandParser) -> None:
        """--demo adds the demonstration."""
        parser.add_argument("--demo", action="store_true", help="nạp thêm dữ liệu và tài khoản minh họa")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step is skipped where its result is there already."""
        if options["demo"] and not settings.DEBUG:
            raise CommandError("Dữ liệu và tài khoản minh họa chỉ dùng khi phát triển. Hãy bỏ --demo hoặc đặt DEBUG=1.")
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        with _without_garbage_collection():
            self._prepare(demo=options["demo"])

    def _prepare(self, *, demo: bool) -> None:
        call_command("migrate", verbosity=0)
        if settings.DEBUG:
            self._load_plan()
        elif not Commune.objects.exists():
            self.stdout.write("Đã có các bảng. Bước tiếp theo: tạo tài khoản quản trị (manage.py createsuperuser).")
        if demo:
            self._load_demo()

    @transaction.atomic
    def _load_plan(self) -> None:
        """The plan with its first versions and assignments; what an earlier run left undone is done."""
        is_loaded = Plan.objects.exists()
        if is_loaded and Plan.history.exists() and Assignment.history.exists():
            return
        if not is_loaded:
            call_command("loaddata", PLAN, verbosity=0)
        call_command("populate_history", auto=True, verbosity=0, stdout=StringIO())
        for commune in Commune.objects.all():
            assign_named_units(commune=commune, at=timezone.now())
        self.stdout.write("Đã nạp Kế hoạch số 04/KH-UBND.")

    def _load_demo(self) -> None:
        password = os.environ.get("DEMO_PASSWORD", DEMO_PASSWORD)
        if load_demo(Commune.objects.get(code="11122"), password):
            self.stdout.write("Đã nạp dữ liệu minh họa các năm 2022 - 2026.")
        else:
            # They may have been made with another password than the one that is printed.
            accounts = User.objects.filter(is_demo=True)
            someone = accounts.first()
            if someone is not None and not someone.check_password(password):
                accounts.update(password=make_password(password))
        names = ", ".join(username for username, *_ in ACCOUNTS)
        self.stdout.write(f"Tài khoản minh họa: {names}")
        self.stdout.write(f"Mật khẩu chung: {password}")


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Looks for no garbage in the meantime: a fifth of the time would go into it, and the process is soon over."""
    was_enabled = gc.isenabled()
    gc.disable()
    # Typesetting collects its own: what is there already it need not look at.
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_enabled:
            gc.enable()
