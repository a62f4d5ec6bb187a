"""What may be said about the category of a text: one suggestion with its alternatives, or plainly why there is none."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from folkmoot.triage.rules.model import Model, Suggestion
from folkmoot.triage.rules.model import suggest as suggest_by

#: Below it a suggestion would be wrong as often as right, and nobody is sent that way.
LEAST_SURE: Final = 0.5
#: Of a model's categories so many, of 1, have to be known here; else it was trained for other ones.
_LEAST_KNOWN: Final = 0.5


class State(StrEnum):
    """Why there is a suggestion, or none."""

    OFFERED = "offered"
    UNSURE = "unsure"
    NO_MODEL = "no_model"
    BROKEN = "broken"
    OTHER_CATEGORIES = "other_categories"


class Sureness(StrEnum):
    """A confidence in words."""

    NEARLY_CERTAIN = "nearly_certain"
    LIKELY = "likely"
    RATHER = "rather"
    POSSIBLE = "possible"


_FROM: Final = ((0.9, Sureness.NEARLY_CERTAIN), (0.7, Sureness.LIKELY), (LEAST_SURE, Sureness.RATHER))


def sureness_of(confidence: float) -> Sureness:
    """The word for a confidence from 0 to 1."""
    return next((word for least, word in _FROM if confidence >= least), Sureness.POSSIBLE)


@dataclass(frozen=True)
class Advice:
    """What may be said. `best` stands alone where State.OFFERED; `others` are at most two, the likelier first."""

    state: State
    best: Suggestion | None = None
    others: tuple[Suggestion, ...] = ()


def advise(model: Model, text: str, *, among: Collection[str], known: Collection[str]) -> Advice:
    """Advice on a text. `among` are the categories that may be chosen, `known` all categories of the installation."""
    if not _fits(model, among=among, known=known):
        return Advice(State.OTHER_CATEGORIES)
    found = suggest_by(model, text, among=among)
    if not found or found[0].confidence < LEAST_SURE:
        return Advice(State.UNSURE)
    return Advice(State.OFFERED, found[0], found[1:])


def _fits(model: Model, *, among: Collection[str], known: Collection[str]) -> bool:
    here = [category for category in model.categories if category in known]
    return len(here) >= _LEAST_KNOWN * len(model.categories) and any(each in among for each in here)
