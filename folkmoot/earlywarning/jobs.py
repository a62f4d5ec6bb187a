"""What follows later. Each job calls one action."""

from typing import Final

from django.utils import timezone
from procrastinate.contrib.django import app

from folkmoot.earlywarning.actions.morning import send_morning_mails
from folkmoot.earlywarning.actions.sweeping import sweep
from folkmoot.officers.queries import automatic_post
from folkmoot.places.queries import zone

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
