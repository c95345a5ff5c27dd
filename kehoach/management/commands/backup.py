"""manage.py backup: the whole installation in one file, while people work; or the proof that such a file restores."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from kehoach.common import formats
from kehoach.management.command import PortalCommand
from kehoach.operations import state
from kehoach.operations.backup.archive import Unusable, write
from kehoach.operations.backup.encryption import encrypting
from kehoach.operations.schema import fault_of_schema
from kehoach.operations.storage import durable_file


class Command(PortalCommand):
    """Database, evidence and issued reports; not the SECRET_KEY, which has to be kept elsewhere."""

    help = "Sao lưu cơ sở dữ liệu, minh chứng và báo cáo đã ban hành vào một tệp, hoặc (--verify) phục hồi thử tệp đó."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, --recipient to encrypt it, --verify to prove one that is there."""
        parser.add_argument("file", type=Path, help="tệp sao lưu, ví dụ /var/backups/kehoach/2026-12-05.kehoach")
        parser.add_argument("--recipient", help="mã hóa cho khóa công khai này (age1… hoặc tên khóa GPG)")
        parser.add_argument("--verify", action="store_true", help="phục hồi thử tệp đã có vào một nơi tạm")
        parser.add_argument("--identity", type=Path, help="tệp khóa bí mật của age, để phục hồi thử tệp đã mã hóa")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how much there is; exit code 1 where it cannot be done, and then no file is left."""
        if options["verify"]:
            self._verify(options["file"], options["identity"])
        else:
            self._back_up(options["file"], options["recipient"])

    def _back_up(self, path: Path, recipient: str | None) -> None:
        if fault := fault_of_schema():
            raise CommandError(fault)
        now = timezone.now()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with (
                durable_file(path.resolve(), 0o600) as file,
                encrypting(file, recipient) if recipient else nullcontext(file) as target,
            ):
                manifest = write(target, now)
        except Unusable as problem:
            raise CommandError(str(problem)) from problem
        except OSError as problem:
            raise CommandError(f"Không ghi được tệp {path}. Hãy xem lại thư mục, quyền ghi và chỗ trống.") from problem
        state.note(state.BACKED_UP, now)
        for name in manifest.missing:
            self.stderr.write(f"Cảnh báo: không còn trên đĩa tệp {name} mà dữ liệu có nhắc đến.")
        size = formats.file_size(path.stat().st_size)
        self.stdout.write(
            f"Đã sao lưu {formats.count(manifest.rows)} dòng và {formats.count(len(manifest.files))} tệp "
            f"vào {path} ({size}). SECRET_KEY không nằm trong tệp, hãy cất riêng."
        )

    def _verify(self, path: Path, identity: Path | None) -> None:
        """Restores it into an installation of its own, which is gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
            environment = {
                **os.environ,
                "DATA_DIR": folder,
                "DATABASE_URL": f"sqlite:///{folder}/kehoach.sqlite3",
                "SECRET_KEY": settings.SECRET_KEY,
            }
            key = ["--identity", str(identity.resolve())] if identity else []
            command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "restore", str(path.resolve()), *key]
            done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)  # noqa: S603
        if done.returncode:
            raise CommandError(done.stderr.strip().removeprefix("CommandError: "))
        state.note(state.PROVED, timezone.now())
        self.stdout.write(f"Phục hồi thử đạt. {done.stdout.strip()}")
