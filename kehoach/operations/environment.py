"""What the environment may say: read once, at the start, and refused with one sentence where it is not meant so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import environ

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
SHORTEST_KEY, FEWEST_LETTERS = 32, 10
PUBLISHED_KEY = "django-insecure-"  # what Django itself puts into a new project
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


def number(env: environ.Env, name: str, default: int) -> int:
    """A setting that counts something."""
    value: str = env.str(name, default=str(default))
    if not value.isascii() or not value.isdigit():
        refuse(f"{name} phải là một số nguyên, không phải «{value}».")
    return int(value)


def secret_key(env: environ.Env, *, debug: bool) -> str:
    """The key that signs sessions and links: in production one that nobody can guess."""
    key: str = env.str("SECRET_KEY", default="chỉ dùng khi phát triển" if debug else "")
    if debug:
        return key
    if not key:
        refuse(f"Thiếu SECRET_KEY. Khi DEBUG=0 hãy đặt biến môi trường SECRET_KEY, ví dụ kết quả của: {A_KEY}")
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS or key.startswith(PUBLISHED_KEY):
        refuse(f"SECRET_KEY quá ngắn hoặc dễ đoán (cần ít nhất {SHORTEST_KEY} ký tự). Hãy dùng kết quả của: {A_KEY}")
    return key


def database(env: environ.Env, name: str, default: str, *, debug: bool) -> dict[str, Any]:
    """The database that a setting names: SQLite or PostgreSQL, in production one that outlives the process."""
    url: str = env.str(name, default=default)
    if urlsplit(url).scheme not in {"sqlite", "postgres", "postgresql"}:
        refuse(f"{name} phải bắt đầu bằng sqlite:/// hoặc postgres://.")
    try:
        read: dict[str, Any] = env.db_url_config(url)
    except (ValueError, environ.ImproperlyConfigured):
        refuse(f"Không đọc được {name}. Ví dụ: postgres://kehoach:mật-khẩu@localhost/kehoach")
    if not read["NAME"] or (read["NAME"] == ":memory:" and not debug):
        refuse(f"{name} thiếu tên cơ sở dữ liệu. Ví dụ: postgres://kehoach:mật-khẩu@localhost/kehoach")
    return read


def data_dir(env: environ.Env, default: Path) -> Path:
    """The folder for what the portal writes."""
    folder: str = env.str("DATA_DIR", default=str(default))
    if not folder.strip():
        refuse("DATA_DIR đang để trống. Hãy ghi thư mục dữ liệu, ví dụ /var/lib/kehoach, hoặc bỏ hẳn dòng này.")
    return Path(folder).resolve()


def public_url(env: environ.Env) -> str:
    """The address that people open, without a slash at its end; empty where it is not said."""
    url: str = env.str("PUBLIC_URL", default="").rstrip("/")
    if url and not re.fullmatch(r"https?://[\w.\-\[\]:]+", url):
        refuse(f"PUBLIC_URL phải là địa chỉ đầy đủ, ví dụ https://kehoach.xa.gov.vn, không phải «{url}».")
    return url


def listed(env: environ.Env, name: str, pattern: str, example: str, default: Sequence[str]) -> list[str]:
    """A setting that lists values with commas between; each has to be like the pattern."""
    values: list[str] = env.list(name, default=list(default))
    wrong = [value for value in values if not re.fullmatch(pattern, value)]
    if wrong:
        refuse(f"{name} không nhận «{wrong[0]}». Ví dụ: {example}")
    return values


def application_role(env: environ.Env) -> str:
    """The database role that the owner of the tables lets work with them; empty where they are one."""
    role: str = env.str("APPLICATION_ROLE", default="")
    if role and not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
        refuse(f"APPLICATION_ROLE phải là tên một vai trò của PostgreSQL, ví dụ kehoach, không phải «{role}».")
    return role


def proxies(env: environ.Env) -> list[str]:
    """Who may say where a request came from: addresses, and "unix" for whoever is at a socket."""
    values: list[str] = env.list("TRUSTED_PROXIES", default=["127.0.0.1", "::1", "unix"])
    wrong = [value for value in values if value != "unix" and not is_address(value)]
    if wrong:
        refuse(f"TRUSTED_PROXIES không nhận «{wrong[0]}»: chỉ ghi từng địa chỉ IP, hoặc unix. Ví dụ: unix,10.0.0.5")
    return values


def mail_server(env: environ.Env, default: str) -> dict[str, Any]:
    """Django's settings of the mail server in EMAIL_URL."""
    try:
        read: dict[str, Any] = env.email_url("EMAIL_URL", default=default)
    except (ValueError, environ.ImproperlyConfigured):
        refuse("Không đọc được EMAIL_URL. Ví dụ: smtp+tls://tên:mật-khẩu@mail.xa.gov.vn:587")
    return read


def is_address(text: str) -> bool:
    """Whether a text is an IP address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether a host's name or an address means this machine alone."""
    if host in LOOPBACK or host.endswith(".localhost"):
        return True
    address = host.strip("[]")
    return is_address(address) and ip_address(address).is_loopback


def check_development_stays_here(hosts: Iterable[str]) -> None:
    """Development, whose passwords and key are published, is for this machine alone."""
    public = [host for host in hosts if host and not is_loopback(host)]
    if public:
        refuse(
            f"Chế độ phát triển (DEBUG=1) chỉ trả lời trên chính máy này, không phải ở {public[0]}. "
            "Chạy thật thì đặt DEBUG=0 và SECRET_KEY."
        )
