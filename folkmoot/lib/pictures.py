"""Files that people hand in, made safe to keep: pictures lose where and by whom they were taken."""

import io
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from folkmoot.lib.heic import HeicBrokenError, HeicTooLargeError, decode

LARGEST_BYTES: Final = 10 * 1024 * 1024
LARGEST_SIDE: Final = 2560  # pixels
LARGEST_PIXELS: Final = 50_000_000
QUALITY: Final = 85

HEIF_BRANDS: Final = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))
CONTROLS: Final = frozenset(map(chr, (*range(0x20), 0x7F))) - frozenset("\t\n\r\f")

# What a decoder says to bytes that are not what they claim to be.
BROKEN_FILE: Final = (ArithmeticError, EOFError, LookupError, OSError, SyntaxError, TypeError, ValueError, struct.error)


class Kind(StrEnum):
    """What may be handed in, by its media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"
    PDF = "application/pdf"
    TEXT = "text/plain"


class Refusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    UNKNOWN_KIND = "unknown_kind"
    BROKEN = "broken"


SENTENCES: Final[dict[Refusal, Promise]] = {
    Refusal.EMPTY: _("The file is empty."),
    Refusal.TOO_LARGE: _("The file is larger than 10 MB."),
    Refusal.TOO_MANY_PIXELS: _("The picture has more than 50 million pixels."),
    Refusal.UNKNOWN_KIND: _("Only pictures (JPEG, PNG, WebP, HEIC), PDF files and plain text are taken."),
    Refusal.BROKEN: _("The picture cannot be read. It may be damaged."),
}


class NotAllowed(Exception):
    """A file that is not taken; `reason` is the code, `sentence` says it in the reader's language."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.sentence = SENTENCES[reason]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is kept: bytes, their media type, and the end of a file name that fits them (".jpg")."""

    data: bytes
    media_type: str
    name_suffix: str


def clean(data: bytes, *, declared_type: str) -> Cleaned:
    """
    The file as it is kept; what it is, its bytes decide. Raises NotAllowed.

    A picture is drawn anew from its first frame, upright, in sRGB, at most 2,560 pixels on a side, with nothing but its
    pixels; HEIC becomes JPEG. PDF files and plain text stay as they are and are never to be shown inline.
    `declared_type` counts for text alone, which no bytes can prove: a page of HTML is text too.
    """
    if not data:
        raise NotAllowed(Refusal.EMPTY)
    if len(data) > LARGEST_BYTES:
        raise NotAllowed(Refusal.TOO_LARGE)
    kind = _kind(data, declared_type=declared_type)
    match kind:
        case Kind.PDF:
            return Cleaned(data, kind.value, ".pdf")
        case Kind.TEXT:
            return Cleaned(data, kind.value, ".txt")
        case Kind.PNG:
            return Cleaned(_redrawn(data, decoder="PNG", encoder="PNG"), kind.value, ".png")
        case Kind.WEBP:
            return Cleaned(_redrawn(data, decoder="WEBP", encoder="WEBP"), kind.value, ".webp")
        case Kind.JPEG:
            return Cleaned(_redrawn(data, decoder="JPEG", encoder="JPEG"), kind.value, ".jpg")
        case Kind.HEIC:
            return Cleaned(_redrawn(_decoded_heic(data), decoder="PNG", encoder="JPEG"), Kind.JPEG.value, ".jpg")


def _kind(data: bytes, *, declared_type: str) -> Kind:
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Kind.WEBP
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        return Kind.HEIC
    if data.startswith(b"%PDF-"):
        return Kind.PDF
    if declared_type.partition(";")[0].strip().lower() == Kind.TEXT and _is_text(data):
        return Kind.TEXT
    raise NotAllowed(Refusal.UNKNOWN_KIND)


def _is_text(data: bytes) -> bool:
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            return CONTROLS.isdisjoint(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return False


def _decoded_heic(data: bytes) -> bytes:
    try:
        return decode(data, largest_pixels=LARGEST_PIXELS, largest_side=LARGEST_SIDE)
    except HeicTooLargeError as error:
        raise NotAllowed(Refusal.TOO_MANY_PIXELS) from error
    except HeicBrokenError as error:
        raise NotAllowed(Refusal.BROKEN) from error


def _redrawn(data: bytes, *, decoder: str, encoder: str) -> bytes:
    try:
        with Image.open(io.BytesIO(data), formats=[decoder]) as opened:
            # The size stands in the header: a bomb is refused before a pixel of it is unpacked.
            if opened.width * opened.height > LARGEST_PIXELS:
                raise NotAllowed(Refusal.TOO_MANY_PIXELS)
            return _encoded(_drawn(opened, keeps_alpha=encoder != "JPEG"), encoder=encoder)
    except Image.DecompressionBombError as error:
        raise NotAllowed(Refusal.TOO_MANY_PIXELS) from error
    except BROKEN_FILE as error:
        raise NotAllowed(Refusal.BROKEN) from error


def _drawn(opened: Image.Image, *, keeps_alpha: bool) -> Image.Image:
    # A JPEG can be decoded at a half or a quarter of its size, which spares most of the work.
    opened.draft(None, (LARGEST_SIDE, LARGEST_SIDE))
    upright = ImageOps.exif_transpose(opened)
    # Pillow would cut sixteen bits of grey off at 255, which leaves a white sheet.
    shallow = upright.convert("I").point(lambda grey: grey / 256) if upright.mode.startswith("I") else upright
    plain = shallow.convert(_plain_mode(shallow, keeps_alpha=keeps_alpha))
    plain.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    return _in_srgb(plain, profile=upright.info.get("icc_profile"))


def _plain_mode(image: Image.Image, *, keeps_alpha: bool) -> str:
    if keeps_alpha and image.has_transparency_data:
        return "RGBA"
    return "L" if image.mode in {"1", "I", "L", "LA"} else "RGB"


def _in_srgb(image: Image.Image, *, profile: bytes | None) -> Image.Image:
    if not profile or image.mode == "L":
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=image.mode) or image
    except (ImageCms.PyCMSError, OSError):
        # A profile that cannot be used changes a shade; it is no reason to refuse a picture.
        return image


def _encoded(drawn: Image.Image, *, encoder: str) -> bytes:
    # A new picture: encoders write what an old one carries in `info`, comments and XMP with it.
    bare = Image.new(drawn.mode, drawn.size)
    bare.paste(drawn)
    out = io.BytesIO()
    bare.save(out, format=encoder, quality=QUALITY, optimize=encoder == "JPEG")
    return out.getvalue()
