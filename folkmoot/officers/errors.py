"""What can go wrong with accounts and appointments, each as a named error that a screen can explain in a sentence."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class OfficerError(Exception):
    """Something a person can mend or has to know. `sentence` says what and what to do; `field` names the input."""

    sentence: ClassVar[str | Promise] = ""

    def __init__(self, *, field: str = "") -> None:
        super().__init__(str(self.sentence))
        self.field = field


class MayNotKeepOfficers(OfficerError):
    """The post may not make accounts or appointments here."""

    sentence = _("Your post may not appoint officers here. An administrator of this area can.")


class UsernameTaken(OfficerError):
    """Another account has this name."""

    sentence = _("This user name is taken. Choose another one.")


class PasswordTooWeak(OfficerError):
    """A password that could be guessed; `reasons` are sentences."""

    sentence = _("This password can be guessed. Choose at least 12 characters that are not only figures.")

    def __init__(self, *, reasons: tuple[str, ...]) -> None:
        super().__init__(field="password")
        self.reasons = reasons


class PostHeld(OfficerError):
    """Somebody else holds the post in these days."""

    sentence = _("Somebody holds this post on some of these days. End that appointment first, or appoint a deputy.")


class EndsBeforeItBegins(OfficerError):
    """An appointment with its last day before its first."""

    sentence = _("An appointment cannot end before it begins.")


class NotAnOffice(OfficerError):
    """The automatic post is the software's own."""

    sentence = _("Nobody is appointed to the post under which the software itself acts.")


class AppointmentOver(OfficerError):
    """The appointment has ended already."""

    sentence = _("This appointment has already ended.")


class AlreadyFounded(OfficerError):
    """There are appointments, so a first administrator is not the first."""

    sentence = _("This installation has an administrator. Ask them for an account.")


class AdministratorPostMissing(OfficerError):
    """The region's file gives its topmost place no administrator."""

    sentence = _("The region has no post for an administrator at its topmost place.")


class TooManyViews(OfficerError):
    """More saved views than can be told apart."""

    sentence = _("You have 12 views. Remove one before you save another.")


class ViewTitleTaken(OfficerError):
    """A removed view cannot come back under the title of another one."""

    sentence = _("Another view has this title now. Remove that one first.")
