"""Settings that are not meant so end whatever starts, with one sentence."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

KEY = "0123456789abcdefghijklmnopqrstuvwxyz"
PRODUCTION = {"DEBUG": "0", "SECRET_KEY": KEY}


def started(**environment: str) -> subprocess.CompletedProcess[str]:
    """What a process says that reads the settings in this environment alone."""
    told = "from kehoach import settings; print(settings.DEBUG, settings.ALLOWED_HOSTS[0])"
    return subprocess.run(
        [sys.executable, "-c", told],
        env={"PATH": os.environ["PATH"], **environment},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.case("SC-131")
@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DEBUG": "0"}, "Thiếu SECRET_KEY"),
        ({"DEBUG": "0", "SECRET_KEY": "abc"}, "SECRET_KEY quá ngắn"),
        ({"DEBUG": "0", "SECRET_KEY": "a" * 60}, "dễ đoán"),
        ({"DEBUG": "no"}, "DEBUG phải là 0 hoặc 1, không phải «no»"),
        ({**PRODUCTION, "HTTPS": "yes"}, "HTTPS phải là 0 hoặc 1"),
        ({"DATABASE_URL": "mysql://localhost/kehoach"}, "DATABASE_URL phải bắt đầu bằng"),
        ({"ALLOWED_HOSTS": "kehoach.example.vn"}, "chỉ trả lời trên chính máy này, không phải ở kehoach.example.vn"),
        ({"PUBLIC_URL": "https://kehoach.example.vn"}, "đặt DEBUG=0"),
        ({**PRODUCTION, "SECRET_KEY": "django-insecure-0123456789abcdefghijklmnop"}, "dễ đoán"),
        ({**PRODUCTION, "PUBLIC_URL": "kehoach.example.vn"}, "PUBLIC_URL phải là địa chỉ đầy đủ"),
        ({**PRODUCTION, "ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS không nhận «*»"),
        ({**PRODUCTION, "ALLOWED_HOSTS": "https://a.example.vn"}, "ALLOWED_HOSTS không nhận «https://a.example.vn»"),
        ({**PRODUCTION, "CSRF_TRUSTED_ORIGINS": "a.example.vn"}, "CSRF_TRUSTED_ORIGINS không nhận «a.example.vn»"),
        ({**PRODUCTION, "TRUSTED_PROXIES": "unix,10.0.0.0/8"}, "TRUSTED_PROXIES không nhận «10.0.0.0/8»"),
        ({**PRODUCTION, "EMAIL_URL": "mail.example.vn"}, "Không đọc được EMAIL_URL"),
        ({**PRODUCTION, "DATABASE_URL": "postgres://"}, "DATABASE_URL thiếu tên cơ sở dữ liệu"),
        ({**PRODUCTION, "DATABASE_URL": "sqlite://:memory:"}, "DATABASE_URL thiếu tên cơ sở dữ liệu"),
        ({**PRODUCTION, "REPLICA_URL": "replica"}, "REPLICA_URL phải bắt đầu bằng"),
        ({**PRODUCTION, "WEB_WRITERS": "many"}, "WEB_WRITERS phải là một số nguyên"),
        ({**PRODUCTION, "DATA_DIR": " "}, "DATA_DIR đang để trống"),
    ],
)
def test_what_is_not_meant_so_stops_with_one_sentence(environment: dict[str, str], sentence: str) -> None:
    process = started(**environment)

    assert process.returncode == 1
    assert process.stderr.startswith("Cấu hình sai, chưa chạy gì.")
    assert sentence in process.stderr
    assert len(process.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, "True localhost"),
        ({"PUBLIC_URL": "http://127.0.0.1:8000"}, "True 127.0.0.1"),
        (PRODUCTION, "False localhost"),
        ({**PRODUCTION, "PUBLIC_URL": "https://kehoach.example.vn/"}, "False kehoach.example.vn"),
    ],
)
def test_what_is_meant_so_starts(environment: dict[str, str], told: str) -> None:
    process = started(**environment)

    assert (process.stdout.strip(), process.stderr) == (told, "")
