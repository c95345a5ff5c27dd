"""A back-up that only the holder of a key can read: age or GPG do it, no part of it stands open on the disk."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO

from kehoach.operations.backup.archive import DAMAGED, Unusable

_AGE, _ZIP = b"age-encryption.org/", b"PK\x03\x04"
_NO_PROGRAM = "Cần chương trình {program} để mã hóa bản sao lưu. Hãy cài gói {program} rồi chạy lại."
_NO_KEY = "Không mở được bản sao lưu đã mã hóa: chưa có đúng khóa bí mật, hoặc tệp bị hỏng."


@contextmanager
def encrypting(target: BinaryIO, recipient: str) -> Iterator[IO[bytes]]:
    """A stream whose content arrives in `target` readable for this recipient alone: an age key, or a GPG key's name.

    Raises Unusable.
    """
    is_age = recipient.startswith(("age1", "ssh-"))
    gpg = ("gpg", "--batch", "--yes", "--trust-model", "always", "--encrypt", "--recipient", recipient)
    command = ("age", "--recipient", recipient) if is_age else gpg
    with _running(command, stdout=target, stdin=subprocess.PIPE) as process:
        if process.stdin is None:
            raise Unusable(_NO_KEY)
        with suppress(BrokenPipeError):  # the program has ended, and its exit code says so
            yield process.stdin
            process.stdin.close()
        if process.wait() != 0:
            raise Unusable(f"Không mã hóa được bản sao lưu cho người nhận «{recipient}». Hãy xem lại khóa công khai.")


@contextmanager
def decrypted(path: Path, identity: Path | None) -> Iterator[Path]:
    """The back-up as a file that can be read, gone after the block; itself where it is not encrypted.

    `identity` is the file with the secret key of age; GPG looks for its own. Raises Unusable.
    """
    try:
        with path.open("rb") as file:
            beginning = file.read(len(_AGE))
    except OSError as problem:
        raise Unusable(f"Không đọc được tệp {path}. Hãy xem lại tên tệp và quyền đọc.") from problem
    if not beginning.startswith(_AGE) and not (
        beginning and beginning[0] & 0x80
    ):  # an OpenPGP packet has the first bit
        yield path
        return
    key = ("--identity", str(identity)) if identity else ()
    is_age = beginning.startswith(_AGE)
    command = ("age", "--decrypt", *key, str(path)) if is_age else ("gpg", "--batch", "--quiet", "--decrypt", str(path))
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".kehoach-") as plain:
        with _running(command, stdout=plain) as process:
            if process.wait() != 0:
                raise Unusable(_NO_KEY)
        if not Path(plain.name).read_bytes().startswith(_ZIP):
            raise Unusable(DAMAGED)
        yield Path(plain.name)


@contextmanager
def _running(
    command: Sequence[str], stdout: IO[bytes], stdin: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    if shutil.which(command[0]) is None:
        raise Unusable(_NO_PROGRAM.format(program=command[0]))
    with subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.kill()
            if process.stdin is not None:
                with suppress(BrokenPipeError):  # what is left in its buffer has nowhere to go
                    process.stdin.close()
