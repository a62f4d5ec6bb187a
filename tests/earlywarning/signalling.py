"""Nights and signals as the tests of their pages need them, written as a night would keep them."""

from datetime import date, datetime, timedelta

from django.conf import settings

from folkmoot.earlywarning.models import DailyCount, Night, Signal, SignalNotice
from folkmoot.places.models import Place
from tests.cast import COUNTY, NOW, TODAY, TOWNSHIP, Cast

#: the last day that a night can have counted
YESTERDAY = TODAY - timedelta(days=1)
TOPIC = "neighbours"


def a_night(cast: Cast, code: str = COUNTY, *, as_of: date = YESTERDAY, p: float = 0.0004, found: tuple = ()) -> Night:
    """A place looked at as a whole for one day; from 0.002 on nothing is a signal."""
    place = cast.place(code)
    with cast.seeing("province_coordinator"):
        return Night.objects.create(
            as_of=as_of, tier=place.path, depth=place.depth, is_replay=as_of != YESTERDAY, seed=1, replicates=999,
            spread=0.3, nodes=480, cases=612, score=11.2, p=p, threshold_p=0.002, found=list(found), run_at=NOW,
            seconds=1.5,
        )  # fmt: skip


def high(code: str = TOWNSHIP, *, p: float = 0.0004) -> dict[str, object]:
    """What stood out in a night."""
    path = Place.objects.get(code=code).path
    return {"place": path, "topic": TOPIC, "window": 6, "cases": 9, "expected": 1.2, "score": 11.2, "p": p}


def a_signal(
    cast: Cast, code: str = TOWNSHIP, *, post: str = "lead", topic: str = TOPIC, now: datetime = NOW, **told: object
) -> Signal:
    """A signal that names a post, raised by a night of its county; its nine cases are counted on six days."""
    place, named = cast.place(code), cast.post(post)
    days = [0] * 359 + [1, 1, 2, 1, 2, 2]
    with cast.seeing("province_coordinator"):
        night = Night.objects.filter(tier=cast.place(COUNTY).path, as_of=YESTERDAY).first() or a_night(cast)
        for number, cases in enumerate(days[-6:]):
            DailyCount.objects.get_or_create(
                place_path=place.path, topic="intl.noise", on=YESTERDAY - timedelta(days=5 - number), happened_on=None,
                defaults={"cases": cases},
            )  # fmt: skip
        facts = {
            "place_path": place.path, "named_path": place.path, "topic": topic,
            "since": YESTERDAY - timedelta(days=5), "until": YESTERDAY, "cases": 9, "expected": 1.2, "score": 11.2,
            "p": 0.0004, "recurrence_days": 2500.0, "noise_days": 40.0, "year_cases": days,
            "year_expected": [0.2] * 365, "raised_at": now, "climbs_at": now + timedelta(days=2),
            "wrapped_key": settings.INSTALLATION_KEY.new_file_key()[1],
        }  # fmt: skip
        signal = Signal.objects.create(
            night=night, post=named, unit=named.unit, level_path=named.unit.place.path, **facts | told
        )
        SignalNotice.objects.create(signal=signal, post=named, why="raised", at=now)
    return signal
