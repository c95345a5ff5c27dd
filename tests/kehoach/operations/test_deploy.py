"""What is installed on a server: scripts that a shell reads, units that systemd knows, settings that the portal has."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from kehoach.common.tokens import SECRET_PATHS
from tests.licences import locked
from tests.pages import english_on

pytestmark = pytest.mark.once

DEPLOY = Path(settings.BASE_DIR) / "deploy"
UNITS = sorted((DEPLOY / "units").iterdir())
SCRIPTS = [path for path in sorted(DEPLOY.iterdir()) if path.is_file() and path.read_text().startswith("#!")]


@pytest.mark.parametrize("script", [*SCRIPTS, DEPLOY / "lib.sh"], ids=lambda path: path.name)
def test_a_shell_reads_every_script(script: Path) -> None:
    assert subprocess.run(["/bin/sh", "-n", script], check=False).returncode == 0
    assert script.suffix == ".sh" or script.stat().st_mode & 0o111


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        # The program is not installed here; all else is as it will be.
        text = re.sub(r"^ExecStart=.*", "ExecStart=/bin/true", unit.read_text(), flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text)

    command = ["systemd-analyze", "verify", "--recursive-errors=no", *(tmp_path / unit.name for unit in UNITS)]
    verified = subprocess.run(command, check=False, capture_output=True, text=True)

    assert [line for line in verified.stderr.splitlines() if str(tmp_path) in line or "kehoach" in line] == []


def test_what_is_installed_is_what_there_is() -> None:
    listed = re.search(r'UNITS="(.*?)"', (DEPLOY / "lib.sh").read_text(), re.DOTALL)

    assert listed is not None
    assert sorted(listed[1].replace("\\", " ").split()) == [unit.name for unit in UNITS]


def test_the_settings_that_are_written_are_explained() -> None:
    written = set(re.findall(r'echo "([A-Z_]+)=', (DEPLOY / "install").read_text()))
    explained = set(re.findall(r"`([A-Z_]+)(?:=\d)?`", (Path(settings.BASE_DIR) / "docs" / "operate.md").read_text()))

    assert written <= explained


def test_nobody_is_served_over_plain_http() -> None:
    read = "from kehoach import settings as s; print(s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE)"
    environment = {"PATH": os.environ["PATH"], "DEBUG": "0", "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz"}
    command = [sys.executable, "-c", read]

    told = subprocess.run(command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)

    assert told.stdout == "True True\n"
    assert "return 301 https://" in (DEPLOY / "nginx.conf").read_text()


def test_every_part_stands_among_the_licences_in_its_version() -> None:
    listed = re.findall(r"^\| (\S+) \| (\S+) \| .+ \|$", (settings.BASE_DIR / "docs" / "licences.md").read_text(), re.M)

    assert dict(listed[1:]) == locked()


def test_the_addresses_of_entry_links_are_in_no_log() -> None:
    unlogged = re.findall(r"~\^/(\S+) 0;", (DEPLOY / "nginx.conf").read_text())
    assert sorted(unlogged) == sorted(SECRET_PATHS)
    assert "accesslog = None" in (DEPLOY / "gunicorn.conf.py").read_text()


def test_what_nginx_says_instead_of_the_portal_is_vietnamese() -> None:
    """A photo that is too large, the portal away or too many at once: nginx answers before anybody asks the portal."""
    written = (DEPLOY / "nginx.conf").read_text()
    pages = dict(re.findall(r"location (@\w+) {[^}]*?return \d+ '([^']*)';", written))
    led_to = {code: page for line, page in re.findall(r"error_page ([\d ]+) (@\w+);", written) for code in line.split()}

    assert led_to == {"413": "@too_large", "502": "@busy", "503": "@busy", "504": "@busy"}
    assert pages.keys() == set(led_to.values())
    assert [english_on(page) for page in pages.values()] == [[], []]
