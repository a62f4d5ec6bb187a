"""The demo's open statistics: each month and year as if it had been published on the day it was ripe."""

from datetime import date, datetime, time
from typing import Final

from folkmoot.demo.actions.making import pending_pieces
from folkmoot.demo.queries import Begun
from folkmoot.earlywarning.actions.counting import count_cases
from folkmoot.officers.queries import automatic_post
from folkmoot.officers.scope import of_post, seeing
from folkmoot.opendata.actions.releasing import release
from folkmoot.opendata.errors import AlreadyReleased
from folkmoot.opendata.queries import first_counted, published_periods
from folkmoot.opendata.rules.calendar import ripe
from folkmoot.places.queries import zone

#: about when the nightly job would have done it
_NIGHT: Final = time(3, 40)


def publish_when_made(begun: Begun, *, today: date) -> int:
    """Publishes once all made-up cases stand; how many months and years. What stands already is left."""
    return 0 if pending_pieces(begun, is_own=False) else publish_past(today=today)


def publish_past(*, today: date) -> int:
    """Publishes what was ripe until `today` and is not published; how many months and years."""
    by, at = automatic_post(), zone()
    count_cases(by=by)
    with seeing(of_post(by)):
        first = first_counted()
    if first is None:
        return 0
    made = 0
    for period in list(ripe(first=first, today=today, published=published_periods())):
        now = datetime.combine(period.ripe_on, _NIGHT, tzinfo=at)
        try:
            release(period, by=by, now=now, today=period.ripe_on)
        except AlreadyReleased:
            # The other process that makes the history has come to its end too.
            continue
        made += 1
    return made
