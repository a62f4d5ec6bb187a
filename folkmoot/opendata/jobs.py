"""What follows later. Each job calls one action."""

from django.utils import timezone
from procrastinate.contrib.django import app

from folkmoot.officers.queries import automatic_post
from folkmoot.opendata.actions.releasing import release_ripe
from folkmoot.opendata.queries import published_periods
from folkmoot.places.queries import local_day


@app.periodic(cron="40 3 * * *")
@app.task(name="opendata.release", queueing_lock="opendata.release", pass_context=False)
def release(timestamp: int) -> None:
    """Publishes the months and years that are ripe, once an operator has published for the first time."""
    if not published_periods():
        return
    now = timezone.now()
    for _made in release_ripe(by=automatic_post(), now=now, today=local_day(now)):
        pass
