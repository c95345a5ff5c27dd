"""What an operator has to know: each point with what is wrong and what to do about it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks, mail
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from kehoach.common import formats
from kehoach.models import Evidence, SentWorkbook, User
from kehoach.operations import state
from kehoach.operations.database_roles import owns_the_log
from kehoach.operations.readiness import disk_fault
from kehoach.operations.replication import fault_of_standby, unread_slots
from kehoach.operations.schema import fault_of_schema

try:
    import weasyprint
except OSError:  # it loads Pango when it is imported
    weasyprint = None

FONT = "Liberation Serif"
OLDEST_POSTGRESQL = 130_000
DATABASE_URL = "Xem máy chủ cơ sở dữ liệu có chạy không, DATABASE_URL và quyền đã đúng chưa; rồi manage.py migrate."
TIMERS = tuple(f"kehoach-{name}.timer" for name in ("remind", "backup", "restore-test", "ledger"))


class Status(StrEnum):
    """How much a point matters."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"

    @property
    def label(self) -> str:
        """As it is printed."""
        return {"ok": "đạt", "warning": "nên xem", "error": "lỗi"}[self.value]


@dataclass(frozen=True)
class Point:
    """One thing that was looked at; `action` says what to do, and is empty where nothing is."""

    name: str
    status: Status
    message: str
    action: str = ""


def examine(at: datetime) -> list[Point]:
    """Every point; where the database cannot be reached the others are looked at all the same."""
    return [
        *_settings(),
        *_system_checks(),
        *_guarded(_database),
        *_guarded(_schema),
        *_guarded(_log),
        *_guarded(_followers),
        *_fonts(),
        *_disk(),
        *_mail(),
        *_noted("backup", "Sao lưu", state.BACKED_UP, at, "manage.py backup TỆP"),
        *_noted("restore_test", "Phục hồi thử", state.PROVED, at, "manage.py backup --verify TỆP"),
        *_noted("ledger", "Đối chiếu", state.COMPARED, at, "manage.py ledger"),
        *_mismatches(),
        *_timers(),
        *_guarded(_files),
    ]


def _serious() -> Status:
    """What is an error in production and only worth knowing in development."""
    return Status.WARNING if settings.DEBUG else Status.ERROR


def _settings() -> Iterator[Point]:
    point = partial(Point, "settings")
    if settings.DEBUG:
        yield point(
            Status.WARNING,
            "Đang ở chế độ phát triển: tài khoản minh họa có mật khẩu công khai, chỉ trả lời trên máy này.",
            "Chạy thật thì đặt DEBUG=0, SECRET_KEY và PUBLIC_URL.",
        )
        return
    if not settings.PUBLIC_URL.startswith("https://"):
        yield point(
            Status.WARNING,
            f"PUBLIC_URL là «{settings.PUBLIC_URL}».",
            "Đặt PUBLIC_URL bằng địa chỉ https:// mà mọi người mở; thiếu nó thì không gửi được thư nhắc.",
        )
    if not settings.SESSION_COOKIE_SECURE:
        yield point(Status.WARNING, "HTTPS=0: mật khẩu đi qua mạng không mã hóa.", "Đặt chứng thư TLS rồi bỏ HTTPS=0.")
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield point(
            Status.ERROR,
            "Chưa gom các tệp giao diện, mọi trang sẽ lỗi.",
            "Chạy: manage.py collectstatic --noinput, rồi khởi động lại cổng.",
        )
    yield point(Status.OK, "Chế độ chạy thật, SECRET_KEY đủ mạnh.")


def _system_checks() -> Iterator[Point]:
    serious = [found for found in checks.run_checks() if found.level >= checks.ERROR]
    for found in serious:
        yield Point("system_checks", Status.ERROR, f"{found.id}: {found.msg}", str(found.hint or ""))
    if not serious:
        yield Point("system_checks", Status.OK, "Cấu hình các phần của cổng khớp nhau.")


def _guarded(look: Callable[[], Iterator[Point]]) -> list[Point]:
    """The points of a look at the database; one that says so where it cannot be reached."""
    try:
        return list(look())
    except DatabaseError as problem:
        reason = str(problem).strip().splitlines()[0]
        return [Point(look.__name__.strip("_"), Status.ERROR, f"Không đọc được cơ sở dữ liệu: {reason}", DATABASE_URL)]


def _database() -> Iterator[Point]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            version = f"SQLite {cursor.fetchone()[0]}"
            cursor.execute("PRAGMA quick_check")
            if (answer := cursor.fetchone()[0]) != "ok":
                yield Point("database", Status.ERROR, f"Tệp SQLite bị hỏng: {answer}", "Phục hồi bản sao lưu gần nhất.")
        else:
            cursor.execute(
                "SELECT current_setting('server_version_num')::int, current_setting('server_version'), "
                "pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()"
            )
            number, name, encoding, collation = cursor.fetchone()
            version = f"PostgreSQL {name}, {encoding}, {collation}"
            if number < OLDEST_POSTGRESQL:
                yield Point("database", Status.ERROR, f"{version} quá cũ.", "Nâng PostgreSQL lên bản 13 trở lên.")
            if encoding != "UTF8":
                yield Point(
                    "database",
                    Status.ERROR,
                    f"Cơ sở dữ liệu dùng bảng mã {encoding}, chữ Việt sẽ hỏng.",
                    "Tạo lại cơ sở dữ liệu với ENCODING 'UTF8' rồi phục hồi bản sao lưu.",
                )
    yield Point("database", Status.OK, version)


def _schema() -> Iterator[Point]:
    if fault := fault_of_schema():
        sentence, _, action = fault.rpartition("Hãy ")
        yield Point("schema", Status.ERROR, sentence.strip(), f"Hãy {action}")
        return
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0, stdout=StringIO())
        yield Point("schema", Status.OK, "Các bảng đúng với phiên bản này.")
    except SystemExit:
        yield Point("schema", Status.ERROR, "Mã nguồn khác các bước nâng cấp.", "Cài lại bản phát hành nguyên vẹn.")


def _log() -> Iterator[Point]:
    """Who could change the log of events past its triggers."""
    if not owns_the_log():
        yield Point(
            "log", Status.OK, "Vai trò cơ sở dữ liệu của cổng chỉ ghi thêm được vào nhật ký, không sửa, xóa được."
        )
    elif connection.vendor == "sqlite":
        yield Point(
            "log", Status.OK, "Tệp SQLite từ chối sửa, xóa nhật ký; ai có tệp thì gỡ được, hãy giữ quyền của tệp."
        )
    else:
        yield Point(
            "log",
            Status.WARNING,
            "Vai trò cơ sở dữ liệu của cổng cũng là chủ các bảng: có trigger giữ nhật ký, nhưng vai trò này gỡ được.",
            "Chạy lại deploy/install để tách hai vai trò.",
        )


def _followers() -> Iterator[Point]:
    """The standby, and whoever archives the log."""
    if fault := fault_of_standby():
        sentence, _, action = fault.partition(" Hãy ")
        yield Point("standby", Status.ERROR, sentence, f"Hãy {action}")
    for name in unread_slots():
        yield Point(
            "log_archive",
            Status.ERROR,
            f"Không ai nhận nhật ký PostgreSQL giữ cho «{name}», đĩa của máy chủ cơ sở dữ liệu sẽ đầy.",
            f"Chạy lại pg_receivewal; nếu không cần nữa thì SELECT pg_drop_replication_slot('{name}').",
        )


def _fonts() -> Iterator[Point]:
    if weasyprint is None:
        action = "Cài các gói Debian libpango-1.0-0 và libpangoft2-1.0-0 rồi khởi động lại cổng."
        yield Point("pango", Status.ERROR, "Thiếu thư viện Pango, không tạo được PDF.", action)
        return
    yield Point("pango", Status.OK, "Có thư viện Pango.")
    families: set[str] = set()
    page = weasyprint.HTML(string=f"<p style=\"font-family: '{FONT}'\">Kế hoạch</p>").render()
    page.write_pdf(finisher=lambda document, pdf: families.update(font.family for font in document.fonts.values()))
    if families == {FONT}:
        yield Point("fonts", Status.OK, f"Có phông chữ {FONT}.")
    else:
        action = "Cài gói Debian fonts-liberation2 rồi khởi động lại cổng."
        yield Point("fonts", Status.ERROR, f"Thiếu phông chữ {FONT}, văn bản sẽ sai thể thức.", action)


def _disk() -> Iterator[Point]:
    if sentence := disk_fault():
        yield Point("disk", Status.ERROR, sentence, "Dọn hoặc thêm đĩa, hoặc sửa DATA_DIR và quyền ghi.")
        return
    free = formats.file_size(shutil.disk_usage(settings.DATA_DIR).free)
    yield Point("disk", Status.OK, f"Ghi được vào {settings.DATA_DIR}, còn trống {free}.")


def _mail() -> Iterator[Point]:
    if settings.DEBUG:
        yield Point("mail", Status.OK, "Thư được in ra màn hình, không gửi đi.")
        return
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with mail.get_connection():
            yield Point("mail", Status.OK, f"Máy chủ thư {server} trả lời.")
    except OSError:
        yield Point("mail", Status.WARNING, f"Máy chủ thư {server} không trả lời.", "Xem lại EMAIL_URL; thư nhắc chờ.")


def _mismatches() -> Iterator[Point]:
    """What the last ledger found; that it is old or missing is another point."""
    numbers = {name: number for name, number in state.numbers_of(state.COMPARED).items() if number}
    if numbers:
        told = ", ".join(f"{name} {number}" for name, number in numbers.items())
        message = f"Đối chiếu thấy {sum(numbers.values())} chỗ không khớp: {told}."
        yield Point("mismatches", Status.WARNING, message, "Chạy: manage.py ledger, rồi làm theo từng dòng.")


def _noted(name: str, label: str, what: str, at: datetime, command: str) -> Iterator[Point]:
    done = state.noted(what)
    if done is not None and state.is_recent(what, at):
        yield Point(name, Status.OK, f"{label} gần nhất {timezone.localtime(done):%H:%M %d/%m/%Y}.")
        return
    when = f"đã quá cũ ({timezone.localtime(done):%H:%M %d/%m/%Y})" if done else "chưa lần nào"
    yield Point(name, _serious(), f"{label}: {when}.", f"Chạy: {command}, và đặt lịch chạy hằng ngày.")


def _timers() -> Iterator[Point]:
    """Only where systemd runs: elsewhere somebody else calls the commands."""
    if settings.DEBUG or not Path("/run/systemd/system").exists():
        return
    for timer in TIMERS:
        active = subprocess.run(["/usr/bin/systemctl", "is-active", "--quiet", timer], check=False).returncode == 0  # noqa: S603
        if active:
            yield Point("timers", Status.OK, f"{timer} đang chạy.")
        else:
            yield Point("timers", Status.ERROR, f"{timer} không chạy.", f"Chạy: systemctl enable --now {timer}")


def _files() -> Iterator[Point]:
    """The rows whose file is not on the disk, and accounts of the demonstration where they must not be."""
    rows: list[Any] = [*Evidence.objects.all(), *SentWorkbook.objects.all()]
    lacking = [row for row in rows if not row.file.storage.exists(str(row.file.name))]
    if lacking:
        action = "Lấy các tệp này từ bản sao lưu, đặt lại vào DATA_DIR/files."
        names = ", ".join(str(row.file.name) for row in lacking[:3])
        yield Point("files", Status.ERROR, f"{len(lacking)} tệp có trong dữ liệu mà không có trên đĩa: {names}", action)
    else:
        yield Point("files", Status.OK, f"Đủ {formats.count(len(rows))} tệp minh chứng và tệp Excel trên đĩa.")
    if not settings.DEBUG and User.objects.filter(is_demo=True, is_active=True).exists():
        yield Point(
            "demo",
            Status.WARNING,
            "Cơ sở dữ liệu có tài khoản minh họa; ở chế độ chạy thật không ai đăng nhập được bằng chúng.",
            "Dùng một cơ sở dữ liệu mới cho việc chạy thật.",
        )
