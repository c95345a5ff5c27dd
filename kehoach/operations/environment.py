"""What the environment may say: read once, at the start, and refused with one sentence where it is not meant so."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any, NoReturn
from urllib.parse import urlsplit

import environ

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
SHORTEST_KEY, FEWEST_LETTERS = 32, 5
A_KEY = 'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'


def refuse(sentence: str) -> NoReturn:
    """Ends whatever starts, with this sentence and nothing else."""
    raise SystemExit(f"Cấu hình sai, chưa chạy gì. {sentence}")


def switch(env: environ.Env, name: str, *, default: bool) -> bool:
    """A setting that is on (1) or off (0); anything else is refused rather than guessed."""
    value: str = env.str(name, default="1" if default else "0")
    if value not in {"0", "1"}:
        refuse(f"{name} phải là 0 hoặc 1, không phải «{value}».")
    return value == "1"


def secret_key(env: environ.Env, *, debug: bool) -> str:
    """The key that signs sessions and links: in production one that nobody can guess."""
    key: str = env.str("SECRET_KEY", default="chỉ dùng khi phát triển" if debug else "")
    if debug:
        return key
    if not key:
        refuse(f"Thiếu SECRET_KEY. Khi DEBUG=0 hãy đặt biến môi trường SECRET_KEY, ví dụ kết quả của: {A_KEY}")
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS:
        refuse(f"SECRET_KEY quá ngắn hoặc dễ đoán (cần ít nhất {SHORTEST_KEY} ký tự). Hãy dùng kết quả của: {A_KEY}")
    return key


def database(env: environ.Env, default: str) -> dict[str, Any]:
    """The database in DATABASE_URL: SQLite or PostgreSQL."""
    url: str = env.str("DATABASE_URL", default=default)
    if urlsplit(url).scheme not in {"sqlite", "postgres", "postgresql"}:
        refuse("DATABASE_URL phải bắt đầu bằng sqlite:/// hoặc postgres://.")
    try:
        read: dict[str, Any] = env.db_url_config(url)
    except (ValueError, environ.ImproperlyConfigured):
        refuse("Không đọc được DATABASE_URL. Ví dụ: postgres://kehoach:mật-khẩu@localhost/kehoach")
    return read


def is_loopback(host: str) -> bool:
    """Whether a host's name or an address means this machine alone."""
    if host in LOOPBACK or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_development_stays_here(hosts: Iterable[str]) -> None:
    """Development, whose passwords and key are published, is for this machine alone."""
    public = [host for host in hosts if host and not is_loopback(host)]
    if public:
        refuse(
            f"Chế độ phát triển (DEBUG=1) chỉ trả lời trên chính máy này, không phải ở {public[0]}. "
            "Chạy thật thì đặt DEBUG=0 và SECRET_KEY."
        )
