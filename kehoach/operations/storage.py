"""Files that are on the disk, whole, once a write has returned: a row may name them, and the power may go."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


def write_durably(path: Path, content: bytes, mode: int = 0o640) -> None:
    """Writes a file under a temporary name beside it, brings it to the disk, and gives it its name in one step.

    Whoever reads sees the earlier file or all of the new one. Raises OSError; then nothing of it is left.
    """
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Brings the names in a folder to the disk: without it a file may be gone although its bytes are there."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class DurableStorage(FileSystemStorage):
    """Django's folder of files; what is saved is synced with the folders above it before the row is committed."""

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        made = [folder for folder in path.parents if not folder.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        for folder in made:
            folder.chmod(self.directory_permissions_mode or 0o750)
        write_durably(path, content.read(), self.file_permissions_mode or 0o640)
        for folder in made:
            sync_folder(folder.parent)
        return name
