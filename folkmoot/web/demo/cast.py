"""Whom a visitor of the demo may be, and what each can try there."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.demo.rules.scenes import Scene


@dataclass(frozen=True, slots=True)
class Card:
    """One of the cast: an officer by user name, a resident by the case prepared for them, or somebody new."""

    who: str
    title: Promise
    sentence: Promise
    username: str = ""
    scene: Scene | None = None


def _resident(scene: Scene, title: Promise, sentence: Promise) -> Card:
    return Card(f"resident-{scene.value}", title, sentence, scene=scene)


def _officer(who: str, title: Promise, sentence: Promise, *, username: str = "") -> Card:
    return Card(who, title, sentence, username=username or who)


def _by_name(*cards: Card) -> Mapping[str, Card]:
    return MappingProxyType({card.who: card for card in cards})


_NEWCOMER: Final = Card(
    "newcomer", _("Somebody new"), _("Raise a concern of your own, one question a page, and get a receipt for it.")
)
_AUDITOR: Final = _officer(
    "auditor",
    _("Auditor"),
    _("Read every step that was taken and check that none was changed afterwards; change nothing."),
)
_ADMINISTRATOR: Final = _officer(
    "administrator",
    _("Administrator"),
    _("Make accounts, say who holds which post, and tell when a unit is open. No case is shown to you."),
)
CAST: Final = _by_name(
    _NEWCOMER,
    _resident(
        Scene.PROPOSAL,
        _("Resident with a proposal"),
        _("The desk proposes how to mend a leak. Say whether that resolves it; nobody else can."),
    ),
    _resident(
        Scene.QUESTION,
        _("Resident who was asked something"),
        _("The lead wants to know more about loud music on the square. Answer, or add a picture."),
    ),
    _resident(
        Scene.NEW,
        _("Resident with a fresh receipt"),
        _("Raised today, read by nobody yet. See what is due by when, and withdraw it if you like."),
    ),
    _resident(
        Scene.SILENT,
        _("Resident who did not answer"),
        _("Closed as unconfirmed after fourteen days of silence. Confirm it now, or open it again."),
    ),
    _resident(
        Scene.DECLINED,
        _("Resident who was turned away"),
        _("Declined, with a reason and where to go instead. Take it to the level above."),
    ),
    _officer(
        "mediator",
        _("Village mediator"),
        _("Accept a new concern, ask, and propose a resolution. Something is due today, something is late."),
    ),
    _officer(
        "coordinator",
        _("Township coordinator"),
        _("Route, hand over and join cases. The mediator of the township has left, and a case waits for a lead."),
    ),
    _officer(
        "county",
        _("County lead"),
        _("Look over all townships, and lead what could not be settled below."),
        username="coordinator-county",
    ),
    _officer(
        "city",
        _("Coordinator of the city"),
        _("Decide whether a petition that the county leads gets ten days more. Whoever leads it may not."),
        username="coordinator-prefecture",
    ),
    _officer(
        "call-back",
        _("Call-back officer of the county"),
        _("Ask residents of other units in private whether it is resolved, or whether they withdrew freely."),
    ),
    _officer(
        "province",
        _("Province coordinator"),
        _("See where cases are late, and decide what a resident has taken up past the city."),
        username="coordinator-province",
    ),
    _ADMINISTRATOR,
    _AUDITOR,
    _officer(
        "stranger",
        _("Stranger from another county"),
        _("Try the address of any case that you have seen as somebody else: it is not there."),
    ),
)
#: Where reports are real, or where there are none: other levels, and no prepared case.
CAST_ELSEWHERE: Final = _by_name(
    _NEWCOMER,
    _officer(
        "mediator",
        _("Case worker of a district"),
        _("Lead what has been taken up: ask, note, propose. Take up others from the queue."),
    ),
    _officer(
        "coordinator",
        _("Coordinator of a district"),
        _("Find concerns by topic, place and day in the queue; take them up, hand them over, join them."),
    ),
    _officer(
        "city",
        _("Coordinator of the city"),
        _("Compare districts in the overview, and import or export concerns."),
        username="coordinator-city",
    ),
    _officer(
        "call-back",
        _("Call-back officer"),
        _("Ask residents of other units in private whether it is resolved, or whether they withdrew freely."),
    ),
    _ADMINISTRATOR,
    _AUDITOR,
    _officer(
        "stranger",
        _("Somebody from another district"),
        _("Try the address of any case that you have seen as somebody else: it is not there."),
    ),
)


def cast_here() -> Mapping[str, Card]:
    """Whom a visitor may be in this demo."""
    return CAST if settings.DEMO_REPORTS == "made-up" else CAST_ELSEWHERE
