"""What can go wrong in finding who leads or handles a case."""

from django.utils.translation import gettext_lazy as _

from folkmoot.cases.errors.base import CaseError


class ConflictOfInterest(CaseError):
    """The one who would lead is too near to the matter."""

    sentence = _("Whoever leads must not be close to a party or to the unit complained about. Name somebody else.")


class UnitStepsAside(ConflictOfInterest):
    """The pack says that the whole unit is too near to the matter."""

    sentence = _(
        "By the rule of the procedure the whole unit steps aside. Pass the case on to another unit, or take it to the "
        "level above."
    )


class LeadsAlready(CaseError):
    """Whoever asks leads the case."""

    sentence = _("You lead this case already.")


class NobodyElse(CaseError):
    """Whoever steps aside is the last who could lead."""

    sentence = _(
        "Nobody else who may lead this case is appointed, in the unit or above it. Tell who coordinates, or the office "
        "that appoints; until then do nothing in the case."
    )


class NobodyAppointed(CaseError):
    """The post is vacant."""

    sentence = _("Nobody is appointed to this post today. Choose a post that is held.")


class CannotHandle(CaseError):
    """A unit outside the case's line of places, or the one complained about."""

    sentence = _("This unit cannot handle the case: it lies elsewhere, or the concern is about it.")


class TopLevel(CaseError):
    """There is no level above."""

    sentence = _("There is no level above that could take this case.")


class DecidedAbove(CaseError):
    """The level above has said whose matter it is."""

    sentence = _(
        "The level above has decided that this unit handles the case. It can be accepted here, or taken to the level "
        "above; it cannot be passed on or turned away as somebody else's matter."
    )


class PassedOnTooOften(CaseError):
    """It has gone round often enough."""

    sentence = _(
        "This case was passed on as often as the rules allow. Accept it, or take it to the level above, which decides "
        "who handles it."
    )


class PassedOnTooLate(CaseError):
    """The time to object is over."""

    sentence = _(
        "The time for passing this case on is over. Accept it, or take it to the level above, which decides who "
        "handles it."
    )
