"""Telling the post above of a signal that nobody took in time, or where the post that is named is vacant."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from folkmoot.cases.errors import NotAllowed
from folkmoot.earlywarning.actions.handling import signal_chain
from folkmoot.earlywarning.actions.signalling import tell, until_taken
from folkmoot.earlywarning.models import Signal
from folkmoot.earlywarning.posts import post_above
from folkmoot.earlywarning.rules.measures import WhyTold
from folkmoot.ledger.actions import record
from folkmoot.officers.models import Appointment
from folkmoot.officers.rules.authority import Role
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import of_post, seeing
from folkmoot.places.queries import zone
from folkmoot.procedures.rules.clocks import local_day


def climb_signals(*, by: Standing, now: datetime) -> Counter[str]:
    """Lets climb what has to; how many by the reason. Only the automatic post; raises NotAllowed."""
    if by.role is not Role.AUTOMATION:
        raise NotAllowed
    today = local_day(now, zone=zone())
    told: Counter[str] = Counter()
    with seeing(of_post(by)), transaction.atomic():
        held = Exists(Appointment.objects.current(today).filter(post=OuterRef("post")))
        waiting = Signal.objects.open().filter(Q(climbs_at__lte=now) | ~held, taken_at=None, climbs_at__isnull=False)
        for signal in waiting.annotate(is_held=held).select_for_update(of=("self",), skip_locked=True).order_by("pk"):
            why = WhyTold.UNTAKEN if vars(signal)["is_held"] else WhyTold.VACANT
            _climb(signal, why=why, by=by, now=now)
            told[why.value] += 1
    return told


def _climb(signal: Signal, *, why: WhyTold, by: Standing, now: datetime) -> None:
    rung = post_above(signal.unit_id, today=local_day(now, zone=zone()))
    if rung is None:
        # At the top it stays with who was told.
        signal.climbs_at = None
        signal.save(update_fields=["climbs_at"])
        return
    signal.post_id, signal.unit_id, signal.level_path = rung.post_id, rung.unit_id, rung.path
    signal.climbed_times += 1
    signal.climbs_at = until_taken(now)
    signal.save(update_fields=["post", "unit", "level_path", "climbed_times", "climbs_at"])
    tell(signal, why=why, now=now)
    record(
        "signal.climbed", by=by, now=now, chain=signal_chain(signal.pk),
        signal=signal.pk, why=why.value, post=rung.post_id, unit=rung.unit_id,
    )  # fmt: skip
