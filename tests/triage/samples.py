"""Concerns that were made up to train a small model with."""

from datetime import date
from functools import cache
from random import Random
from typing import Final

from folkmoot.triage.rules.model import Model
from folkmoot.triage.rules.samples import Sample
from folkmoot.triage.rules.training import train

_WORDS: Final = {
    "labour": ("wages", "employer", "overtime", "工资", "拖欠", "加班"),
    "neighbour": ("ditch", "fence", "noise", "邻居", "水沟", "围墙"),
    "property": ("elevator", "parking", "caretaker", "物业", "电梯", "停车"),
}
_OTHERS: Final = ("house", "since", "street", "again", "nobody", "month", "小区", "问题", "一直", "希望")


def made_up(*, each: int = 20) -> list[Sample]:
    """`each` different texts of three categories, of which every one says two words of its own."""
    numbers = Random(20260310)
    return [
        Sample(" ".join([*numbers.sample(words, 2), *numbers.sample(_OTHERS, 4), f"{category[0]}q{n}"]), category)
        for category, words in _WORDS.items()
        for n in range(each)
    ]


@cache
def learned(*, named: str = "{}") -> Model:
    """What is learned from them, each category under another name. Made once, as it takes seconds."""
    samples = [Sample(each.text, named.format(each.category)) for each in made_up()]
    return train(samples, today=date(2026, 3, 10))[0]
