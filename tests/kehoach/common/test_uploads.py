"""What is taken as evidence: judged by its content, pictures made anew without metadata, everything else refused."""

import multiprocessing
import resource
import struct
import time
import zlib
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageFile, PngImagePlugin

from kehoach.common.uploads import (
    JPEG,
    LARGEST_BYTES,
    LONGEST_SIDE,
    PDF,
    PNG,
    NotAccepted,
    accept,
    name_to_show,
    thumbnail,
)

PNG_HEAD = b"\x89PNG\r\n\x1a\n"
PDF_BODY = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
PDF_TAIL = b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
PAPER = b"%PDF-1.7\n" + PDF_BODY + PDF_TAIL


def encoded(picture: Image.Image, encoding: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file."""
    written = BytesIO()
    picture.save(written, encoding, **options)
    return written.getvalue()


def photo(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """A picture that is red at the left and blue at the right, so that one sees which way up it is."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (width // 2, 0, width, height))
    return picture.convert(mode)


def noise(width: int, height: int) -> Image.Image:
    """A picture that PNG packs badly, like any photo."""
    return Image.merge("RGB", [Image.effect_noise((width, height), 90) for _ in range(3)])


def taken_in(village: bool = True, orientation: int = 1) -> Image.Exif:
    """What a phone writes into a photo: how it was held, with which camera, and where."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Samsung"
    if village:
        exif[ExifTags.IFD.GPSInfo] = {1: "N", 2: (20.0, 51.0, 30.5), 3: "E", 4: (106.0, 17.0, 12.25)}
    return exif


def chunk(kind: bytes, body: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return PNG_HEAD + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 4096)) + chunk(b"IEND", b"")


def opened(content: bytes) -> Image.Image:
    """The picture in a file."""
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def paper_with(entry: bytes) -> bytes:
    """A PDF with one entry more."""
    return PAPER.replace(b"/Root", entry + b" /Root")


def refusal(name: str, content: bytes) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(NotAccepted) as refused:
        accept(name, content)
    return str(refused.value)


def test_a_photo_loses_its_position_and_its_camera() -> None:
    given_photo = encoded(photo(), exif=taken_in(), comment=b"Nguyen Van A", xmp=b"<x:xmpmeta>20.858</x:xmpmeta>")
    assert opened(given_photo).getexif().get_ifd(ExifTags.IFD.GPSInfo)

    accepted = accept("anh.jpg", given_photo)

    kept = opened(accepted.content)
    assert (accepted.media_type, accepted.suffix) == (JPEG, ".jpg")
    assert not kept.getexif()
    assert not {"exif", "xmp", "comment", "icc_profile", "photoshop"} & kept.info.keys()
    assert not any(told in accepted.content for told in (b"Exif", b"Samsung", b"Nguyen", b"xmpmeta"))


def test_a_screenshot_loses_its_texts() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Nguyen Van A")
    notes.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>20.858</x:xmpmeta>")
    given_picture = encoded(photo(400, 300), "PNG", pnginfo=notes, exif=taken_in(), icc_profile=b"profile")

    kept = opened(accept("man-hinh.png", given_picture).content)

    assert not kept.getexif()
    assert not kept.info


@pytest.mark.parametrize(("orientation", "size", "corner"), [(3, (60, 40), "blue"), (6, (40, 60), "red")])
def test_a_photo_stands_upright(orientation: int, size: tuple[int, int], corner: str) -> None:
    accepted = accept("anh.jpg", encoded(photo(), exif=taken_in(orientation=orientation)))

    kept = opened(accepted.content)
    red, _, blue = kept.getpixel((2, 2))  # type: ignore[misc]
    assert kept.size == size
    assert (red > blue) == (corner == "red")


def test_a_large_photo_is_made_smaller() -> None:
    kept = opened(accept("anh.jpg", encoded(photo(4600, 2300))).content)

    assert kept.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_a_drawing_stays_a_png_and_a_photo_becomes_a_jpeg() -> None:
    assert accept("so-do.png", encoded(photo(300, 200), "PNG")).media_type == PNG
    assert accept("anh.png", encoded(noise(300, 200), "PNG")).media_type == JPEG


def test_what_is_seen_through_stays_so() -> None:
    drawing = photo(300, 200, "RGBA")
    drawing.putpixel((5, 5), (0, 0, 0, 0))

    kept = opened(accept("so-do.png", encoded(drawing, "PNG")).content)

    assert kept.mode == "RGBA"
    assert kept.getpixel((5, 5))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA"])
def test_every_sort_of_png_is_read(mode: str) -> None:
    given_picture = photo(30, 20, mode)

    kept = opened(accept("anh.png", encoded(given_picture, "PNG")).content)

    assert kept.convert("L").tobytes() == given_picture.convert("L").tobytes()


def test_a_scan_with_16_bits_of_grey_keeps_its_light() -> None:
    scan = Image.new("I;16", (30, 20), 40_000)

    assert opened(accept("quet.png", encoded(scan, "PNG")).content).getpixel((1, 1)) == 40_000 // 256


@pytest.mark.filterwarnings("ignore::UserWarning:PIL.TiffImagePlugin")
def test_a_photo_with_damaged_notes_is_still_a_photo() -> None:
    whole = encoded(photo(), exif=taken_in())
    start = whole.index(b"Exif")

    accepted = accept("a.jpg", whole[: start + 8] + b"\xff\x01\xff" * 4 + whole[start + 20 :])

    assert opened(accepted.content).size == (60, 40)


def test_a_photo_for_print_is_read() -> None:
    assert opened(accept("anh.jpg", encoded(photo(mode="CMYK"))).content).mode == "RGB"


def test_the_same_file_gives_the_same_bytes() -> None:
    given_photo = encoded(noise(300, 200), exif=taken_in())

    assert accept("một.jpg", given_photo).content == accept("hai.jpg", given_photo).content


def test_a_pdf_is_kept_as_it_is() -> None:
    accepted = accept("biên bản.pdf", PAPER)

    assert (accepted.media_type, accepted.content, accepted.name) == (PDF, PAPER, "biên bản.pdf")


def test_compressed_data_in_a_pdf_may_look_like_a_program() -> None:
    stream = b"4 0 obj\n<< /Length 9 >>\nstream\nx /JS (y)\nendstream\nendobj\n"

    assert accept("quét.pdf", b"%PDF-1.7\n" + stream + PDF_BODY + PDF_TAIL).media_type == PDF


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        pytest.param("anh.jpg", b"MZ\x90\x00" + b"\0" * 200, "chương trình máy tính", id="an exe named jpg"),
        pytest.param("anh.png", b"\x7fELF" + b"\0" * 60, "chương trình máy tính", id="a Linux program"),
        pytest.param("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG", id="svg"),
        pytest.param("a.jpg", b'\xef\xbb\xbf <?xml version="1.0"?><svg/>', "SVG", id="svg after a mark and a blank"),
        pytest.param("a.jpg", b"<!DOCTYPE html><script>alert(1)</script>", "trang web", id="html"),
        pytest.param("a.pdf", b"<html>" + PAPER, "trang web", id="html before a pdf"),
        pytest.param("a.pdf", PAPER + b"<script>alert(1)</script>", "PDF bị hỏng", id="html after a pdf"),
        pytest.param("a.jpg", b"GIF89a" + b"\0" * 30, "Ảnh dạng này", id="gif"),
        pytest.param("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "Tương thích nhất", id="heic"),
        pytest.param("a.jpg", b"\0\0\0\x18ftypmif1\0\0\0\0", "Tương thích nhất", id="heic named jpg"),
        pytest.param("a.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0", "Video", id="video"),
        pytest.param("a.docx", b"PK\x03\x04" + b"\0" * 30, "Word, Excel", id="word"),
        pytest.param("a.txt", b"1.234 luot", "không phải ảnh JPG", id="text"),
        pytest.param("a.jpg", b"", "rỗng", id="nothing"),
        pytest.param("a.jpg", b"\0" * (LARGEST_BYTES + 1), "lớn hơn 10 MB", id="10 MB and a byte"),
        pytest.param("a.jpg", b"\xff\xd8\xff\xe0", "bị hỏng", id="the beginning of a jpeg"),
        pytest.param("a.png", png_that_claims(0, 9), "bị hỏng", id="no width"),
        pytest.param("a.png", png_that_claims(20_000, 10_000), "20.000 × 10.000 điểm ảnh", id="200 megapixels"),
        pytest.param("a.pdf", b"%PDF-1.7\n" + PDF_BODY, "PDF bị hỏng", id="a truncated pdf"),
        pytest.param("a.pdf", paper_with(b"/Encrypt 5 0 R"), "mật khẩu", id="a locked pdf"),
        pytest.param("a.pdf", paper_with(b"/A << /S /JavaScript /JS (1) >>"), "chương trình", id="a pdf with a script"),
        pytest.param("a.pdf", paper_with(b"/A << /S /Java#53cript >>"), "chương trình", id="a disguised script"),
        pytest.param("a.pdf", paper_with(b"/Names << /EmbeddedFiles 5 0 R >>"), "tệp khác", id="a pdf with a file"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(name: str, content: bytes, told: str) -> None:
    sentence = refusal(name, content)

    assert told in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize("encoding", ["JPEG", "PNG"])
@pytest.mark.parametrize("missing", [2, 9000])
@pytest.mark.parametrize("elsewhere_content_without", [True, False])
def test_a_truncated_picture_is_refused(
    monkeypatch: pytest.MonkeyPatch, encoding: str, missing: int, elsewhere_content_without: bool
) -> None:
    # WeasyPrint, which writes the reports in the same process, switches it on for everybody.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", elsewhere_content_without)

    assert "bị hỏng" in refusal("a.jpg", encoded(noise(300, 200), encoding)[:-missing])


def test_moving_pictures_are_refused() -> None:
    moving = encoded(photo(), "PNG", save_all=True, append_images=[photo().rotate(180)])

    assert "Ảnh động" in refusal("a.png", moving)


def test_a_jpeg_that_is_drawn_over_and_over_is_refused() -> None:
    honest = encoded(photo(900, 600), progressive=True)
    last_pass = honest[honest.rfind(b"\xff\xc4") : -2]
    assert accept("a.jpg", honest).media_type == JPEG

    assert "bị hỏng" in refusal("a.jpg", honest[:-2] + last_pass * 100 + honest[-2:])


def test_data_behind_a_photo_is_dropped() -> None:
    accepted = accept("a.jpg", encoded(photo()) + b"\xff\xda<script>" * 100)

    assert b"<script>" not in accepted.content


def refuse_and_measure(content: bytes, seconds_and_bytes: Any) -> None:
    """In a process of its own: refuses the file and tells how long it took and how much more memory it needed."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    refusal("a.png", content)
    needed = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    seconds_and_bytes.send((time.perf_counter() - started, needed * 1024))


def test_a_picture_of_200_megapixels_is_refused_at_once_and_unopened() -> None:
    rows = zlib.compressobj(1)
    packed = b"".join(rows.compress(b"\0" * 2_000_100) for _ in range(100)) + rows.flush()
    header = struct.pack(">IIBBBBB", 20_000, 10_000, 8, 0, 0, 0, 0)
    bomb = PNG_HEAD + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    told, tell = multiprocessing.Pipe(duplex=False)
    # A fresh process: a forked one would begin with this one's memory, of which any peak hides what is needed here.
    process = multiprocessing.get_context("spawn").Process(target=refuse_and_measure, args=(bomb, tell))
    process.start()
    assert told.poll(30), "the process said nothing"
    seconds, needed = told.recv()
    process.join()

    assert len(bomb) < LARGEST_BYTES
    assert seconds < 0.5
    assert needed < 20 * 1024 * 1024


def outcome(content: bytes) -> str:
    """The sentence of a refusal, or the media type."""
    try:
        return accept("a", content).media_type
    except NotAccepted as refused:
        return str(refused)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL.TiffImagePlugin")
@given(st.binary(max_size=200), st.integers(0, 5000), st.sampled_from(["jpeg", "png", "pdf"]))
def test_no_damage_does_more_than_raise_the_sentence(noise_bytes: bytes, place: int, kind: str) -> None:
    whole = {"jpeg": encoded(photo(), exif=taken_in()), "png": encoded(photo(), "PNG", exif=taken_in()), "pdf": PAPER}
    damaged = whole[kind][:place] + noise_bytes + whole[kind][place + len(noise_bytes) :]

    assert outcome(damaged).endswith((JPEG, PNG, PDF, "."))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ảnh thư viện.JPG", "Ảnh thư viện.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        (r"C:\Users\An\hóa đơn.pdf", "hóa đơn.jpg"),
        ("a\0b\r\nX-Evil: 1.jpg", "a b X-Evil: 1.jpg"),
        ("anh\u202egpj.exe", "anh gpj.jpg"),
        ("Trươ\u0300ng.png", "Trường.jpg"),
        ("", "minh chứng.jpg"),
        ("...", "minh chứng.jpg"),
        ("/", "minh chứng.jpg"),
    ],
)
def test_a_typed_name_is_only_shown(typed: str, shown: str) -> None:
    assert name_to_show(typed, ".jpg") == shown


def test_a_very_long_name_is_cut_and_keeps_its_ending() -> None:
    shown = name_to_show("ả" * 5000 + ".jpg", ".jpg")

    assert len(shown) == 100
    assert shown.endswith("ả.jpg")


@pytest.mark.parametrize("encoding", ["JPEG", "PNG"])
def test_a_thumbnail_is_small(encoding: str) -> None:
    small = thumbnail(encoded(photo(1600, 800), encoding))

    assert opened(small).size == (240, 120)
    assert len(small) < 10_000


def test_a_thumbnail_shows_what_is_behind_as_white() -> None:
    assert opened(thumbnail(encoded(Image.new("RGBA", (300, 300)), "PNG"))).getpixel((9, 9)) == (255, 255, 255)
