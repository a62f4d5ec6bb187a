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

    title: Promise
    sentence: Promise
    username: str = ""
    scene: Scene | None = None


CAST: Final[Mapping[str, Card]] = MappingProxyType(
    {
        "newcomer": Card(
            _("Somebody new"), _("Raise a concern of your own, one question a page, and get a receipt for it.")
        ),
        "resident-proposal": Card(
            _("Resident with a proposal"),
            _("The desk proposes how to mend a leak. Say whether that resolves it; nobody else can."),
            scene=Scene.PROPOSAL,
        ),
        "resident-question": Card(
            _("Resident who was asked something"),
            _("The lead wants to know more about loud music on the square. Answer, or add a picture."),
            scene=Scene.QUESTION,
        ),
        "resident-new": Card(
            _("Resident with a fresh receipt"),
            _("Raised today, read by nobody yet. See what is due by when, and withdraw it if you like."),
            scene=Scene.NEW,
        ),
        "resident-silent": Card(
            _("Resident who did not answer"),
            _("Closed as unconfirmed after fourteen days of silence. Confirm it now, or open it again."),
            scene=Scene.SILENT,
        ),
        "resident-declined": Card(
            _("Resident who was turned away"),
            _("Declined, with a reason and where to go instead. Take it to the level above."),
            scene=Scene.DECLINED,
        ),
        "mediator": Card(
            _("Village mediator"),
            _("Accept a new concern, ask, and propose a resolution. Something is due today, something is late."),
            username="mediator",
        ),
        "coordinator": Card(
            _("Township coordinator"),
            _("Route, hand over and join cases. The mediator of the township has left, and a case waits for a lead."),
            username="coordinator",
        ),
        "county": Card(
            _("County lead"),
            _("Look over all townships, and lead what could not be settled below."),
            username="coordinator-county",
        ),
        "head": Card(
            _("Head of the county centre"),
            _("Decide whether a petition that the centre leads gets thirty days more. Whoever leads it may not."),
            username="secretary-county",
        ),
        "call-back": Card(
            _("Call-back officer of the county"),
            _("Ask residents of other units in private whether it is resolved, or whether they withdrew freely."),
            username="call-back",
        ),
        "province": Card(
            _("Province coordinator"),
            _("See where cases are late, and decide what a resident has taken up past the city."),
            username="coordinator-province",
        ),
        "auditor": Card(
            _("Auditor"),
            _("Read every step that was taken and check that none was changed afterwards; change nothing."),
            username="auditor",
        ),
        "stranger": Card(
            _("Stranger from another county"),
            _("Try the address of any case that you have seen as somebody else: it is not there."),
            username="stranger",
        ),
    }
)
#: Where reports are real, or where there are none: other levels, and no prepared case.
CAST_ELSEWHERE: Final[Mapping[str, Card]] = MappingProxyType(
    {
        "newcomer": CAST["newcomer"],
        "mediator": Card(
            _("Case worker of a district"),
            _("Lead what has been taken up: ask, note, propose. Take up others from the queue."),
            username="mediator",
        ),
        "coordinator": Card(
            _("Coordinator of a district"),
            _("Find concerns by topic, place and day in the queue; take them up, hand them over, join them."),
            username="coordinator",
        ),
        "city": Card(
            _("Coordinator of the city"),
            _("Compare districts in the overview, and import or export concerns."),
            username="coordinator-city",
        ),
        "call-back": Card(
            _("Call-back officer"),
            _("Ask residents of other units in private whether it is resolved, or whether they withdrew freely."),
            username="call-back",
        ),
        "auditor": CAST["auditor"],
        "stranger": Card(
            _("Somebody from another district"),
            _("Try the address of any case that you have seen as somebody else: it is not there."),
            username="stranger",
        ),
    }
)


def cast_here() -> Mapping[str, Card]:
    """Whom a visitor may be in this demo."""
    return CAST if settings.DEMO_REPORTS == "made-up" else CAST_ELSEWHERE


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of the tour: as whom, at which page (of which prepared case), and what there is to see."""

    who: str
    page: str
    title: Promise
    sentence: Promise
    scene: Scene | None = None


TOUR: Final = (
    Stop(
        "newcomer",
        "residents:raise_what",
        _("A resident raises a concern"),
        _("One question a page, no account, no name needed. Go on if you like; otherwise we take one raised before."),
    ),
    Stop(
        "mediator",
        "desk:case",
        _("The village's mediator accepts it"),
        _("You are at the desk now. “Accept” asks whether you are close to a party; from then on your post leads it."),
        Scene.TO_ACCEPT,
    ),
    Stop(
        "mediator",
        "desk:case",
        _("The mediator proposes a resolution"),
        _("Another case, further on: the resident has answered. Look for a button that closes it. There is none."),
        Scene.TO_PROPOSE,
    ),
    Stop(
        "resident-proposal",
        "residents:case",
        _("Only the resident says that it is resolved"),
        _("This resident came in with a reference and a code. Confirm the proposal, or say why it is not enough."),
    ),
    Stop(
        "auditor",
        "desk:case_ledger",
        _("And who watches the officials?"),
        _(
            "Each step of that case is bound to the one before it. The auditor checks them; a changed one "
            "would be named."
        ),
        Scene.PROPOSAL,
    ),
)
