"""The tour for a first visitor: from a concern's first word to who watches the officials."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.demo.rules.scenes import Scene


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
