"""Raising signals: each cluster once, whatever tiers found it; told to one post; anew only when it has grown."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings

from folkmoot.earlywarning.actions.handling import signal_chain
from folkmoot.earlywarning.models import Night, Signal, SignalNotice
from folkmoot.earlywarning.nights import Setting, past_of, surprise, told_lately
from folkmoot.earlywarning.posts import post_in_charge
from folkmoot.earlywarning.reasons import as_data, known_reasons
from folkmoot.earlywarning.rules.climbing import take_until
from folkmoot.earlywarning.rules.evenings import SPAN, Found
from folkmoot.earlywarning.rules.growing import Told, is_news, overlaps
from folkmoot.earlywarning.rules.measures import WhyTold
from folkmoot.earlywarning.rules.significance import recurrence_interval
from folkmoot.earlywarning.rules.survey import EVERYTHING, Survey
from folkmoot.ledger.actions import record
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.queries import region, zone
from folkmoot.procedures.queries import calendar, newest_pack
from folkmoot.procedures.rules.clocks import local_day

ONE_DAY: Final = timedelta(days=1)


def raise_signals(
    rare: Sequence[tuple[Night, Found]], *, survey: Survey, here: Setting, by: Standing, now: datetime
) -> list[Signal]:
    """Raises what is news, the rarest first: what overlaps it, in whatever tier, is then told already."""
    if not rare:
        return []
    known = told_lately(here, until=rare[0][0].as_of)
    raised = []
    for night, found in rare:
        told = _told(night, found, here)
        if not is_news(told, before=[each for each, _signal in known]):
            continue
        smaller = [signal for each, signal in known if overlaps(each, told) and signal.ended_at is None]
        signal = _raise(night, found, grown_from=smaller, survey=survey, here=here, by=by, now=now)
        known.append((told, signal))
        raised.append(signal)
    return raised


def until_taken(now: datetime) -> datetime:
    """When a signal that is told now climbs unless it is taken: the days that the front pack gives for a warning."""
    limit = newest_pack(region().pack).thresholds.acknowledge_working_days
    return take_until(now, working_days=limit, zone=zone(), calendar=calendar())


def tell(signal: Signal, *, why: WhyTold, now: datetime) -> None:
    """Keeps that the post that a signal names was told."""
    SignalNotice.objects.create(signal=signal, post_id=signal.post_id, why=why.value, at=now)


def _told(night: Night, found: Found, here: Setting) -> Told:
    group = here.group_of(found.topic)
    return Told(found.path, found.topic, group, night.as_of, found.cases, found.expected)


def _raise(
    night: Night,
    found: Found,
    *,
    grown_from: Sequence[Signal],
    survey: Survey,
    here: Setting,
    by: Standing,
    now: datetime,
) -> Signal:
    rung = post_in_charge(found.path, today=local_day(now, zone=zone()))
    for smaller in grown_from:
        # Its place and topic are free again, and its deadline is over: the larger one has a deadline of its own.
        smaller.ended_at, smaller.climbs_at = now, None
        smaller.save(update_fields=["ended_at", "climbs_at"])
    signal = Signal(night=night, topic=found.topic, cases=found.cases, expected=found.expected, raised_at=now)
    signal.place_path, signal.named_path = found.path, here.named(found.path)
    signal.since, signal.until = night.as_of - (found.window - 1) * ONE_DAY, night.as_of
    signal.supersedes = grown_from[0] if grown_from else None
    signal.post_id, signal.unit_id, signal.level_path = rung.post_id, rung.unit_id, rung.path
    signal.climbs_at = until_taken(now)
    signal.wrapped_key = settings.INSTALLATION_KEY.new_file_key()[1]
    _weigh(signal, found, night=night)
    _draw_year(signal, survey, night=night)
    reasons = known_reasons(found.path, group=here.group_of(found.topic), since=signal.since, until=signal.until)
    signal.reasons = [as_data(reason) for reason in reasons]
    signal.save()
    tell(signal, why=WhyTold.RAISED, now=now)
    _record(signal, by=by, now=now)
    return signal


def _weigh(signal: Signal, found: Found, *, night: Night) -> None:
    """How rare it is, by the replicates and by the past."""
    signal.score, signal.p, signal.recurrence_days = found.score, found.p, recurrence_interval(found.p)
    noise = past_of(night.depth, until=night.as_of).noise_of(surprise(found.p))
    if noise:
        signal.noise_days, signal.noise_is_at_least = noise.days, noise.is_at_least


def _draw_year(signal: Signal, survey: Survey, *, night: Night) -> None:
    """Cases of each day of the year, and how many were to be expected: the node's share of all that the tier had."""
    days = survey.days_of_node(signal.place_path, signal.topic, as_of=night.as_of, span=SPAN)
    of_tier = survey.days_of_node(night.tier, EVERYTHING, as_of=night.as_of, span=SPAN)
    share = float(days.sum()) / max(float(of_tier.sum()), 1.0)
    signal.year_cases, signal.year_expected = days.tolist(), [round(float(each) * share, 3) for each in of_tier]


def _record(signal: Signal, *, by: Standing, now: datetime) -> None:
    # The ledger is read by auditors of every level: no place below a township.
    data: dict[str, Any] = {
        "place": signal.named_path,
        "topic": signal.topic,
        "cases": signal.cases,
        "since": signal.since.isoformat(),
        "until": signal.until.isoformat(),
        "post": signal.post_id,
        "unit": signal.unit_id,
        "grown_from": signal.supersedes_id,
    }
    record("signal.raised", by=by, now=now, chain=signal_chain(signal.pk), signal=signal.pk, **data)
