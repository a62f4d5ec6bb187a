"""How a Chinese place name is typed in Latin letters: whole, or by the first letter of each syllable."""

import re
from dataclasses import dataclass

from pypinyin import lazy_pinyin
from pypinyin.constants import PINYIN_DICT

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\u3007\U00020000-\U0003134f]+")
LATIN = re.compile(r"[a-z0-9]+")

# A dictionary of common words reads these as speech does; names of places read them so: 于都 yudu, 长塘 changtang.
READINGS = {
    "长": "chang",
    "朝": "chao",
    "都": "du",
    "乐": "le",
    "柏": "bai",
    "杉": "shan",
    "尾": "wei",
    "圩": "xu",
    "曾": "zeng",
    "咀": "zui",
}
LOCAL = {"浒湾": ("xu", "wan"), "铅山": ("yan", "shan")}


@dataclass(frozen=True, slots=True)
class Reading:
    """Toneless syllables joined (`donghuqu`) and their first letters (`dhq`); ü is written v, as it is typed."""

    pinyin: str
    initials: str


def reading(name: str) -> Reading:
    """Return how a name is typed; both parts are empty for a name without a Chinese character."""
    if not HAN.search(name):
        return Reading("", "")
    syllables: list[str] = []
    rest = 0
    for run in HAN.finditer(name):
        syllables += LATIN.findall(name[rest : run.start()].lower())
        syllables += _syllables(run.group())
        rest = run.end()
    syllables += LATIN.findall(name[rest:].lower())
    return Reading("".join(syllables), "".join(syllable[0] for syllable in syllables))


def _syllables(run: str) -> list[str]:
    known = "".join(character for character in run if ord(character) in PINYIN_DICT)
    named = [READINGS.get(character, syllable) for character, syllable in zip(known, lazy_pinyin(known), strict=True)]
    for word, syllables in LOCAL.items():
        if (at := known.find(word)) >= 0:
            named[at : at + len(word)] = syllables
    return named
