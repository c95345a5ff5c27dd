"""Whether what was written behind a PDF only signs it, or changes also what it shows.

pyHanko's own comparison takes minutes for a tagged file of many tables, and asks more than is needed here: which
objects of the older file were written anew, and how. Where it is not clear that signing alone wanted it, it is more.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError

# What signing changes in the older file, by the kind of its objects: keys, and lists that only grow.
_CHANGED = {
    "/Catalog": frozenset({"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/Version"}),
    "/Page": frozenset({"/Annots"}),
    "/StructTreeRoot": frozenset({"/K", "/ParentTree", "/ParentTreeNextKey"}),
    "/StructElem": frozenset({"/K"}),
    "form": frozenset({"/DA", "/DR", "/Fields", "/SigFlags"}),
    "parents": frozenset({"/Nums"}),
}
_GROWS = frozenset({"/Annots", "/Fields", "/K", "/Nums"})
_ADDED = ("/StructElem", "/OBJR")


def is_only_signed(newer: Any, older: Any) -> bool:
    """Whether the newer file, read by pyHanko, has the pages of the older one that it begins with, and no more."""
    if _written(newer.trailer.raw_get("/Root")) != _written(older.trailer.raw_get("/Root")):
        return False
    info = older.trailer.raw_get("/Info") if "/Info" in older.trailer else None
    return all(
        _written(ref) == _written(info) or _belongs_to_signing(before, newer.get_object(ref))
        for ref, before in _replaced(newer, older)
    )


def _replaced(newer: Any, older: Any) -> Iterator[tuple[Any, Any]]:
    """The objects of the older file that were written anew, as they were before."""
    for revision in range(older.xrefs.total_revisions, newer.xrefs.total_revisions):
        for ref in newer.xrefs.explicit_refs_in_revision(revision):
            try:
                before = older.get_object(generic.Reference(ref.idnum, ref.generation, older))
            except PdfReadError:
                continue  # it was not there
            if not isinstance(before, generic.NullObject):
                yield ref, before


def _belongs_to_signing(before: Any, after: Any) -> bool:
    if isinstance(before, generic.ArrayObject):
        return isinstance(after, generic.ArrayObject) and _has_grown(before, after)
    if not isinstance(before, generic.DictionaryObject) or not isinstance(after, generic.DictionaryObject):
        return _written(before) == _written(after)
    if before.get("/FT") == "/Sig" or before.get("/Type") == "/Metadata":
        return True
    changed = {key for key in {*before, *after} if _raw(before, key) != _raw(after, key)}
    return changed <= _CHANGED.get(_kind(before), frozenset()) and all(
        _has_grown(before.get(key, ()), after.get(key, ())) for key in changed & _GROWS
    )


def _kind(value: Any) -> str:
    if "/Type" in value:
        return str(value["/Type"])
    return "form" if "/Fields" in value else "parents" if "/Nums" in value else ""


def _has_grown(before: Any, after: Any) -> bool:
    """Whether a list has all that it had, and besides only what belongs to signatures."""
    had, has = ([_written(item) for item in _items(values)] for values in (before, after))
    added = [item for item in _items(after) if _written(item) not in had]
    return set(had) <= set(has) and all(map(_is_of_signature, added))


def _items(values: Any) -> Iterator[Any]:
    if not isinstance(values, generic.ArrayObject):
        return iter(values if isinstance(values, tuple) else (values,))
    return (values.raw_get(index) for index in range(len(values)))


def _is_of_signature(item: Any) -> bool:
    entry = item.get_object()
    if not isinstance(entry, generic.DictionaryObject):
        return isinstance(entry, generic.NumberObject)
    return entry.get("/FT") == "/Sig" or entry.get("/Type") in _ADDED


def _raw(value: Any, key: str) -> bytes:
    return _written(value.raw_get(key)) if key in value else b""


def _written(value: Any) -> bytes:
    stream = BytesIO()
    if isinstance(value, generic.Reference):
        value = generic.IndirectObject(value.idnum, value.generation, value.pdf)
    if value is not None:
        value.write_to_stream(stream, None)
    return stream.getvalue()
