"""Which encoding a text file is in."""

import codecs
from pathlib import Path
from typing import Final

from charset_normalizer import from_bytes

_CHUNK: Final = 1 << 20
_SAMPLE: Final = 1 << 18
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Of written Chinese, nearly all characters are level 1 hanzi (rows 16 to 55 of GB 2312) or punctuation (rows 1 to 3).
_COMMON: Final = 0.9


class UnknownEncoding(ValueError):
    """No encoding fits the bytes of the file."""


def encoding_of(path: Path) -> str:
    """The name of the encoding that the whole file can be read in. Raises UnknownEncoding, OSError."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    for bom, name in _BOMS:
        if sample.startswith(bom):
            return name
    # GB 18030 holds all of GB 2312 and GBK, which are its older halves.
    for name in ("utf-8", "gb18030", _guessed(sample)):
        if name and (name != "gb18030" or _looks_chinese(sample)) and _fits(path, name):
            return name
    raise UnknownEncoding


def _guessed(sample: bytes) -> str:
    best = from_bytes(sample).best()
    return best.encoding if best else ""


def _looks_chinese(sample: bytes) -> bool:
    text = sample.decode("gb18030", errors="ignore")
    foreign = [character for character in text if not character.isascii()]
    return bool(foreign) and sum(map(_is_common, foreign)) >= _COMMON * len(foreign)


def _is_common(character: str) -> bool:
    coded = character.encode("gb2312", errors="ignore")
    return len(coded) == 2 and (0xB0 <= coded[0] <= 0xD7 or 0xA1 <= coded[0] <= 0xA3)


def _fits(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except (UnicodeDecodeError, LookupError):
        return False
    return True
