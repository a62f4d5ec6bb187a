"""Names in two languages. A name is not translated: it says in which language it is read, and English adds pinyin."""

import re
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from folkmoot.places.models import Place

HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")
LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")


def is_chinese_page() -> bool:
    """Whether the page that is being written is Chinese."""
    return (get_language() or "en").startswith("zh")


def place_name(place: Place) -> SafeString:
    """A place's name with its language, on a page that is not Chinese with its pinyin behind it."""
    if is_chinese_page() or not place.latin:
        return proper_name(place.name)
    return format_html(
        '<span lang="zh-Hans">{}</span> <span class="pinyin" lang="zh-Latn-pinyin">{}</span>', place.name, place.latin
    )


def plain_place_name(place: Place) -> str:
    """The same for an option or an attribute, which can hold no markup: `南昌市 (Nanchang shi)`."""
    if is_chinese_page() or not place.latin:
        return place.name
    return f"{place.name} ({place.latin})"


def proper_name(name: object) -> SafeString:
    """What somebody wrote, or is called, with its language where that is not the page's."""
    text = "" if name is None else str(name)
    if HAN.search(text):
        return format_html("{}" if is_chinese_page() else '<span lang="zh-Hans">{}</span>', text)
    if is_chinese_page() and LATIN.search(text):
        # Which language is not known, only that it is not the page's.
        return format_html('<span lang="und">{}</span>', text)
    return format_html("{}", text)
