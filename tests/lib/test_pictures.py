import contextlib
import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from folkmoot.lib.pictures import LARGEST_BYTES, Cleaned, NotAllowed, Refusal, clean

GPS = 0x8825
ORIENTATION = 0x0112
MAKE = 0x010F
RED, BLUE = (200, 30, 30), (30, 30, 200)

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">SecretAuthor</x:xmpmeta>'


def two_colours(width: int = 64, height: int = 48) -> Image.Image:
    """Blue on the left, red on the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, 0, width // 2, height))
    return image


def taken_at_home(*, orientation: int = 1) -> Image.Exif:
    """What a telephone writes: its maker, how it was held, and where."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKE] = "SecretCam"
    place = exif.get_ifd(GPS)
    place[1], place[2] = "N", (47.0, 22.0, 30.0)
    place[3], place[4] = "E", (8.0, 32.0, 10.0)
    return exif


def saved(image: Image.Image, encoder: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format=encoder, **options)
    return out.getvalue()


def opened(cleaned: Cleaned) -> Image.Image:
    return Image.open(io.BytesIO(cleaned.data))


def is_near(colour: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - other) <= 12 for one, other in zip(colour[:3], wanted, strict=True))


def refusal(data: bytes, *, declared_type: str = "image/jpeg") -> Refusal:
    with pytest.raises(NotAllowed) as refused:
        clean(data, declared_type=declared_type)
    return refused.value.reason


def jpeg_from_a_telephone(*, orientation: int = 1) -> bytes:
    return saved(
        two_colours(), "JPEG", exif=taken_at_home(orientation=orientation), xmp=XMP, comment=b"SecretNote", quality=95
    )


def test_a_jpeg_loses_where_and_by_whom_it_was_taken() -> None:
    data = jpeg_from_a_telephone()
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(GPS)[1] == "N"
    cleaned = clean(data, declared_type="image/jpeg")
    assert (cleaned.media_type, cleaned.name_suffix) == ("image/jpeg", ".jpg")
    assert dict(opened(cleaned).getexif()) == {}
    assert {"exif", "xmp", "comment", "icc_profile"}.isdisjoint(opened(cleaned).info)
    assert [word for word in (b"Secret", b"Exif", b"xmp") if word in cleaned.data] == []


def test_a_jpeg_held_sideways_is_turned_upright() -> None:
    turned = opened(clean(jpeg_from_a_telephone(orientation=6), declared_type="image/jpeg"))
    assert turned.size == (48, 64)
    assert is_near(turned.getpixel((24, 8)), BLUE)
    assert is_near(turned.getpixel((24, 56)), RED)


def test_a_heic_becomes_a_jpeg_upright_and_without_its_place() -> None:
    data = (Path(__file__).parent / "data" / "gps.heic").read_bytes()
    assert b"SecretCam" in data
    cleaned = clean(data, declared_type="image/heic")
    assert (cleaned.media_type, cleaned.name_suffix) == ("image/jpeg", ".jpg")
    assert b"Secret" not in cleaned.data
    assert opened(cleaned).size == (48, 64)
    assert is_near(opened(cleaned).getpixel((24, 8)), BLUE)


def test_a_png_loses_its_texts_and_keeps_its_transparency() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "SecretAuthor")
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
    image = two_colours().convert("RGBA")
    image.putalpha(100)
    data = saved(image, "PNG", pnginfo=notes, exif=taken_at_home())
    assert b"SecretAuthor" in data
    cleaned = clean(data, declared_type="image/png")
    assert (cleaned.media_type, cleaned.name_suffix) == ("image/png", ".png")
    assert b"Secret" not in cleaned.data
    assert opened(cleaned).getpixel((0, 0)) == (*BLUE, 100)


def test_a_webp_keeps_its_first_frame_alone() -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in (RED, BLUE, RED)]
    data = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=50, exif=taken_at_home(), xmp=XMP)
    cleaned = clean(data, declared_type="image/webp")
    assert (cleaned.media_type, cleaned.name_suffix) == ("image/webp", ".webp")
    assert getattr(opened(cleaned), "n_frames", 1) == 1
    assert is_near(opened(cleaned).convert("RGB").getpixel((20, 20)), RED)
    assert b"Secret" not in cleaned.data


def test_a_moving_png_keeps_its_first_frame_alone() -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in (RED, BLUE)]
    data = saved(frames[0], "PNG", save_all=True, append_images=frames[1:])
    cleaned = clean(data, declared_type="image/png")
    assert b"acTL" in data
    assert b"acTL" not in cleaned.data
    assert opened(cleaned).getpixel((20, 20)) == RED


@pytest.mark.parametrize(
    ("size", "expected"),
    [((5200, 2600), (2560, 1280)), ((1500, 3000), (1280, 2560)), ((2560, 100), (2560, 100)), ((3, 9), (3, 9))],
)
def test_the_longer_side_is_at_most_2560_pixels(size: tuple[int, int], expected: tuple[int, int]) -> None:
    cleaned = clean(saved(two_colours(*size), "JPEG"), declared_type="image/jpeg")
    assert opened(cleaned).size == expected


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_mode_is_taken(mode: str) -> None:
    image = Image.new("I;16", (8, 8), 0x8000) if mode == "I;16" else two_colours(8, 8).convert(mode)
    assert opened(clean(saved(image, "PNG"), declared_type="image/png")).size == (8, 8)


def test_a_grey_of_sixteen_bits_stays_grey() -> None:
    image = Image.new("I;16", (8, 8), 0x8000)
    assert opened(clean(saved(image, "PNG"), declared_type="image/png")).getpixel((0, 0)) == 0x80


def test_a_jpeg_for_print_becomes_one_for_screens() -> None:
    cleaned = clean(saved(two_colours().convert("CMYK"), "JPEG"), declared_type="image/jpeg")
    assert opened(cleaned).mode == "RGB"


def test_colours_survive_the_loss_of_their_profile() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    cleaned = clean(saved(two_colours(), "JPEG", icc_profile=profile, quality=95), declared_type="image/jpeg")
    assert "icc_profile" not in opened(cleaned).info
    assert is_near(opened(cleaned).getpixel((8, 24)), BLUE)


def test_a_profile_that_cannot_be_read_does_no_harm() -> None:
    cleaned = clean(saved(two_colours(), "JPEG", icc_profile=b"no profile at all"), declared_type="image/jpeg")
    assert is_near(opened(cleaned).getpixel((8, 24)), BLUE)
    assert b"no profile" not in cleaned.data


def test_what_a_picture_is_its_bytes_decide() -> None:
    cleaned = clean(saved(two_colours(), "PNG"), declared_type="text/html")
    assert cleaned.media_type == "image/png"


def test_bytes_behind_a_picture_are_cut_off() -> None:
    cleaned = clean(jpeg_from_a_telephone() + b"<script>alert(1)</script>", declared_type="image/jpeg")
    assert b"script" not in cleaned.data


def test_a_pdf_stays_as_it_is() -> None:
    data = b"%PDF-1.7\n%%EOF\n"
    assert clean(data, declared_type="image/png") == Cleaned(data, "application/pdf", ".pdf")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_plain_text_in_any_usual_encoding_stays_as_it_is(encoding: str) -> None:
    data = "路灯坏了\r\n\tthe lamp is broken".encode(encoding)
    assert clean(data, declared_type="text/plain; charset=x") == Cleaned(data, "text/plain", ".txt")


@pytest.mark.parametrize(
    ("data", "declared_type"),
    [
        (b"<html><script>alert(1)</script>", "text/html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "image/gif"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "text/plain"),
        (b"PK\x03\x04\x14\x00\x00\x00", "application/zip"),
        (b"\x7fELF\x02\x01\x01", "text/plain"),
        (b" %PDF-1.7", "application/pdf"),
        (b"\xff\xfea", "text/plain"),
        (b"caf\xe9 \xff", "text/plain"),
    ],
)
def test_anything_else_is_refused(data: bytes, declared_type: str) -> None:
    assert refusal(data, declared_type=declared_type) is Refusal.UNKNOWN_KIND


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"") is Refusal.EMPTY


def test_a_file_of_more_than_ten_megabytes_is_refused() -> None:
    largest = b"%PDF-".ljust(LARGEST_BYTES, b" ")
    assert clean(largest, declared_type="").data == largest
    assert refusal(largest + b" ") is Refusal.TOO_LARGE


@pytest.mark.parametrize("side", [7_100, 20_000, 60_000])
def test_a_picture_that_would_unpack_to_too_many_pixels_is_refused(side: int) -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    assert refusal(data) is Refusal.TOO_MANY_PIXELS


@pytest.mark.parametrize(
    "data", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP", b"\0\0\0\x18ftypheic"]
)
def test_a_picture_that_cannot_be_read_is_refused(data: bytes) -> None:
    assert refusal(data) is Refusal.BROKEN


def test_a_picture_cut_short_is_refused() -> None:
    data = jpeg_from_a_telephone()
    assert refusal(data[: len(data) * 2 // 3]) is Refusal.BROKEN


def test_every_refusal_has_its_sentence() -> None:
    assert [str(NotAllowed(reason).sentence) for reason in Refusal] == [
        "The file is empty.",
        "The file is larger than 10 MB.",
        "The picture has more than 50 million pixels.",
        "Only pictures (JPEG, PNG, WebP, HEIC), PDF files and plain text are taken.",
        "The picture cannot be read. It may be damaged.",
    ]


SAMPLES = [
    jpeg_from_a_telephone(orientation=6),
    saved(two_colours(), "PNG", exif=taken_at_home()),
    saved(two_colours(), "WEBP", exif=taken_at_home(), xmp=XMP),
]


@settings(deadline=None)
@given(sample=st.sampled_from(SAMPLES), at=st.integers(0, 10_000), value=st.integers(0, 255))
@example(sample=SAMPLES[0], at=30, value=255)
def test_damage_is_either_refused_by_name_or_leaves_a_clean_picture(sample: bytes, at: int, value: int) -> None:
    damaged = bytearray(sample)
    damaged[at % len(sample)] = value
    with contextlib.suppress(NotAllowed):
        assert b"Secret" not in clean(bytes(damaged), declared_type="image/jpeg").data
