"""The sweep: raises what holds and was not raised, lets climb what nobody took, ends what holds no longer."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from folkmoot.cases.errors import NotAllowed
from folkmoot.earlywarning.actions.climbing import climb
from folkmoot.earlywarning.actions.ending import end
from folkmoot.earlywarning.actions.looking import all_packs, look, look_away
from folkmoot.earlywarning.actions.raising import raise_new
from folkmoot.earlywarning.actions.refreshing import refresh
from folkmoot.officers.rules.authority import Role
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import of_post, seeing
from folkmoot.places.queries import zone
from folkmoot.procedures.rules.clocks import end_of_day, local_day

#: of how many steps a sweep tells that they are done
STAGES: Final = 4
_ONE_AT_A_TIME: Final = "SELECT pg_advisory_xact_lock(hashtextextended('earlywarning/sweep', 0))"


@dataclass
class Swept:
    """What a sweep found and did."""

    holding: int = 0
    raised: Counter[str] = field(default_factory=Counter)
    climbed: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)


def sweep(*, by: Standing, now: datetime, progress: Callable[[int], None] = lambda _: None) -> Swept:
    """
    Looks at every open case once, in one transaction. A second sweep waits for the first and then finds nothing new.

    A case in which somebody acts at this moment is left to the next sweep. `progress` is told of each of the STAGES.
    Only the automatic post sweeps; raises NotAllowed.
    """
    if by.role is not Role.AUTOMATION:
        raise NotAllowed
    with seeing(of_post(by)), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_ONE_AT_A_TIME)
        here = zone()
        today = local_day(now, zone=here)
        at = all_packs(now=now, today=today, tomorrow=end_of_day(today, zone=here))
        swept = Swept(holding=look(at))
        progress(1)
        swept.ended = end(by=by, now=now)
        refresh()
        progress(1)
        swept.climbed = climb(at, by=by)
        progress(1)
        swept.raised = raise_new(at, by=by)
        progress(1)
        look_away()
    return swept
