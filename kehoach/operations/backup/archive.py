"""The file of a back-up: a ZIP of every table's rows and every kept file, with a manifest that proves all of it."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, models

from kehoach.operations.backup.last_keys import last_keys
from kehoach.operations.backup.rows import TableProof, lines_of, snapshot, tables
from kehoach.operations.schema import leaves

FORMAT = 1
MANIFEST = "manifest.json"
DAMAGED = "Tệp sao lưu bị hỏng hoặc thiếu một phần, không dùng được. Hãy lấy bản sao lưu khác."
NEWER = "Tệp sao lưu do phiên bản mới hơn của cổng tạo ra. Hãy cài phiên bản đó rồi phục hồi."
_WRONG = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, NotImplementedError, RuntimeError)


class Unusable(Exception):
    """A back-up that nothing can be restored from; the text says why and what to do."""


@dataclass
class Manifest:
    """What a back-up holds. `files` are name → SHA-256; `missing` are named by a row but were on no disk."""

    made_at: str
    database: str
    migrations: list[tuple[str, str]]
    secret_key: str
    format: int = FORMAT
    tables: dict[str, TableProof] = field(default_factory=dict)
    last_keys: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(proof.rows for proof in self.tables.values())


def fingerprint_of_key() -> str:
    """Tells one SECRET_KEY from another without saying anything of it; the key itself is in no back-up."""
    return hashlib.sha256(f"kehoach:{settings.SECRET_KEY}".encode()).hexdigest()[:16]


def files_root() -> Path:
    """The folder of the kept files."""
    return Path(default_storage.path(""))


def write(target: IO[bytes], at: datetime) -> Manifest:
    """Writes everything as it is at one moment, while others go on working."""
    manifest = Manifest(at.isoformat(), connection.vendor, leaves(), fingerprint_of_key())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        with snapshot():
            for model in tables(apps):
                manifest.tables[model._meta.db_table] = _write_table(archive, model)
            manifest.last_keys = last_keys()
            named = set(_named_files())
        for name, content in _kept_files():
            manifest.files[name] = hashlib.sha256(content).hexdigest()
            archive.writestr(f"files/{name}", content, zipfile.ZIP_STORED)
        manifest.missing = sorted(named - set(manifest.files))
        told = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
        archive.writestr(MANIFEST, told)
        archive.comment = hashlib.sha256(told).hexdigest().encode()
    return manifest


def _write_table(archive: zipfile.ZipFile, model: type[models.Model]) -> TableProof:
    digest, rows = hashlib.sha256(), 0
    with archive.open(f"tables/{model._meta.db_table}.jsonl", "w", force_zip64=True) as member:
        for line, counted in lines_of(model):
            member.write(f"{line}\n".encode())
            digest.update(f"{counted}\n".encode())
            rows += 1
    return TableProof(rows, digest.hexdigest())


def _named_files() -> Iterator[str]:
    """What rows name as their files."""
    for model in tables(apps):
        for column in model._meta.local_concrete_fields:
            if isinstance(column, models.FileField) and not model._meta.db_table.split("_")[1].startswith("historical"):
                yield from model._base_manager.exclude(**{column.name: ""}).values_list(column.name, flat=True)


def _kept_files() -> Iterator[tuple[str, bytes]]:
    """Every file that is whole; one that is removed meanwhile is no longer named by a row."""
    root = files_root()
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.is_file() and not path.name.startswith("."):
            try:
                yield path.relative_to(root).as_posix(), path.read_bytes()
            except FileNotFoundError:
                continue


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A back-up that was read to its last byte and is what its manifest says. Raises Unusable."""
    try:
        archive = zipfile.ZipFile(path)
    except OSError as problem:
        raise Unusable(f"Không đọc được tệp {path}. Hãy xem lại tên tệp và quyền đọc.") from problem
    except _WRONG as problem:
        raise Unusable(DAMAGED) from problem
    with archive:
        try:
            manifest = _checked(archive)
        except _WRONG as problem:
            raise Unusable(DAMAGED) from problem
        yield archive, manifest


def lines_in(archive: zipfile.ZipFile, table: str) -> Iterator[str]:
    """The rows of a table as they were written."""
    with TextIOWrapper(archive.open(f"tables/{table}.jsonl"), encoding="utf-8", newline="\n") as lines:
        yield from lines


def _checked(archive: zipfile.ZipFile) -> Manifest:
    """The manifest of a back-up, all of whose members are what it says. Raises ValueError and others of _WRONG."""
    written = archive.read(MANIFEST)
    if hashlib.sha256(written).hexdigest().encode() != archive.comment:
        raise ValueError(MANIFEST)
    told: dict[str, Any] = json.loads(written)
    if told["format"] > FORMAT:
        raise Unusable(NEWER)
    told["tables"] = {name: TableProof(**proof) for name, proof in told["tables"].items()}
    told["migrations"] = [(app, name) for app, name in told["migrations"]]
    manifest = Manifest(**told)
    for name, proof in manifest.tables.items():
        digest, rows = hashlib.sha256(), 0
        for line in lines_in(archive, name):
            digest.update(f"{json.dumps(json.loads(line), ensure_ascii=False, sort_keys=True)}\n".encode())
            rows += 1
        if TableProof(rows, digest.hexdigest()) != proof:
            raise ValueError(name)
    for name, sha256 in manifest.files.items():
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise ValueError(name)
        if hashlib.sha256(archive.read(f"files/{name}")).hexdigest() != sha256:
            raise ValueError(name)
    return manifest
