"""Turning a function over arrays into machine code.

Only modules of such functions import this one, and are themselves imported where they are needed: Numba takes half a
second to load, and no page waits for it.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from numba import config, njit

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def _sources() -> str:
    texts = (path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return hashlib.blake2b(b"".join(text for text in texts if b"compiled" in text), digest_size=8).hexdigest()


SOURCES: Final = _sources()
"""A word that changes with any module of kernels."""
# Numba looks whether a kernel's own module has changed, not those of the kernels that it calls: without a folder for
# each state of them all, an upgrade might go on with parts of what was there before.
_SETTINGS: dict[str, Any] = vars(config)
_KEPT = Path(_SETTINGS["CACHE_DIR"] or Path(__file__).parent / "__pycache__")
_SETTINGS["CACHE_DIR"] = str(_KEPT / f"kernels-{SOURCES}")


def inlined(function: Kernel) -> Kernel:
    """A function whose code stands in every kernel that calls it: for the inside of a loop, where a call costs more."""
    return cast("Kernel", njit(inline="always", nogil=True, error_model="numpy")(function))


def compiled(function: Kernel) -> Kernel:
    """The function as machine code, which needs no lock of the interpreter; kept on disk where there is room."""
    try:
        return cast("Kernel", njit(cache=True, nogil=True, error_model="numpy")(function))
    except RuntimeError:
        # Neither beside the code nor in the user's folder may anything be written.
        return cast("Kernel", njit(nogil=True, error_model="numpy")(function))
