"""A back-up is everything, comes back to the last byte into an empty place, and nothing else is taken for one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from pytest_django import Settings

from kehoach.models import Commune, Unit
from kehoach.operations import state
from kehoach.operations.backup.archive import Manifest, Unusable, opened, write
from kehoach.operations.backup.encryption import decrypted, encrypting
from kehoach.operations.backup.restore import restore
from kehoach.operations.storage import durable_file
from tests.cast import NOW, Cast, empty_the_database

PHOTO = "evidence/ab/abc.jpg"


def manage(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a command of an installation of its own on SQLite, below `folder`."""
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/kehoach.sqlite3",
    }
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def manifest_of(path: Path) -> Manifest:
    """What a back-up says of itself."""
    with opened(path) as (_, manifest):
        return manifest


@pytest.fixture
def backup(cast: Cast, tmp_path: Path, settings: Settings) -> Path:
    """A back-up of the demonstration, a photo among it, with tables as this version's migrations make them."""
    settings.MIGRATION_MODULES = {}
    default_storage.save(PHOTO, ContentFile(b"photo"))
    path = tmp_path / "sao-luu.kehoach"
    with durable_file(path, 0o600) as file:
        write(file, NOW)
    return path


@pytest.mark.once
@pytest.mark.case("SC-130")
def test_all_of_it_comes_back_into_an_empty_place_and_into_no_other(backup: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"

    restored = manage(elsewhere, "restore", str(backup))

    assert (restored.returncode, restored.stderr) == (0, "")
    assert "tất cả khớp bản sao lưu" in restored.stdout
    assert (elsewhere / "files" / PHOTO).read_bytes() == b"photo"
    assert manage(elsewhere, "backup", str(tmp_path / "again")).returncode == 0
    before, after = manifest_of(backup), manifest_of(tmp_path / "again")
    assert before.rows > 1000
    assert (after.tables, after.files, after.last_keys) == (before.tables, before.files, before.last_keys)

    refused = manage(elsewhere, "restore", str(backup))

    assert refused.returncode == 1
    assert "đã có dữ liệu nên không ghi gì" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="the test above is SQLite's")
def test_postgresql_gives_and_takes_the_same(backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, where the tables are already: to migrate takes half of a minute and is no other than there."""
    monkeypatch.setattr("kehoach.operations.backup.restore.call_command", lambda *arguments, **options: None)
    empty_the_database()

    with opened(backup) as (archive, before):
        restore(archive, before)

    connection.check_constraints()
    with durable_file(tmp_path / "again", 0o600) as file:
        write(file, NOW)
    after = manifest_of(tmp_path / "again")
    assert before.rows > 1000
    assert (after.tables, after.files, after.last_keys) == (before.tables, before.files, before.last_keys)


def truncated(content: bytes) -> bytes:
    """Half of it."""
    return content[: len(content) // 2]


def one_bit_off(content: bytes) -> bytes:
    """A bit of the rows in the middle has turned."""
    place = len(content) // 2
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.once
@pytest.mark.parametrize("damage", [truncated, one_bit_off, lambda content: b"", lambda content: b"kehoach"])
def test_a_damaged_file_is_refused_with_a_sentence(backup: Path, damage: Callable[[bytes], bytes]) -> None:
    backup.write_bytes(damage(backup.read_bytes()))

    with pytest.raises(CommandError, match="Tệp sao lưu bị hỏng"):
        call_command("restore", backup)


@pytest.mark.once
def test_a_file_that_somebody_has_changed_is_refused(backup: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    with zipfile.ZipFile(backup) as archive, zipfile.ZipFile(changed, "w") as copy:
        copy.comment = archive.comment
        for name in archive.namelist():
            copy.writestr(name, archive.read(name).replace("Quảng Nghiệp".encode(), "Quảng Nghĩa ".encode()))

    with pytest.raises(Unusable, match="bị hỏng"), opened(changed):
        pass


@pytest.mark.once
def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        call_command("restore", tmp_path / "nothing")


@pytest.mark.once
def test_nobodys_session_is_in_a_backup(backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        assert [name for name in archive.namelist() if "session" in name] == []


@pytest.mark.once
def test_an_installation_with_data_is_not_touched(backup: Path) -> None:
    units = Unit.objects.count()

    with pytest.raises(CommandError, match="đã có dữ liệu"):
        call_command("restore", backup)

    assert Unit.objects.count() == units


@pytest.mark.once
def test_a_backup_is_written_whole_and_noted(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "folder" / "sao-luu.kehoach"
    call_command("backup", path)

    assert manifest_of(path).tables["kehoach_commune"].rows == Commune.objects.count()
    assert path.stat().st_mode & 0o777 == 0o600
    noted = state.noted(state.BACKED_UP)
    assert isinstance(noted, datetime)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.once
def test_an_encrypted_backup_is_opened_by_its_key_alone(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, encrypted = tmp_path / "gpg", tmp_path / "encrypted"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    gpg = [shutil.which("gpg") or "gpg", "--batch", "--quiet"]
    subprocess.run(
        [*gpg, "--passphrase", "", "--quick-generate-key", "sao-luu", "ed25519", "cert"], check=True, timeout=60
    )
    listing = subprocess.run([*gpg, "--list-keys", "--with-colons"], check=True, capture_output=True, text=True).stdout
    key = next(line.split(":")[9] for line in listing.splitlines() if line.startswith("fpr"))
    subprocess.run([*gpg, "--passphrase", "", "--quick-add-key", key, "cv25519", "encr"], check=True, timeout=60)

    with durable_file(encrypted, 0o600) as file, encrypting(file, "sao-luu") as target:
        target.write(backup.read_bytes())

    assert "Quảng Nghiệp".encode() not in encrypted.read_bytes()
    with decrypted(encrypted, None) as plain:
        assert plain.read_bytes() == backup.read_bytes()
    shutil.rmtree(home / "private-keys-v1.d")
    with pytest.raises(CommandError, match="khóa bí mật"):
        call_command("restore", encrypted)


@pytest.mark.once
def test_for_a_recipient_without_a_key_there_is_no_file(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "sao-luu.kehoach"

    with pytest.raises(CommandError, match="nobody"):
        call_command("backup", path, recipient="nobody")

    assert not path.exists()
