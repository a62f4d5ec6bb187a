"""Turning a function over arrays into machine code.

Only modules of such functions import this one, and are themselves imported where they are needed: Numba takes half a
second to load, and no page waits for it.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(function: Kernel) -> Kernel:
    """The function as machine code, which needs no lock of the interpreter; kept on disk where there is room."""
    try:
        return cast("Kernel", njit(cache=True, nogil=True, error_model="numpy")(function))
    except RuntimeError:
        # Neither beside the code nor in the user's folder may anything be written.
        return cast("Kernel", njit(nogil=True, error_model="numpy")(function))
