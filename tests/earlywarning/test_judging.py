"""A night whose highest was found to be true says nothing of noise."""

from datetime import datetime, timedelta

import pytest

from folkmoot.earlywarning.actions import handling
from folkmoot.earlywarning.actions.judging import judge_nights
from folkmoot.earlywarning.models import Night, Signal
from folkmoot.earlywarning.nights import past_of, setting
from folkmoot.earlywarning.rules.measures import Cause, WhyDismissed
from tests.cast import COUNTY, NEXT_TOWNSHIP, TODAY, Cast
from tests.earlywarning.signalling import YESTERDAY, a_night, a_signal, high

WEEK = timedelta(days=7)


@pytest.fixture
def signal(cast: Cast) -> Signal:
    """In the township, about neighbours: with its night, one about another place, one before it began, a quiet one."""
    a_night(cast, as_of=YESTERDAY, found=(high(),))
    a_night(cast, as_of=YESTERDAY - timedelta(days=2), found=(high(NEXT_TOWNSHIP),))
    a_night(cast, as_of=YESTERDAY - WEEK, found=(high(),))
    a_night(cast, as_of=YESTERDAY - timedelta(days=1), p=0.4)
    return a_signal(cast, post="coordinator")


def judged(cast: Cast) -> tuple[int, int]:
    """How many nights are found to be true now, and how many of the county's are left for the past."""
    with cast.seeing("province_coordinator"):
        found = judge_nights(setting())
        return found, past_of(cast.place(COUNTY).depth, until=TODAY).nights


def test_a_cause_that_was_found_takes_the_nights_of_its_burst_out_of_the_past(
    cast: Cast, now: datetime, signal: Signal
) -> None:
    assert judged(cast) == (0, 4)
    by = cast.standing("coordinator")
    with cast.seeing("coordinator"):
        handling.take_signal(signal.pk, by=by, now=now)
        handling.find_cause(signal.pk, cause=Cause.POLLUTION_OR_NOISE, said="The site works at night.", by=by, now=now)
    assert judged(cast) == (1, 3)
    assert judged(cast) == (0, 3)
    with cast.seeing("province_coordinator"):
        assert Night.objects.get(is_true=True).as_of == YESTERDAY


@pytest.mark.parametrize(
    ("why", "left"), [(WhyDismissed.UNRELATED, 4), (WhyDismissed.ALREADY_MENDED, 3), (WhyDismissed.KNOWN_REASON, 3)]
)
def test_a_dismissed_signal_was_noise_unless_it_is_known_why_more_came(
    cast: Cast, now: datetime, signal: Signal, why: WhyDismissed, left: int
) -> None:
    with cast.seeing("coordinator"):
        handling.dismiss_signal(signal.pk, why=why, said="Read one by one.", by=cast.standing("coordinator"), now=now)
    assert judged(cast)[1] == left
