import io
from pathlib import Path

import pytest
from PIL import Image

from folkmoot.lib.heic import HeicBrokenError, HeicTooLargeError, decode

PICTURE = (Path(__file__).parent / "data" / "gps.heic").read_bytes()


def test_a_picture_comes_out_upright() -> None:
    picture = Image.open(io.BytesIO(decode(PICTURE, largest_pixels=48 * 64, largest_side=100)))
    assert (picture.format, picture.size) == ("PNG", (48, 64))


def test_a_picture_is_made_no_larger_than_asked_for() -> None:
    assert Image.open(io.BytesIO(decode(PICTURE, largest_pixels=10_000, largest_side=32))).size == (24, 32)


def test_a_picture_with_too_many_pixels_is_refused() -> None:
    with pytest.raises(HeicTooLargeError):
        decode(PICTURE, largest_pixels=48 * 64 - 1, largest_side=100)


def test_one_wrong_byte_that_crashes_the_decoder_leaves_this_process_alive() -> None:
    damaged = bytearray(PICTURE)
    damaged[176] = 255
    with pytest.raises(HeicBrokenError):
        decode(bytes(damaged), largest_pixels=10_000, largest_side=100)


@pytest.mark.parametrize("data", [b"", b"\0\0\0\x18ftypheic", PICTURE[:300]])
def test_bytes_that_are_no_picture_are_refused(data: bytes) -> None:
    with pytest.raises(HeicBrokenError):
        decode(data, largest_pixels=10_000, largest_side=100)
