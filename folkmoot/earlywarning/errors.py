"""What can go wrong with a warning, as named errors that a screen can explain."""

from django.utils.translation import gettext_lazy as _

from folkmoot.cases.errors import CaseError


class AlreadyTaken(CaseError):
    """Somebody took it first."""

    sentence = _("Somebody has taken this warning already. Look at the case to see who, and what is being done.")


class Over(CaseError):
    """What it said is true no longer."""

    sentence = _("This warning is over: what it said is true no longer.")
