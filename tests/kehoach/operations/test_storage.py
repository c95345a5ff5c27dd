"""Files reach the disk before anybody is told that they are kept, and are never there by half."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kehoach.operations.storage import write_durably

pytestmark = pytest.mark.once


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was brought to the disk, in this order, under the names that it had then."""
    paths: list[Path] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: paths.append(Path(f"/proc/self/fd/{descriptor}").readlink()))
    return paths


def test_a_kept_file_and_every_new_folder_above_it_are_synced(data_dir: Path, synced: list[Path]) -> None:
    default_storage.save("evidence/ab/abc.jpg", ContentFile(b"photo"))

    folder = data_dir / "files" / "evidence" / "ab"
    assert (folder / "abc.jpg").read_bytes() == b"photo"
    assert synced[0].parent == folder
    assert synced[1:] == [folder, folder.parent, folder.parent.parent, data_dir]
    assert [path.stat().st_mode & 0o777 for path in (folder / "abc.jpg", folder, data_dir / "files")] == [
        0o640,
        0o750,
        0o750,
    ]


def test_where_the_disk_is_full_the_earlier_file_stays_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bao-cao.pdf"
    write_durably(file, b"earlier")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_durably(file, b"later")

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("bao-cao.pdf", b"earlier")]
