"""manage.py generate: invented communes with real names, as many as a measurement needs."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import reset_queries

from kehoach.common import formats
from kehoach.demo.load import OPEN_YEAR
from kehoach.generation.country import OVERSEER, generate
from kehoach.management.command import PortalCommand
from kehoach.management.commands.prepare import DEMO_PASSWORD
from kehoach.places.in_force import places

MOST_FACILITIES, MOST_YEARS = 1_000, 20


class Command(PortalCommand):
    """Fills a database that is there to be measured; never one in which people work."""

    help = "Sinh dữ liệu minh họa của nhiều xã để đo; cùng một --seed luôn cho cùng một kết quả."

    def add_arguments(self, parser: CommandParser) -> None:
        """--communes, --facilities, --years and --seed."""
        parser.add_argument("--communes", type=int, required=True, help="số xã")
        parser.add_argument("--facilities", type=int, default=30, help="số thư viện và nhà văn hóa mỗi xã")
        parser.add_argument("--years", type=int, default=8, help=f"số năm báo cáo, năm cuối là {OPEN_YEAR}")
        parser.add_argument("--seed", required=True, help="hạt giống, ví dụ 1")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how far it is after every hundred communes."""
        if not settings.DEBUG:
            raise CommandError(
                "Dữ liệu sinh ra để đo không được nạp vào cổng đang dùng thật. Muốn đo, hãy đặt DEBUG=1."
            )
        for name, least, most in (
            ("communes", 1, len(places())),
            ("facilities", 2, MOST_FACILITIES),
            ("years", 1, MOST_YEARS),
        ):
            if not least <= options[name] <= most:
                raise CommandError(f"--{name} phải từ {least} đến {formats.count(most)}.")
        password = os.environ.get("DEMO_PASSWORD", DEMO_PASSWORD)
        chosen = {name: options[name] for name in ("communes", "facilities", "years", "seed")}
        added = generate(**chosen, password=password, written=self._say)
        self.stdout.write(f"Đã thêm {formats.count(added)} xã; {formats.count(options['communes'] - added)} xã đã có.")
        self.stdout.write(f"Tài khoản minh họa: {OVERSEER} (cấp trên); mỗi xã cb-MÃ (công chức), ct-MÃ (chủ tịch).")
        self.stdout.write(f"Mật khẩu chung: {password}")

    def _say(self, communes: int) -> None:
        # With DEBUG on Django keeps the last 9,000 statements, and these are long ones.
        reset_queries()
        if communes % 100 == 0:
            self.stdout.write(f"… {formats.count(communes)} xã")
            self.stdout.flush()
