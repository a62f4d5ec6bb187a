"""HEIC pictures, decoded in a process of their own, as the decoder can crash on hostile bytes."""

import io
import resource
import subprocess
import sys
from typing import Final

import pi_heif
from PIL import Image

SECONDS: Final = 20
MEMORY_BYTES: Final = 2 * 1024**3
TOO_MANY_PIXELS: Final = 3


class HeicBrokenError(Exception):
    """Bytes that could not be decoded, or not in time or memory."""


class HeicTooLargeError(Exception):
    """A picture with more pixels than were asked for."""


def decode(data: bytes, *, largest_pixels: int, largest_side: int) -> bytes:
    """
    The picture upright as a PNG, no side longer than `largest_side` pixels, its colour profile with it.

    Raises HeicTooLargeError above `largest_pixels`, HeicBrokenError for anything else that goes wrong.
    """
    try:
        # The child sees no environment: it reads a stranger's bytes and needs no key and no address.
        done = subprocess.run(
            [sys.executable, "-I", __file__, str(largest_pixels), str(largest_side)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise HeicBrokenError from error
    if done.returncode == TOO_MANY_PIXELS:
        raise HeicTooLargeError
    if done.returncode != 0:
        raise HeicBrokenError
    return done.stdout


def main() -> int:
    """The child: HEIC on standard input, PNG on standard output, the reason of a refusal as exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    largest_pixels, largest_side = map(int, sys.argv[1:])
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=["HEIF"]) as opened:
        if opened.width * opened.height > largest_pixels:
            return TOO_MANY_PIXELS
        picture = opened.convert("RGB")
        picture.thumbnail((largest_side, largest_side), Image.Resampling.LANCZOS)
        picture.save(sys.stdout.buffer, format="PNG", compress_level=1, icc_profile=opened.info.get("icc_profile"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
