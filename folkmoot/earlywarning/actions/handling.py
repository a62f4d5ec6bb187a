"""What becomes of a signal: taken, its cause found, measures chosen, its outcome recorded; or dismissed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from folkmoot.cases.errors import Missing, NotAllowed
from folkmoot.earlywarning.errors import NoCauseYet, NoMeasureYet, NotTaken, SignalOver, SignalTaken
from folkmoot.earlywarning.models import Signal, SignalMeasure
from folkmoot.earlywarning.permissions import can_handle_signal, can_take_signal
from folkmoot.earlywarning.rules.measures import Cause, Measure, Outcome, WhyDismissed
from folkmoot.ledger.actions import record
from folkmoot.officers.rules.standing import Standing


def signal_chain(signal_id: int) -> str:
    """The name of a signal's chain in the ledger."""
    return f"signal:{signal_id}"


@transaction.atomic
def take_signal(signal_id: int, *, by: Standing, now: datetime) -> Signal:
    """Keeps who looks into it; it then climbs no further. Raises NotAllowed, SignalTaken, SignalOver."""
    signal = _locked(signal_id)
    if signal.taken_at:
        raise SignalTaken
    if not can_take_signal(by, signal):
        raise NotAllowed
    signal.taken_by_id, signal.taken_at, signal.climbs_at = by.post_id, now, None
    signal.save(update_fields=["taken_by", "taken_at", "climbs_at"])
    return _recorded(signal, "signal.taken", by=by, now=now)


@transaction.atomic
def find_cause(signal_id: int, *, cause: Cause, said: str, by: Standing, now: datetime) -> Signal:
    """Keeps what was found to fail, in place of any earlier. Raises NotAllowed, NotTaken, SignalOver, Missing."""
    signal = _in_hand(signal_id, by=by)
    text = _text(said)
    signal.cause, signal.cause_found_at = cause.value, now
    signal.sealed_cause = signal.key.seal(text, place="signal.cause")
    signal.save(update_fields=["cause", "cause_found_at", "sealed_cause"])
    said_hash = signal.key.commit(text)
    return _recorded(signal, "signal.cause_found", by=by, now=now, cause=cause.value, said=said_hash)


@transaction.atomic
def choose_measures(signal_id: int, *, measures: Iterable[Measure], by: Standing, now: datetime) -> list[SignalMeasure]:
    """Adds what is done about it to what was chosen before; returns all. Raises NotAllowed, NotTaken, SignalOver,
    NoCauseYet, Missing."""
    signal = _in_hand(signal_id, by=by)
    if not signal.cause:
        raise NoCauseYet
    chosen = list(dict.fromkeys(measures))
    if not chosen:
        raise Missing(field="measures")
    known = set(signal.measures.values_list("measure", flat=True))
    new = [each for each in chosen if each.value not in known]
    SignalMeasure.objects.bulk_create(
        SignalMeasure(signal=signal, measure=each.value, post_id=by.post_id, at=now) for each in new
    )
    if new:
        _recorded(signal, "signal.measures_chosen", by=by, now=now, measures=[each.value for each in new])
    return list(signal.measures.order_by("pk"))


@transaction.atomic
def measure_done(signal_id: int, *, measure: Measure, by: Standing, now: datetime) -> SignalMeasure:
    """Keeps that a measure was carried out; saying it twice changes nothing. Raises NotAllowed, NotTaken, SignalOver,
    SignalMeasure.DoesNotExist."""
    signal = _in_hand(signal_id, by=by)
    found = signal.measures.get(measure=measure.value)
    if found.done_at is None:
        found.done_at = now
        found.save(update_fields=["done_at"])
        _recorded(signal, "signal.measure_done", by=by, now=now, measure=measure.value)
    return found


@transaction.atomic
def record_outcome(signal_id: int, *, outcome: Outcome, said: str, by: Standing, now: datetime) -> Signal:
    """Ends it with what came of the measures. Raises NotAllowed, NotTaken, SignalOver, NoCauseYet, NoMeasureYet,
    Missing."""
    signal = _in_hand(signal_id, by=by)
    if not signal.cause:
        raise NoCauseYet
    if not signal.measures.exists():
        raise NoMeasureYet
    text = _text(said)
    signal.outcome, signal.ended_at = outcome.value, now
    signal.sealed_outcome = signal.key.seal(text, place="signal.outcome")
    signal.save(update_fields=["outcome", "ended_at", "sealed_outcome"])
    said_hash = signal.key.commit(text)
    return _recorded(signal, "signal.outcome_recorded", by=by, now=now, outcome=outcome.value, said=said_hash)


@transaction.atomic
def dismiss_signal(signal_id: int, *, why: WhyDismissed, said: str, by: Standing, now: datetime) -> Signal:
    """Ends it because nothing has to be done, with a reason in words; whoever may take it may dismiss it.

    Raises NotAllowed, SignalOver, Missing.
    """
    signal = _locked(signal_id)
    if not (can_handle_signal(by, signal) if signal.taken_at else can_take_signal(by, signal)):
        raise NotAllowed
    text = _text(said)
    signal.dismissed, signal.ended_at, signal.climbs_at = why.value, now, None
    signal.sealed_dismissal = signal.key.seal(text, place="signal.dismissal")
    signal.save(update_fields=["dismissed", "ended_at", "climbs_at", "sealed_dismissal"])
    said_hash = signal.key.commit(text)
    return _recorded(signal, "signal.dismissed", by=by, now=now, why=why.value, said=said_hash)


def _locked(signal_id: int) -> Signal:
    """The signal, locked. Raises Signal.DoesNotExist where it is absent or out of sight, SignalOver."""
    signal = Signal.objects.select_for_update().get(pk=signal_id)
    if signal.ended_at:
        raise SignalOver
    return signal


def _in_hand(signal_id: int, *, by: Standing) -> Signal:
    signal = _locked(signal_id)
    if signal.taken_at is None:
        raise NotTaken
    if not can_handle_signal(by, signal):
        raise NotAllowed
    return signal


def _text(said: str) -> str:
    text = said.strip()
    if not text:
        raise Missing(field="said")
    return text


def _recorded(signal: Signal, kind: str, *, by: Standing, now: datetime, **data: Any) -> Signal:
    record(kind, by=by, now=now, chain=signal_chain(signal.pk), signal=signal.pk, **data)
    return signal
