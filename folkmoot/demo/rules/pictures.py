"""Pictures of nothing: a sky, a ground and a wall, so small that a thousand of them are drawn in a moment."""

import struct
import zlib
from random import Random
from typing import Final

WIDTH: Final = 96
HEIGHT: Final = 72
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"

Colour = tuple[int, int, int]


def draw_picture(rng: Random) -> bytes:
    """A PNG of 96 by 72 pixels."""
    sky, ground, wall = (_colour(rng, high) for high in (235, 150, 200))
    horizon, left, top = rng.randint(30, 50), rng.randint(8, 50), rng.randint(10, 26)
    right = left + rng.randint(18, 38)

    def at(x: int, y: int) -> Colour:
        if left <= x < right and top <= y < horizon + 8:
            return wall
        return sky if y < horizon else ground

    rows = (b"\0" + bytes(part for x in range(WIDTH) for part in at(x, y)) for y in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"".join(rows))) + _chunk(b"IEND", b"")


def _colour(rng: Random, high: int) -> Colour:
    return rng.randint(high - 50, high), rng.randint(high - 40, high), rng.randint(high - 60, high)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
