"""Who is too near to a matter to lead it, to help with it or to judge it: the answer to the questions of its pack."""

from typing import ClassVar

from folkmoot.procedures.rules.limits import Aside
from folkmoot.procedures.rules.pack import Pack


class Interest(str):
    """The code of the question to which the answer was yes. NONE: each of them was answered with no."""

    __slots__ = ()
    NONE: ClassVar["Interest"]


Interest.NONE = Interest("none")


def aside_of(interest: Interest, *, pack: Pack) -> Aside | None:
    """Who steps aside after an answer; None where nobody has to.

    Whoever names a question that the pack does not have has an interest all the same: they step aside themselves.
    """
    if interest == Interest.NONE:
        return None
    return next((each.aside for each in pack.conflicts if each.code == interest), Aside.OFFICER)
