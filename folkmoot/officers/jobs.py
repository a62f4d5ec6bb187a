"""What follows later for units. Each job fetches by id and calls one action, under the automatic post."""

from django.utils import timezone
from procrastinate.contrib.django import app

from folkmoot.ledger.models import Event
from folkmoot.officers.actions.following import follow_merger, follow_move, follow_rename
from folkmoot.officers.queries import automatic_post


@app.task(name="officers.follow_merger", retry=5)
def follow_merged_place(event_id: int) -> None:
    """Units of a merged place go on at its heir."""
    place = Event.objects.get(pk=event_id).data["place"]
    follow_merger(place, by=automatic_post(), now=timezone.now())


@app.task(name="officers.follow_rename", retry=5)
def follow_renamed_place(event_id: int) -> None:
    """Units of a renamed place bear its new name."""
    place = Event.objects.get(pk=event_id).data["place"]
    follow_rename(place, by=automatic_post(), now=timezone.now())


@app.task(name="officers.follow_move", retry=5)
def follow_moved_place(event_id: int) -> None:
    """Units of a moved place get their parent above it."""
    place = Event.objects.get(pk=event_id).data["place"]
    follow_move(place, by=automatic_post(), now=timezone.now())
