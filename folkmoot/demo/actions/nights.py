"""The demo's past nights: what early warning found in them, and what the cast did about it, each by the real action."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Final

from django.db import connection, transaction

from folkmoot.demo.actions.making import pending_pieces
from folkmoot.demo.actions.signal_deeds import DEEDS, Handling, announce
from folkmoot.demo.queries import CHAIN, Begun, has_nights
from folkmoot.demo.rules.bursts import BURSTS, ONE_DAY, Burst, last_day
from folkmoot.earlywarning.actions.nights import Choice, run_night
from folkmoot.earlywarning.actions.replaying import replay
from folkmoot.earlywarning.models import Signal
from folkmoot.earlywarning.nights import setting
from folkmoot.earlywarning.rules.tiers import Tier
from folkmoot.ledger.actions import record
from folkmoot.officers.queries import automatic_post
from folkmoot.officers.scope import of_post, seeing

#: so many nights back the past is looked at: enough of them are quiet to say how often noise does as much
NIGHTS: Final = 150
_NIGHT: Final = time(1, 15)
_ONE_AT_A_TIME: Final = "SELECT pg_try_advisory_lock(hashtextextended('demo/nights', 0))"
_DONE: Final = "SELECT pg_advisory_unlock(hashtextextended('demo/nights', 0))"


def look_back(begun: Begun, *, nights: int = NIGHTS, progress: Callable[[int], None] = lambda _: None) -> bool:
    """Looks at the cast's places night by night, once all cases are made; whether it did.

    What an interrupted call has kept is kept. Only one process looks at a time.
    """
    if has_nights() or pending_pieces(begun, is_own=False):
        return False
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
        if not cursor.fetchone()[0]:
            return False
        try:
            _look_back(begun, nights, progress)
        finally:
            cursor.execute(_DONE)
    return True


def _look_back(begun: Begun, nights: int, progress: Callable[[int], None]) -> None:
    handling, by, choose = Handling.of(begun), automatic_post(), _tiers_of(begun.village)
    announce(handling)
    since = begun.span.until.astimezone(begun.span.zone).date() - nights * ONE_DAY
    told = _nights_that_tell(begun)
    for as_of in sorted(night for night in told if night >= since):
        now = _moment_after(as_of, begun=begun)
        if since < as_of:
            replay(since, as_of - ONE_DAY, by=by, now=now, choose=choose, progress=progress)
        run_night(as_of, by=by, now=now, choose=choose)
        for burst in told[as_of]:
            _handle(burst, as_of, handling=handling)
        since = as_of + ONE_DAY
    with transaction.atomic():
        record("demo.nights_run", by=None, now=begun.span.until, chain=CHAIN, nights=nights)


def _tiers_of(village: str) -> Choice:
    """The cast's own: a county of the others would take as long again, and nobody of the cast sees it."""

    def choose(tiers: list[Tier]) -> list[Tier]:
        return [tier for tier in tiers if village.startswith(tier.path)]

    return choose


def _nights_that_tell(begun: Begun) -> dict[date, list[Burst]]:
    """The nights that may raise something: in which a burst is whole."""
    told: dict[date, list[Burst]] = {}
    for burst in BURSTS:
        told.setdefault(last_day(burst, span=begun.span), []).append(burst)
    return told


def _moment_after(as_of: date, *, begun: Begun) -> datetime:
    at = datetime.combine(as_of + ONE_DAY, _NIGHT, tzinfo=begun.span.zone)
    return min(at, begun.span.until)


def _handle(burst: Burst, as_of: date, *, handling: Handling) -> None:
    """What the cast does about the signal of a burst, where nobody has touched it."""
    deed = DEEDS.get(burst)
    if deed is None:
        return
    with seeing(of_post(automatic_post())), transaction.atomic():
        here = setting()
        found = Signal.objects.open().filter(until=as_of, taken_at=None).order_by("-score", "pk")
        signal = next((each for each in found if here.group_of(each.topic) == BURSTS[burst].group), None)
        by = handling.post_of(signal) if signal else None
        if signal and by:
            deed(handling, signal, by)
