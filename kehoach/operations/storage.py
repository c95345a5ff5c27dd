"""Files that are on the disk, whole, once a write has returned: a row may name them, and the power may go."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.storage import FileSystemStorage


@contextmanager
def durable_file(path: Path, mode: int) -> Iterator[BinaryIO]:
    """A file to write to: under a temporary name beside its own, brought to the disk, and named in one step at the end.

    Whoever reads sees the earlier file or all of the new one. Where the block fails nothing of it is left.
    """
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_durably(path: Path, content: bytes, mode: int = 0o640) -> None:
    """Writes a file as durable_file does. Raises OSError."""
    with durable_file(path, mode) as file:
        file.write(content)


def sync_folder(folder: Path) -> None:
    """Brings the names in a folder to the disk: without it a file may be gone although its bytes are there."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_with_folders(path: Path, content: bytes, *, file_mode: int = 0o640, folder_mode: int = 0o750) -> None:
    """Writes a file durably, with the folders above it that are not there yet. Raises OSError."""
    made = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    for folder in made:
        folder.chmod(folder_mode)
    write_durably(path, content, file_mode)
    for folder in made:
        sync_folder(folder.parent)


class DurableStorage(FileSystemStorage):
    """Django's folder of files; what is saved is synced with the folders above it before the row is committed."""

    def _save(self, name: str, content: Any) -> str:
        write_with_folders(
            Path(self.path(name)),
            content.read(),
            file_mode=self.file_permissions_mode or 0o640,
            folder_mode=self.directory_permissions_mode or 0o750,
        )
        return name
