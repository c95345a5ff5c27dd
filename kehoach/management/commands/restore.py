"""manage.py restore: a back-up into an empty installation, on SQLite or PostgreSQL, whichever it was made on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db.utils import DatabaseError

from kehoach.common import formats
from kehoach.management.command import PortalCommand
from kehoach.operations.backup.archive import Unusable, fingerprint_of_key, opened
from kehoach.operations.backup.encryption import decrypted
from kehoach.operations.backup.restore import restore


class Command(PortalCommand):
    """All of it or nothing; what is there is never touched."""

    requires_system_checks = ()
    help = "Phục hồi một tệp sao lưu vào một nơi trống; tự kiểm tra từng bảng và từng tệp."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and --identity where it is encrypted with age."""
        parser.add_argument("file", type=Path, help="tệp do lệnh backup ghi")
        parser.add_argument("--identity", type=Path, help="tệp khóa bí mật của age, khi tệp đã được mã hóa")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what came back; exit code 1 where nothing did."""
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        try:
            with decrypted(options["file"], options["identity"]) as path, opened(path) as (archive, manifest):
                restore(archive, manifest)
        except Unusable as problem:
            raise CommandError(str(problem)) from problem
        except (OSError, DatabaseError) as problem:
            raise CommandError(f"Không phục hồi được, cơ sở dữ liệu vẫn trống. Lý do: {problem}") from problem
        for name in manifest.missing:
            self.stderr.write(f"Cảnh báo: tệp {name} đã không còn lúc sao lưu.")
        if manifest.secret_key != fingerprint_of_key():
            self.stderr.write(
                "Lưu ý: SECRET_KEY khác lúc sao lưu. Đường dẫn nhập liệu đã gửi vẫn mở được nhưng không chép lại được."
            )
        self.stdout.write(
            f"Đã phục hồi {formats.count(len(manifest.tables))} bảng, {formats.count(manifest.rows)} dòng, "
            f"{formats.count(len(manifest.files))} tệp; tất cả khớp bản sao lưu lúc {manifest.made_at}."
        )
