"""An empty field for a digital signature.

Tokens of the Government sign outside the portal; it only prepares the place. The field is added as an update behind
the finished file, and equal files give equal bytes.
"""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

FIELD = "ChuKySo"
_ID_BYTES = 16

# Left, bottom, right and top in points from the lower left corner of the paper.
Box = tuple[int, int, int, int]


class _SameEveryTime(IncrementalPdfFileWriter):
    """Names the update by the content of the file instead of by chance, and leaves the file's metadata alone.

    The library would write the clock into them, and the vocabulary of PDF/UA anew in a way that PDF/A does not take.
    """

    def _update_meta(self) -> None:
        pass

    @classmethod
    def _handle_id(cls, prev: Any) -> Any:
        prev.stream.seek(0)
        digest = generic.ByteStringObject(sha256(prev.stream.read()).digest()[:_ID_BYTES])
        known = prev.trailer["/ID"][0] if "/ID" in prev.trailer else digest
        return generic.ArrayObject([generic.ByteStringObject(getattr(known, "original_bytes", known)), digest])


def with_signature_field(pdf: bytes, page: int, box: Box) -> bytes:
    """The file with an invisible frame for a signature on a page, counted from 0, which the tags of the file name."""
    writer = _SameEveryTime(BytesIO(pdf))
    append_signature_field(writer, SigFieldSpec(FIELD, on_page=page, box=box, readable_field_name="Chữ ký số"))
    _tag(writer, page)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _tag(writer: Any, page: int) -> None:
    """Puts the field into the structure of the file, as PDF/UA wants of everything that can be filled in."""
    name, number = generic.NameObject, generic.NumberObject
    field = writer.root["/AcroForm"]["/Fields"].raw_get(0)
    tree = writer.root["/StructTreeRoot"]
    whole, entries = tree["/K"].raw_get(0), tree["/ParentTree"]["/Nums"]
    key = number(1 + max(int(entries[index]) for index in range(0, len(entries), 2)))
    reference = {"/Type": name("/OBJR"), "/Obj": field, "/Pg": writer.find_page_for_modification(page)[0]}
    element = {"/Type": name("/StructElem"), "/S": name("/Form"), "/P": whole, "/K": _dictionary(reference)}
    tagged = writer.add_object(_dictionary(element))
    for grown, added in ((whole.get_object()["/K"], (tagged,)), (entries, (key, tagged))):
        for item in added:
            grown.append(item)
        writer.update_container(grown)
    field.get_object()["/StructParent"] = key
    writer.update_container(field.get_object())


def _dictionary(values: dict[str, Any]) -> Any:
    return generic.DictionaryObject({generic.NameObject(key): value for key, value in values.items()})
