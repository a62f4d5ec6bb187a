"""Which place a Chinese text names, by patterns: a masked city, district or county, and the name that follows it.

It stands in for the tree of places that an installation has. Names are learned as the texts come: what once stood
behind a masked place is known from then on wherever it stands, and keeps the path under which it was first met.
"""

import re
from collections.abc import Iterator
from typing import Final

#: a place as the publishers masked it: A市 is a city, A3区 a district of it, A7县 a county
MASK: Final = re.compile(r"([A-Z])(\d*)([市区县])(?![东南西北中]?(?:路|大道)|河)")
#: where a text says of no place at all
NOWHERE: Final = "?"
#: signs that no name has in it
_APART: Final = (
    "的地得在是我你他她它们请有被与对为于不没这那就把从向到给让和及或等了着过个位栋何怎什么吗能否将因由附近旁边内里外某"
)
_SIGN: Final = f"(?:(?![{_APART}])[\u4e00-\u9fff])"
_TOWN: Final = f"{_SIGN}{{1,4}}?(?:街道|镇|乡)"
_ROAD: Final = f"{_SIGN}{{1,5}}?(?:路|大道|街)(?!道)"
_ENDS: Final = (
    *("小区", "社区", "家园", "花园", "公园", "广场", "新城", "之城", "公馆", "国际", "世家", "山庄", "大厦", "公寓"),
    *("市场", "小学", "中学", "学校", "学院", "大学", "医院", "幼儿园", "工业园", "安置区", "美食街"),
    *("园", "苑", "府", "城", "郡", "庭", "湾", "居", "轩", "村", "台"),
)
_END: Final = f"(?:{'|'.join(_ENDS)})"
_NAME: Final = f"{_SIGN}{{2,6}}?{_END}"
#: a name with a masked word in it, whose letter is not the city's
_HALF_MASKED: Final = f"{_SIGN}{{2,5}}?[A-Z]\\d+[市区县]{_END}?"
_AFTER: Final = re.compile(f"(?:(?P<town>{_TOWN})|{_ROAD})?(?P<name>{_NAME}|{_HALF_MASKED})|(?P<wide>{_TOWN}|{_ROAD})")
#: what a title begins with before it names a place
_OPENING: Final = re.compile("(?:请问|咨询|投诉|举报|反映|关于|建议|希望|请求|强烈|坚决|反对|再次|恳请|质疑|请|盼)*")
_SHORTEST, _LONGEST = 3, 10
#: what looks like a name and is one of many
COMMON: Final = frozenset(
    (
        *("幼儿园", "市政府", "区政府", "县政府", "省政府", "人民政府", "人民医院", "实验中学", "实验小学"),
        *("职业学院", "商业广场", "住宅小区", "居民小区", "安置小区", "公交线路"),
    )
)


class Gazetteer:
    """The names met so far, each with its path."""

    def __init__(self) -> None:
        self.paths: dict[str, str] = {}

    def place_of(self, title: str, text: str) -> str:
        """Path of the place, such as A市/A3区/name; NOWHERE where the text names none."""
        area = _area(f"{title}\n{text}")
        for part in (title, text):
            known = self._known(part)
            if known:
                return self.paths[known]
            name = _new(part, area=area, is_title=part is title) if area else None
            if name:
                return self.paths.setdefault(name, f"{area}/{name}")
        return area or NOWHERE

    def _known(self, text: str) -> str | None:
        """The first name in a text, and of those that begin there the longest."""
        for at in range(len(text)):
            for length in range(_LONGEST, _SHORTEST - 1, -1):
                if text[at : at + length] in self.paths:
                    return text[at : at + length]
        return None


def _new(text: str, *, area: str, is_title: bool) -> str | None:
    """The first name that follows a masked place, or with which a title begins."""
    for at in _beginnings(text, is_title=is_title):
        found = _AFTER.match(text, at)
        name = found and (found["name"] or found["wide"])
        # A masked word within a name is another's: the city's own are places by themselves.
        if name and len(name) >= _SHORTEST and name not in COMMON and area[0] not in name:
            return name
    return None


def _beginnings(text: str, *, is_title: bool) -> Iterator[int]:
    yield from (found.end() for found in MASK.finditer(text))
    opening = _OPENING.match(text)
    if is_title and opening:
        yield opening.end()


def _area(text: str) -> str | None:
    """The first city that is named, with the first of its districts or counties."""
    masks = list(MASK.finditer(text))
    if not masks:
        return None
    letter = masks[0][1]
    inner = next((found[0] for found in masks if found[1] == letter and found[2]), None)
    return f"{letter}市/{inner}" if inner else f"{letter}市"
