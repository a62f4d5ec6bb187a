"""How a Chinese place name is written in Latin letters on an English page: `Ji'an shi`, `Minxiang shequ juweihui`."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

#: Words at the end of a name that say what kind of place it is; they are written apart. The longest stand first.
GENERICS: Final[tuple[tuple[str, ...], ...]] = (
    ("村民", "委员会"), ("居民", "委员会"), ("社区", "居委会"), ("社区", "村委会"), ("社区", "委员会"),
    ("管理", "委员会"), ("工业园区",), ("办事处",), ("管理处",), ("工业园",), ("开发区",), ("垦殖场",),
    ("良种场",), ("居委会",), ("村委会",), ("家委会",), ("管委会",), ("民族", "乡"), ("林场",), ("农场",),
    ("街道",), ("社区",), ("省",), ("市",), ("区",), ("县",), ("镇",), ("乡",), ("村",),
)  # fmt: skip
#: in typed pinyin, or a number
_SYLLABLE: Final = re.compile(
    "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ou|"
    "ia|ie|in|iu|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)|[0-9]+"
)
_LONGEST: Final = 6


@lru_cache(maxsize=8192)
def spelled(name: str, *, pinyin: str, initials: str) -> str:
    """Return the spelling of a name, "" for one that has no pinyin.

    `pinyin` and `initials` are as typed (`jianshi`, `jas`): the first letters say where each syllable begins. Where
    they do not fit each other the typed form is returned as one word.
    """
    syllables = _syllables(pinyin, initials)
    if not syllables:
        return pinyin.capitalize()
    generic = next((words for words in GENERICS if name.endswith("".join(words)) and name != "".join(words)), ())
    length = sum(map(len, generic))
    if length >= len(syllables):
        return _word(syllables).capitalize()
    first, rest = syllables[: len(syllables) - length], list(syllables[len(syllables) - length :])
    words = [_word(first).capitalize()]
    for word in generic:
        words.append(_word(rest[: len(word)]))
        del rest[: len(word)]
    return " ".join(words)


def _syllables(pinyin: str, initials: str) -> tuple[str, ...]:
    """The typed form cut where each first letter asks for it, each syllable as long as the next ones leave it."""
    if not initials:
        return ()
    for length in range(min(_LONGEST, len(pinyin)), 0, -1):
        syllable, rest = pinyin[:length], pinyin[length:]
        if syllable[0] != initials[0] or not _SYLLABLE.fullmatch(syllable):
            continue
        if len(initials) == 1 and not rest:
            return (syllable,)
        if len(initials) > 1 and rest and (others := _syllables(rest, initials[1:])):
            return (syllable, *others)
    return ()


def _word(syllables: Sequence[str]) -> str:
    """Syllables joined; one that begins with a vowel takes an apostrophe (GB/T 28039, Hanyu Pinyin)."""
    joined = "".join(f"'{each}" if n and each[0] in "aeo" else each for n, each in enumerate(syllables))
    return joined.replace("v", "ü")
