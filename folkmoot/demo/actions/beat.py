"""How the desk does a beat: whoever may, under the scope of their post."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from folkmoot.cases.models import Case
from folkmoot.demo.actions.life import Life
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import of_post, seeing

#: Returns the case as it left it; None where it does not fit any longer, and nothing was done.
Deed = Callable[[Life, Standing, datetime], Case | None]
#: Returns whether it was done.
Act = Callable[[Life, datetime], bool]


def by_who_may(power: Power) -> Callable[[Deed], Act]:
    """A beat of the lead where they may, else of the lowest post that may. It is left out where nobody is there."""

    def beat(deed: Deed) -> Act:
        @wraps(deed)
        def done(life: Life, at: datetime) -> bool:
            by = life.setting.desk.who_may(power, life.now, on=life.day(at))
            if by is None:
                return False
            with seeing(of_post(by)):
                left = deed(life, by, at)
            life.case = left or life.case
            return left is not None

        return done

    return beat
