"""The square on a receipt that a telephone reads: the address where one follows a concern."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def square(address: str, *, says: str) -> SafeString:
    """A QR code (ISO/IEC 18004, error level M) as an SVG without styles, named by what it `says`."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(omitsize=True, svgclass="qr", lineclass=None).removeprefix("<svg")
    # Made here of black squares alone: the address is in their pattern, not in the markup.
    return format_html('<svg role="img" aria-label="{}"{}', says, mark_safe(drawn))  # noqa: S308
