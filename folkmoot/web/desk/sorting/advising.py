"""A suggested category as a page shows it, and the count of what an officer did with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.models import MessageKind, PartyRole
from folkmoot.officers.rules.standing import Officer, Standing
from folkmoot.procedures.rules.pack import Category, Pack
from folkmoot.triage.actions.counting import count_rejected, count_taken
from folkmoot.triage.queries import advise
from folkmoot.triage.rules.advice import State, Sureness, sureness_of
from folkmoot.triage.rules.model import Suggestion
from folkmoot.triage.rules.passages import Piece, passages
from folkmoot.web.desk.case.parts import CaseFile

SURENESS: Final[Mapping[Sureness, Promise]] = {
    Sureness.NEARLY_CERTAIN: _("nearly certain"),
    Sureness.LIKELY: _("likely"),
    Sureness.RATHER: _("more likely than not"),
    Sureness.POSSIBLE: _("possible"),
}

#: why there is no suggestion, and what can be done about it
REASONS: Final[Mapping[State, Promise]] = {
    State.UNSURE: _("No category is suggested: for this text, none is likelier than all the others together."),
    State.NO_MODEL: _(
        "Categories are not suggested here yet. An operator can let the software learn them from the cases of this "
        "installation:"
    ),
    State.BROKEN: _(
        "No category is suggested: the file with what was learned cannot be read. An operator can let the software "
        "learn anew:"
    ),
    State.OTHER_CATEGORIES: _(
        "No category is suggested: what was learned are other categories than this procedure has. An operator can let "
        "the software learn anew:"
    ),
}
#: what an operator types for that
TRAINING: Final = "folkmoot triage train --own"
#: what a filer says when raising a concern
_SAID: Final = frozenset({MessageKind.CONCERN, MessageKind.WISH, MessageKind.WHERE})


@dataclass(frozen=True)
class Option:
    """One category to take or to leave."""

    category: Category
    percent: int
    sureness: Promise
    #: where the words behind it stand in the text
    passages: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class Help:
    """What a page says: a suggestion with its alternatives, or the reason why there is none."""

    reason: Promise | None
    #: what the reason asks an operator to type, "" for nothing
    command: str
    best: Option | None
    others: tuple[Option, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The categories that can be taken with one press, the likeliest first."""
        return tuple(each.category.code for each in (self.best, *self.others) if each)


def help_with(text: str, *, officer: Officer, pack: Pack, names: Iterable[str] = ()) -> Help | None:
    """Help with the category of a text; None for an officer who sorts no concerns."""
    advice = advise(text, officer=officer, pack=pack, names=names)
    if advice is None:
        return None
    best = _option(advice.best, text, pack) if advice.best else None
    command = TRAINING if advice.state not in {State.OFFERED, State.UNSURE} else ""
    return Help(REASONS.get(advice.state), command, best, tuple(_option(each, text, pack) for each in advice.others))


def _option(suggestion: Suggestion, text: str, pack: Pack) -> Option:
    return Option(
        category=pack.category(suggestion.category),
        # Nothing is certain, and nothing that is offered is impossible.
        percent=min(99, max(1, round(100 * suggestion.confidence))),
        sureness=SURENESS[sureness_of(suggestion.confidence)],
        passages=passages(text, suggestion.words),
    )


def said_in(file: CaseFile, *, summary: str) -> tuple[str, list[str]]:
    """The summary and what the filer said at first, and the names of all parties."""
    filers = [party for party in file.parties.values() if party.role == PartyRole.FILER]
    said = [each.body or "" for party in filers for each in party.conversation if each.kind in _SAID]
    return "\n".join(filter(None, [summary, *said])), [party.name for party in file.parties.values() if party.name]


def count_answer(chosen: str, *, suggested: str, is_pressed: bool, path: str, by: Standing, today: date) -> None:
    """Counts what became of a suggestion, once the category was chosen. `is_pressed`: by a button of the suggestion."""
    if chosen != suggested:
        count_rejected(suggested, path=path, by=by, today=today)
    if chosen == suggested or is_pressed:
        count_taken(chosen, path=path, by=by, today=today)
