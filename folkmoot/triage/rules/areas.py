"""The area in which disputes are neighbours and suggestions are counted: the county, or what stands for it."""

from typing import Final

from folkmoot.triage.rules.nearness import codes_of

#: levels below a county: the township and the village
_BELOW: Final = 2


def county_of(path: str, *, levels: int) -> str:
    """The path two levels above the region's lowest, cut out of a place's path; the place's own where it is higher.

    `levels` is how many levels the region has. A region of three levels or fewer is one area.
    """
    kept = codes_of(path)[: max(1, levels - _BELOW)]
    return "".join(code + "/" for code in kept)
