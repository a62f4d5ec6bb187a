"""What can go wrong with places, each as a named error that a screen can explain in a sentence."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PlaceError(Exception):
    """Something a person can mend or has to know. `sentence` says what; `code` names the place, where there is one."""

    sentence: ClassVar[str | Promise] = ""

    def __init__(self, *, code: str = "") -> None:
        super().__init__(f"{self.sentence} ({code})" if code else str(self.sentence))
        self.code = code


class RegionStands(PlaceError):
    """The installation has its region already."""

    sentence = _("This installation has a region already.")


class RootMissing(PlaceError):
    """The file of places has no place with the code that the region names as its root, or more than one root."""

    sentence = _("The places of a region stand below one root: the place whose code the region's file names.")


class MayNotKeepPlaces(PlaceError):
    """The post has no power over the tree here."""

    sentence = _("Your post may not change places here. An administrator of this area can.")


class PlaceGone(PlaceError):
    """The place has ended or was merged."""

    sentence = _("This place exists no longer, so it can neither change nor take another one in.")


class LevelNotBelow(PlaceError):
    """A place can only stand below one of a higher level."""

    sentence = _("A place stands below one of a higher level: a village below a township, not the other way round.")


class WithinItself(PlaceError):
    """A place would lie in itself."""

    sentence = _("A place cannot lie within itself.")


class RootStays(PlaceError):
    """The root of the region."""

    sentence = _("The region's topmost place can be renamed, but neither moved, merged nor ended.")


class StillHasPlaces(PlaceError):
    """A place that ends although others lie in it."""

    sentence = _("Other places still lie in this one. Move or end them first, or merge it into another one.")
