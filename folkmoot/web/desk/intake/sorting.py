"""A suggested category while a concern is taken in: asked for, taken or rejected without losing what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.models import Place
from folkmoot.procedures.queries import newest_pack
from folkmoot.web.desk.sorting.advising import Help, count_answer, help_with
from folkmoot.web.doors import OfficerRequest

_TEXTS: Final = ("narrative", "wish", "where", "summary")
_NAMES: Final = ("name", "on_behalf_of")


@dataclass(frozen=True)
class Sorting:
    """What was pressed, and what may be said about the text that was typed so far."""

    #: what stands in the form again
    typed: Mapping[str, str]
    help: Help | None = None
    is_asked: bool = False
    is_taken: bool = False
    is_rejected: bool = False

    @classmethod
    def pressed(cls, request: OfficerRequest) -> Self | None:
        """By the buttons of the suggestion; None where the concern itself was sent, or nothing yet."""
        typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
        if taken := typed.get("take"):
            return cls({**typed, "category": taken, "taken": taken}, is_taken=True)
        if "reject" in typed:
            return cls(typed, is_rejected=True)
        if "suggest" not in typed:
            return None
        text = "\n".join(filter(None, (typed.get(name, "").strip() for name in _TEXTS)))
        names = [typed[name] for name in _NAMES if typed.get(name)]
        pack = newest_pack(request.region.pack)
        found = help_with(text, officer=request.officer, pack=pack, names=names) if text else None
        suggested = found.best.category.code if found and found.best else ""
        return cls({**typed, "suggested": suggested, "taken": ""}, help=found, is_asked=True)


def sorter(request: OfficerRequest, place: Place) -> Standing | None:
    """The post by which the officer sorts concerns of a place; None without one."""
    return next((each for each in request.officer.with_power(Power.SUMMARISE) if each.covers(place.path)), None)


def count_chosen(given: Mapping[str, Any], *, request: OfficerRequest, place: Place) -> None:
    """Counts what became of the suggestion, once the concern is taken in with a category."""
    suggested, by = given["suggested"], sorter(request, place)
    known = {category.code for category in newest_pack(request.region.pack).categories}
    if by is None or suggested not in known:
        return
    chosen = given["category"]
    is_pressed = given["taken"] == chosen
    count_answer(chosen, suggested=suggested, is_pressed=is_pressed, path=place.path, by=by, today=request.today)
