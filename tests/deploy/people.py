"""Who uses an installation while it is tried, through nginx and TLS: an administrator in a browser, then many at once.

python -m tests.deploy.people journey HOST ROOT PASSWORD FILE, where ROOT is the root of the installation's system; then
… load HOST FILE STOP, until the file STOP is there, into which the number of communes goes that must be there.
"""

from __future__ import annotations

import http.client
import json
import ssl
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import which
from urllib.parse import urlencode

from django_otp.oath import totp
from playwright.sync_api import Page, expect, sync_playwright

TOKEN = "t" * 32
READERS = 3
KEY = (
    "from kehoach.models.people import SignedInSession; from kehoach.people.second_factor import CANDIDATE; "
    "print(*(key for session in SignedInSession.objects.all() if (key := session.get_decoded().get(CANDIDATE))))"
)


def journey(host: str, root: str, password: str, kept: Path) -> None:
    """The first administrator signs in, sets the second factor up and enters a commune; the session goes to a file."""
    with sync_playwright() as playwright:
        debians = which("chromium-headless-shell") or which("chromium")
        mapped = [f"--host-resolver-rules=MAP {host} 127.0.0.1", "--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=debians, args=mapped)
        context = browser.new_context(base_url=f"https://{host}", ignore_https_errors=True, locale="vi-VN")
        page = context.new_page()
        page.goto("/")
        page.get_by_label("Tên đăng nhập").fill("quan-tri")
        page.get_by_label("Mật khẩu", exact=True).fill(password)
        page.get_by_role("button", name="Đăng nhập").click()
        set_up_the_second_factor(page, root)
        page.goto("/quan-tri/kehoach/commune/add/")
        page.locator("#id_code").fill("thu-0")
        page.locator("#id_name").fill("Xã Thử")
        page.locator("#id_province").fill("Tỉnh Thử")
        page.locator("[name=_save]").click()
        expect(page.get_by_text("Xã Thử").first).to_be_visible()
        (session,) = (cookie for cookie in context.cookies() if cookie["name"].endswith("sessionid"))
        kept.write_text(json.dumps([session["name"], session["value"]]))
        browser.close()


def set_up_the_second_factor(page: Page, root: str) -> None:
    """The application on the telephone is this process, which cannot see the picture and asks the database instead."""
    expect(page.get_by_role("heading", name="Lớp thứ hai")).to_be_visible()
    command = ["chroot", root, "/usr/local/bin/kehoach", "shell", "--no-imports", "-c", KEY]
    key = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().splitlines()[-1]
    page.locator("[name=code]").fill(f"{totp(bytes.fromhex(key)):06d}")
    page.get_by_role("button", name="Bật lớp thứ hai").click()
    expect(page.get_by_text("dự phòng").first).to_be_visible()


def load(host: str, kept: Path, stop: Path) -> None:
    """People read and one writes until they are told to stop. Fails where somebody was refused."""
    name, value = json.loads(kept.read_text())
    # Who reads is nobody: one person has two requests worked on at once.
    writing = {"Cookie": f"{name}={value}; csrftoken={TOKEN}; __Host-csrftoken={TOKEN}", "Referer": f"https://{host}/"}
    writing["Content-Type"] = "application/x-www-form-urlencoded"
    context = ssl._create_unverified_context()

    def ask(method: str, path: str, headers: dict[str, str], body: str = "") -> int:
        connection = http.client.HTTPSConnection("127.0.0.1", timeout=120, context=context)
        try:
            connection.request(method, path, body, {"Host": host, **headers})
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def read() -> list[int]:
        statuses = []
        while not stop.exists():
            statuses.append(ask("GET", "/dang-nhap/", {}))
            time.sleep(0.3)
        return statuses

    def write() -> list[int]:
        statuses: list[int] = []
        while not stop.exists():
            number = len(statuses) + 1
            named = {"code": f"thu-{number}", "kind": "commune", "name": f"Xã Thử {number}", "province": "Tỉnh Thử"}
            body = urlencode({**named, "_save": "1", "csrfmiddlewaretoken": TOKEN})
            statuses.append(ask("POST", "/quan-tri/kehoach/commune/add/", writing, body))
            time.sleep(0.3)
        return statuses

    with ThreadPoolExecutor(READERS + 1) as people:
        readers, writer = [people.submit(read) for _ in range(READERS)], people.submit(write)
        seen = [status for reader in readers for status in reader.result()]
        written = writer.result()
    sys.stdout.write(f"{len(seen)} pages, {len(written)} writes\n")
    if set(seen) != {200} or set(written) != {302}:
        sys.exit(f"refused: {Counter(seen)}, {Counter(written)}")
    # One of them was entered by hand before.
    stop.write_text(str(len(written) + 1))


match sys.argv[1:]:
    case ["journey", host, root, password, file]:
        journey(host, root, password, Path(file))
    case ["load", host, file, stop]:
        load(host, Path(file), Path(stop))
