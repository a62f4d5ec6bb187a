"""What follows later. Each job calls one action."""

from datetime import timedelta
from typing import Final

from django.utils import timezone
from procrastinate.contrib.django import app

from folkmoot.earlywarning.actions.climbing_signals import climb_signals
from folkmoot.earlywarning.actions.morning import send_morning_mails
from folkmoot.earlywarning.actions.sweeping import sweep
from folkmoot.officers.queries import automatic_post
from folkmoot.places.queries import zone

#: the hour of the region's night at which all places and topics are looked at
NIGHT: Final = 1
#: the hour of the region's morning at which the digests go out
MORNING: Final = 7


@app.periodic(cron="*/10 * * * *")
@app.task(name="earlywarning.sweep", queueing_lock="earlywarning.sweep", pass_context=False)
def sweep_all(timestamp: int) -> None:
    """Raises, lets climb and ends the warnings of all open cases."""
    sweep(by=automatic_post(), now=timezone.now())


@app.periodic(cron="5 * * * *")
@app.task(name="earlywarning.send_digests", queueing_lock="earlywarning.send_digests", pass_context=False)
def send_digests(timestamp: int) -> None:
    """Once a morning of the region's zone, whatever zone the machine has."""
    local = timezone.now().astimezone(zone())
    if local.hour == MORNING:
        send_morning_mails(now=local, today=local.date())


@app.periodic(cron="15 * * * *")
@app.task(name="earlywarning.look_at_places", queueing_lock="earlywarning.look_at_places", pass_context=False)
def look_at_places(timestamp: int) -> None:
    """Once a night of the region's zone: what came in until midnight, by place and topic."""
    # Imported late: it brings the arrays along, which no web process needs.
    from folkmoot.earlywarning.actions.nights import run_night

    local = timezone.now().astimezone(zone())
    if local.hour == NIGHT:
        run_night(local.date() - timedelta(days=1), by=automatic_post(), now=local)


@app.periodic(cron="*/10 * * * *")
@app.task(name="earlywarning.climb_signals", queueing_lock="earlywarning.climb_signals", pass_context=False)
def climb_untaken_signals(timestamp: int) -> None:
    """Tells the post above of signals that nobody took in time."""
    climb_signals(by=automatic_post(), now=timezone.now())
