"""What may be uploaded as evidence, judged by its content; pictures are made anew without what a camera wrote in them.

Photos as JPEG or PNG, papers as PDF, up to 10 MB. A picture's GPS position, device and comments do not survive; a PDF
stays as it is. The same file always gives the same bytes. Imports no Django.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from kehoach.common import formats
from kehoach.common.pdf.papers import begins_as_pdf, fault_of
from kehoach.common.text.gate import tidy_line

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
SUFFIXES = {JPEG: ".jpg", PNG: ".png", PDF: ".pdf"}

LARGEST_BYTES = 10 * 1024 * 1024
# A JPEG can be unpacked at half, a quarter or an eighth of its size; a PNG takes 4 bytes a pixel, and twice that where
# it is seen through. So neither needs more than 300 MB.
MOST_MEGAPIXELS = {JPEG: 50, PNG: 30}
LONGEST_SIDE = 2000
THUMBNAIL_SIDE = 240
LONGEST_NAME = 100
_QUALITY = 85
# A progressive JPEG is drawn in about ten passes. Each costs a whole picture's work for as little as a hundred bytes.
_MOST_PASSES = 30

_TOO_LARGE = "Tệp lớn hơn 10 MB. Hãy chụp lại ở cỡ ảnh vừa, hoặc gửi từng trang một."
_EMPTY = "Tệp này rỗng, không có nội dung. Hãy chọn lại tệp."
_UNKNOWN = "Tệp này không phải ảnh JPG, PNG hay tệp PDF. Hãy chụp ảnh giấy tờ rồi gửi ảnh."
_PROGRAM = "Tệp này là chương trình máy tính, không phải ảnh hay PDF. Hãy chọn lại tệp."
_MARKUP = "Tệp này là trang web hoặc hình vẽ SVG. Hãy chụp màn hình, hoặc in ra PDF, rồi gửi."
_OFFICE = "Tệp Word, Excel và tệp nén chưa nhận được. Hãy lưu thành PDF, hoặc chụp ảnh giấy tờ, rồi gửi."
_HEIC = (
    "Ảnh HEIC của iPhone chưa nhận được. Vào Cài đặt, Camera, Định dạng, chọn “Tương thích nhất” rồi chụp lại; "
    "ảnh đã chụp thì mở lên, chụp màn hình rồi gửi ảnh chụp màn hình."
)
_VIDEO = "Video chưa nhận được. Hãy gửi ảnh chụp."
_OTHER_PICTURE = "Ảnh dạng này chưa nhận được. Hãy lưu lại thành JPG hoặc PNG, hoặc chụp màn hình rồi gửi."
_MOVING = "Ảnh động chưa nhận được. Hãy chụp màn hình rồi gửi."
_DAMAGED_PICTURE = "Ảnh bị hỏng hoặc chưa tải về hết nên không mở được. Hãy chụp lại, hoặc chọn ảnh gốc."

# What other kinds of files begin with, and the sentence for each; the box of HEIC and MP4 begins at the fifth byte.
_REFUSED: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"MZ|\x7fELF|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe|#!|dex\n"), _PROGRAM),
    (re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<"), _MARKUP),
    (re.compile(rb"PK|\xd0\xcf\x11\xe0|Rar!|7z\xbc\xaf|\x1f\x8b|\{\\rtf"), _OFFICE),
    (re.compile(rb".{4}ftyp(?:hei|hev|mif|msf)", re.DOTALL), _HEIC),
    (re.compile(rb".{4}ftypavi|GIF8|BM|II\*\x00|MM\x00\*|RIFF.{4}WEBP", re.DOTALL), _OTHER_PICTURE),
    (re.compile(rb".{4}ftyp|\x1a\x45\xdf\xa3|RIFF.{4}AVI ", re.DOTALL), _VIDEO),
)
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, struct.error, zlib.error)
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# The markers of a JPEG that a length follows; the others stand alone or are part of the picture's data.
_SEGMENT = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])")
_PNG_END = b"IEND\xaeB`\x82"
_START_OF_PASS, _END_OF_PICTURE = b"\xda", b"\xd9"


class NotAccepted(Exception):
    """The file is no evidence that can be kept; the text tells the person why and what to do."""


@dataclass(frozen=True)
class Accepted:
    """A file fit to be kept: `content` is what to store, `suffix` the ending that belongs to its `media_type`.

    `name` is for people to read, never a path.
    """

    name: str
    media_type: str
    content: bytes
    suffix: str


def accept(name: str, content: bytes) -> Accepted:
    """The file as it may be kept, whatever its `name` claims. Raises NotAccepted with a sentence."""
    if len(content) > LARGEST_BYTES:
        raise NotAccepted(_TOO_LARGE)
    if not content:
        raise NotAccepted(_EMPTY)
    media_type, kept = _judged(content)
    suffix = SUFFIXES[media_type]
    return Accepted(name_to_show(name, suffix), media_type, kept, suffix)


def name_to_show(name: str, suffix: str) -> str:
    """A typed file name that is safe to show and to offer for a download: no folders, no control characters.

    Precomposed, at most LONGEST_NAME letters, with the ending that the content has.
    """
    last = re.split(r"[/\\]", name)[-1]
    shown = tidy_line("".join(letter if letter.isprintable() else " " for letter in last))
    stem = re.sub(r"\.\w{1,5}$", "", shown)[: LONGEST_NAME - len(suffix)].strip(" .")
    return f"{stem or 'minh chứng'}{suffix}"


def thumbnail(content: bytes) -> bytes:
    """A small JPEG of a picture that was accepted, on white."""
    with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
        picture.draft("RGB", (THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        small = picture.convert("RGBA")
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    flat = Image.new("RGBA", small.size, "white")
    flat.alpha_composite(small)
    return _encoded(flat.convert("RGB"), "JPEG")


def _judged(data: bytes) -> tuple[str, bytes]:
    """The media type that the content has, and what to keep of it."""
    if data.startswith(b"\xff\xd8\xff"):
        return _picture(data, JpegImageFile)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture(data, PngImageFile)
    for beginning, sentence in _REFUSED:
        if beginning.match(data):
            raise NotAccepted(sentence)
    if begins_as_pdf(data):
        if fault := fault_of(data):
            raise NotAccepted(fault)
        return PDF, data
    raise NotAccepted(_UNKNOWN)


def _picture(data: bytes, reader: type[JpegImageFile | PngImageFile]) -> tuple[str, bytes]:
    stream = BytesIO(data)
    try:
        picture = reader(stream)
        _check_size(picture, MOST_MEGAPIXELS[JPEG if reader is JpegImageFile else PNG])
        if isinstance(picture, JpegImageFile):
            _check_passes(data, stream.tell())
            picture.draft(picture.mode, (LONGEST_SIDE, LONGEST_SIDE))
        elif _PNG_END not in data:
            raise NotAccepted(_DAMAGED_PICTURE)
        clean = _made_anew(picture)
    except _UNREADABLE as problem:
        raise NotAccepted(_DAMAGED_PICTURE) from problem
    if "A" in clean.mode:
        return PNG, _encoded(clean, "PNG")
    as_jpeg = _encoded(clean, "JPEG")
    if isinstance(picture, PngImageFile):
        as_png = _encoded(clean, "PNG")
        if len(as_png) <= len(as_jpeg):
            return PNG, as_png
    return JPEG, as_jpeg


def _check_size(picture: Image.Image, most_megapixels: int) -> None:
    """Only the header has been read: nothing is unpacked of a picture that is too large or that moves."""
    if not all(picture.size):
        raise NotAccepted(_DAMAGED_PICTURE)
    if picture.width * picture.height > most_megapixels * 1_000_000:
        size = f"{formats.count(picture.width)} × {formats.count(picture.height)} điểm ảnh"
        raise NotAccepted(f"Ảnh quá lớn: {size}, chỉ nhận đến {most_megapixels} triệu điểm ảnh. Hãy chụp ở cỡ nhỏ hơn.")
    if getattr(picture, "is_animated", False):
        raise NotAccepted(_MOVING)


def _check_passes(data: bytes, start: int) -> None:
    """That a JPEG, whose first pass begins at `place`, has an end and is not drawn so often that it blocks the server.

    Pillow would see a missing end itself, were it not told by WeasyPrint, for everybody, to be content without.
    """
    passes = 1
    while marker := _SEGMENT.search(data, start):
        if marker[1] == _END_OF_PICTURE:
            return
        passes += marker[1] == _START_OF_PASS
        if passes > _MOST_PASSES:
            break
        start = marker.end() + int.from_bytes(data[marker.end() : marker.end() + 2])
    raise NotAccepted(_DAMAGED_PICTURE)


def _made_anew(picture: Image.Image) -> Image.Image:
    """The pixels alone, upright, at most LONGEST_SIDE wide and high, in L, RGB or RGBA."""
    picture.load()
    orientation = _orientation(picture)
    plain = _in_plain_colours(picture)
    shrunk = min(1.0, LONGEST_SIDE / max(plain.size))
    width, height = (max(1, round(side * shrunk)) for side in plain.size)
    pixels = plain.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if orientation is not None and orientation in _UPRIGHT:
        pixels = pixels.transpose(_UPRIGHT[orientation])
    pixels.info.clear()
    return pixels


def _orientation(picture: Image.Image) -> int | None:
    """How the camera was held. A photo whose notes about it are damaged is still a photo."""
    try:
        return picture.getexif().get(ExifTags.Base.Orientation)
    except _UNREADABLE:
        return None


def _in_plain_colours(picture: Image.Image) -> Image.Image:
    """The picture in L, RGB or RGBA; itself where it is so already, because a copy may take 200 MB."""
    if picture.has_transparency_data:
        pixels = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        is_seen_through = any(pixels.getchannel("A").histogram()[:255])
        return pixels if is_seen_through else pixels.convert("RGB")
    if picture.mode.startswith("I"):
        # 16 bits of grey; a plain conversion would cut the light half off instead of scaling it down.
        return picture.point(lambda grey: grey * (1 / 256)).convert("L")
    if picture.mode in ("L", "RGB"):
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _encoded(picture: Image.Image, encoding: str) -> bytes:
    written = BytesIO()
    picture.save(written, encoding, quality=_QUALITY, optimize=True)
    return written.getvalue()
