"""Whether what a PDF carries along is data alone, as in the portal's own reports: it cannot be run."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from itertools import pairwise

_OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b")
_ATTACHED = re.compile(rb"/EmbeddedFile(?![A-Za-z])")
# Where a file specification says in the clear which objects it offers; anything else after /EF is not followed.
_OFFERS = re.compile(rb"/EF(?![A-Za-z])(?:\s*<<([^<>]*)>>)?")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R\b")
_FILTER = re.compile(rb"/(?:Filter|F)(?![A-Za-z])\s*(\[[^\]]*\]|/\w+|[^/]*)")
_FLATE = re.compile(rb"/FlateDecode|\[\s*/FlateDecode\s*\]")
_MOST_BYTES = 16 * 1024 * 1024


def carries_data_alone(data: bytes, named: bytes) -> bool:
    """Whether every file attached to a PDF is JSON. `named` is what of it stands in the clear, escapes resolved."""
    kept = list(_attached(data))
    offered = [(offer[1] or b"", _REFERENCE.findall(offer[1] or b"")) for offer in _OFFERS.finditer(named)]
    return (
        bool(kept)
        and len(kept) == len(_ATTACHED.findall(named))
        and all(_is_json(content) for _, content in kept)
        and all(numbers and {number for number, _ in kept}.issuperset(numbers) for _, numbers in offered)
    )


def _attached(data: bytes) -> Iterator[tuple[bytes, bytes | None]]:
    """Number and unpacked content of each attached file; None where it is packed in another way, or into too much."""
    parts = re.split(rb"\bstream\r?\n", data)
    for before, behind in pairwise(parts):
        heads = list(_OBJECT.finditer(before))
        begin = heads[-1].end() if heads else len(before)
        if not _ATTACHED.search(before, begin):
            continue
        packed, content = _FILTER.search(before, begin), behind.partition(b"endstream")[0]
        if packed is not None:
            yield heads[-1][1], _unpacked(content) if _FLATE.fullmatch(packed[1]) else None
        else:
            yield heads[-1][1], content


def _unpacked(content: bytes) -> bytes | None:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(content, _MOST_BYTES)
    except zlib.error:
        return None
    return text if unpacker.eof else None


def _is_json(content: bytes | None) -> bool:
    try:
        return content is not None and isinstance(json.loads(content), dict | list)
    except (ValueError, RecursionError):
        return False
