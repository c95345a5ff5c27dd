"""A back-up into an empty installation, which proves to be what was backed up, or stays empty."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from kehoach.operations.backup import rows
from kehoach.operations.backup.archive import NEWER, Manifest, Unusable, files_root, lines_in
from kehoach.operations.backup.last_keys import continue_after
from kehoach.operations.schema import leaves
from kehoach.operations.storage import write_with_folders

# Django fills them when the tables are made.
FILLED_BY_MIGRATING = frozenset({"django_content_type", "auth_permission"})
NOT_EMPTY = (
    "Nơi phục hồi đã có dữ liệu nên không ghi gì. Hãy dùng một cơ sở dữ liệu trống và một thư mục DATA_DIR trống."
)
NOT_PROVED = "Dữ liệu phục hồi không khớp bản sao lưu ({what}) nên đã hủy, chưa ghi gì. Hãy báo người phát triển."


def restore(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Tables, rows and files as they were; then the steps that this version of the portal has more.

    Files come first: a row never names one that is not there, and a second try finds the same files in their places.
    Raises Unusable where the installation is not empty, the back-up is of a newer version, or a table does not prove.
    """
    check_empty(manifest)
    models = _made_tables(manifest)
    for name, sha256 in manifest.files.items():
        _put_file(name, archive.read(f"files/{name}"), sha256)
    with transaction.atomic():
        rows.empty(models.values())
        for table in manifest.tables:
            rows.insert(models[table], lines_in(archive, table))
        continue_after(manifest.last_keys)
        for table, proof in manifest.tables.items():
            if rows.proof_of(models[table]) != proof:
                raise Unusable(NOT_PROVED.format(what=table))
    call_command("migrate", verbosity=0, interactive=False)


def check_empty(manifest: Manifest) -> None:
    """Nothing is there but what making the tables brings along, and files of this very back-up. Raises Unusable."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for model in rows.tables(apps):
            table = model._meta.db_table
            if table not in present or table in FILLED_BY_MIGRATING:
                continue
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 our own names
            if cursor.fetchone():
                raise Unusable(NOT_EMPTY)
    root = files_root()
    for path in root.rglob("*") if root.is_dir() else ():
        if path.is_file() and _sha256(path) != manifest.files.get(path.relative_to(root).as_posix()):
            raise Unusable(NOT_EMPTY)


def _made_tables(manifest: Manifest) -> dict[str, type[Model]]:
    """Makes the tables as the back-up knew them; their models as they were then, by the table's name."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    if not set(manifest.migrations) <= set(loader.graph.nodes):
        raise Unusable(NEWER)
    if manifest.migrations == leaves():
        call_command("migrate", verbosity=0, interactive=False)
        return {model._meta.db_table: model for model in rows.tables(apps)}
    if MigrationRecorder(connection).applied_migrations():
        raise Unusable(
            "Tệp sao lưu do phiên bản cũ hơn của cổng tạo ra, còn cơ sở dữ liệu này đã có bảng của phiên bản mới. "
            "Hãy dùng một cơ sở dữ liệu chưa có bảng nào."
        )
    for app, name in manifest.migrations:
        call_command("migrate", app, name, verbosity=0, interactive=False)
    state = loader.project_state(manifest.migrations)
    return {model._meta.db_table: model for model in rows.tables(state.apps)}


def _put_file(name: str, content: bytes, sha256: str) -> None:
    path = Path(default_storage.path(name))
    write_with_folders(path, content)
    if _sha256(path) != sha256:
        raise Unusable(NOT_PROVED.format(what=name))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
