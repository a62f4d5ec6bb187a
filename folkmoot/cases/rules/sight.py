"""From which place up a case may be seen."""

from folkmoot.places.rules.paths import parent


def sight_path(place: str, *, about: str | None) -> str:
    """The path from which a case at `place` may be seen; `about` is the place of the unit that it complains about.

    A complaint about a unit is handed in past it: it is seen from the level above that unit's place upwards, so neither
    the unit nor its chain below ever sees it. At the root only the barred units of `officers.scope` are left to tell.
    """
    if about is None or not place.startswith(about):
        return place
    return parent(about) or about
